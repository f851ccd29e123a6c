/**
 * The trial of docs/bun.md: `npm run build -- --runtime bun` puts the same bundles into Bun instead of Node, as
 * dist/awsenv-bun. All that knows Bun is in this folder.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import manifest from '../../../package.json' with { type: 'json' }
import { bundle } from '../bundle.ts'
import { noticesOf } from '../parts/notices.ts'
import { type Part, partsOf } from '../parts/parts.ts'
import { sbomOf } from '../parts/sbom.ts'
import { writeShellFiles } from '../shell-files.ts'
import { fetched, keyringAddon, type Target } from '../target.ts'

/**
 * No dependency of package.json: everyone who builds awsenv would fetch 50 MB for a trial. The hash is what a lock file
 * would have.
 */
const BUN = {
  platform: 'linux',
  arch: 'x64',
  package: '@oven/bun-linux-x64',
  version: '1.4.5',
  sha256: 'f05d28a3862f4b84395c7fa32480b835dd47482e80b7e7a49a115227f0c06083',
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
    const { inputs } = await bundle(root, work, false, [insideBun])
    const addon = keyringAddon(root, target, work)
    const parts = partsOf(inputs, PART, addon)
    const notices = join(work, 'notices.txt')
    writeFileSync(notices, noticesOf(readFileSync(join(root, 'LICENSE'), 'utf8'), parts))
    const assets = { ...writeShellFiles(root), 'keyring.node': addon, 'notices.txt': notices }
    for (const [name, file] of Object.entries(assets)) cpSync(file, join(work, 'assets', name))
    const output = join(root, 'dist/awsenv-bun')
    rmSync(output, { force: true })
    execFileSync(bunIn(work), ['build', ...OPTIONS, `--outfile=${output}`, 'main.cjs'], { cwd: work, stdio: 'inherit' })
    writeFileSync(`${output}.cdx.json`, sbomOf(manifest.version, parts))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** The program of the package, if it is the one that was tried. */
function bunIn(work: string): string {
  const program = join(fetched(BUN.package, BUN.version, work), 'bin/bun')
  const sha256 = createHash('sha256').update(readFileSync(program)).digest('hex')
  if (sha256 !== BUN.sha256) throw new Error(`the program of ${BUN.package} has the SHA-256 ${sha256}`)
  return program
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
