/**
 * The trial of docs/bun.md: `npm run build -- --runtime bun` puts the same bundles into Bun instead of Node, as
 * dist/awsenv-bun. All that knows Bun is in this folder.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import manifest from '../../../package.json' with { type: 'json' }
import { bundle } from '../bundle.ts'
import { commitFile } from '../commit.ts'
import { fetchedPackage } from '../fetched-package.ts'
import { noticesOf } from '../parts/notices.ts'
import { type Part, partsOf } from '../parts/parts.ts'
import { sbomOf } from '../parts/sbom.ts'
import { writeShellFiles } from '../shell-files.ts'
import { keyringAddon, type Target } from '../target.ts'

/**
 * No dependency of package.json: everyone who builds awsenv would fetch 50 MB for a trial. The integrity is what a lock
 * file would have.
 */
const BUN = {
  platform: 'linux',
  arch: 'x64',
  package: '@oven/bun-linux-x64',
  version: '1.4.5',
  integrity: 'sha512-IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==',
}

/** The package has no text of its licenses: MIT, and for JavaScriptCore the LGPL. */
const PART: Part = {
  name: 'bun',
  version: BUN.version,
  license: 'MIT AND LGPL-2.1-or-later',
  purl: `pkg:npm/bun@${BUN.version}`,
  text: '',
}

const OPTIONS = [
  ...['--compile', '--bytecode', '--format=cjs', '--target=bun', '--asset=assets'],
  // Without these, files in the current folder set variables and load code.
  ...['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'],
]

export async function buildWithBun(root: string, target: Target): Promise<void> {
  if (target.platform !== BUN.platform || target.arch !== BUN.arch) {
    throw new Error(`the trial of Bun is for ${BUN.platform}-${BUN.arch}`)
  }
  const work = mkdtempSync(join(tmpdir(), 'awsenv-build-'))
  try {
    const { inputs } = await bundle(root, work, { inside: [insideBun] })
    const addon = keyringAddon(root, target, work)
    const parts = partsOf(inputs, PART, addon)
    const notices = join(work, 'notices.txt')
    writeFileSync(notices, noticesOf(readFileSync(join(root, 'LICENSE'), 'utf8'), parts))
    const assets = {
      ...writeShellFiles(root),
      'commit.txt': commitFile(root, work),
      'keyring.node': addon,
      'notices.txt': notices,
    }
    for (const [name, file] of Object.entries(assets)) cpSync(file, join(work, 'assets', name))
    const output = join(root, 'dist/awsenv-bun')
    rmSync(output, { force: true })
    const bun = join(fetchedPackage(BUN.package, BUN.version, BUN.integrity, work), 'bin/bun')
    execFileSync(bun, ['build', ...OPTIONS, `--outfile=${output}`, 'main.cjs'], { cwd: work, stdio: 'inherit' })
    writeFileSync(`${output}.cdx.json`, sbomOf(manifest.version, parts))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Bun bundles the bundles once more, as its bytecode wants; each is evaluated when it is first asked for, as in Node. */
const insideBun: Plugin = {
  name: 'inside-bun',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:sea$/ }, () => ({ path: join(import.meta.dirname, 'sea.ts') }))
    onLoad({ filter: /./, namespace: 'separate' }, ({ path }) => ({
      contents: `module.exports = require('./${path}.cjs')`,
    }))
    onResolve({ filter: /\.cjs$/, namespace: 'separate' }, ({ path }) => ({ path, external: true }))
  },
}
