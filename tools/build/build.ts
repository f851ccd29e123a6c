/**
 * Builds dist/awsenv: src/main.ts and what it loads on demand, bundled, inside a Node of its own; and beside it the
 * files for shells and the man pages. Two builds of one commit on one kind of machine give the same bytes.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { buildWithBun } from './bun/bun.ts'
import { bundle } from './bundle.ts'
import { train } from './code-cache/train.ts'
import { commitFile } from './commit.ts'
import { withAdHocSignature } from './mac/ad-hoc-signature.ts'
import { writeManPages } from './man.ts'
import { OWN_BUNDLES } from './own-bundles.ts'
import { noticesOf } from './parts/notices.ts'
import { nodePart, partsOf } from './parts/parts.ts'
import { sbomOf } from './parts/sbom.ts'
import { writeShellFiles } from './shell-files.ts'
import { EXEC_ARGV, writeExecutable } from './single-executable.ts'
import { baseBinary, keyringAddon, nodeLicense, type Target, targetFrom } from './target.ts'
import { withoutSymbols } from './without-symbols.ts'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')

const args = process.argv.slice(2)
const { runtime } = parseArgs({
  args,
  options: { target: { type: 'string' }, runtime: { type: 'string', default: 'node' } },
}).values
if (runtime === 'node') await build(targetFrom(args))
else if (runtime === 'bun') await buildWithBun(root, targetFrom(args))
else throw new Error(`no runtime "${runtime}": choose node or bun`)

async function build(target: Target): Promise<void> {
  const { platform, arch, output } = target
  const work = mkdtempSync(join(tmpdir(), 'awsenv-build-'))
  try {
    mkdirSync(dist, { recursive: true })
    await writeManPages(root, manifest.version)
    const { main, assets, inputs } = await bundle(root, work, { own: OWN_BUNDLES })
    const commit = commitFile(root, work)
    // Only the Node that goes into the binary can make its code caches.
    const isNative = platform === process.platform && arch === process.arch
    const caches = isNative ? await train(work, EXEC_ARGV) : []
    const [node, addon] = [baseBinary(root, target, work), keyringAddon(root, target, work)]
    const base = join(work, 'base')
    writeFileSync(base, withoutSymbols(readFileSync(node)), { mode: 0o755 })
    const notices = join(work, 'notices.txt')
    const parts = partsOf(inputs, nodePart(nodeLicense(root, work)), addon)
    writeFileSync(notices, noticesOf(readFileSync(join(root, 'LICENSE'), 'utf8'), parts))
    writeFileSync(join(dist, `${output.replace(/\.exe$/, '')}.cdx.json`), sbomOf(manifest.version, parts))
    const all = {
      ...assets,
      ...Object.fromEntries(caches.map(name => [name, join(work, name)])),
      ...writeShellFiles(root),
      'commit.txt': commit,
      'keyring.node': addon,
      'notices.txt': notices,
    }
    const path = join(dist, output)
    // A binary that is running can't be written to; a new file in its place can always be put there.
    rmSync(path, { force: true })
    await writeExecutable(target, { main, work, base, assets: all }, path)
    // On a Mac, codesign has signed it.
    if (platform === 'darwin' && process.platform !== 'darwin')
      writeFileSync(path, withAdHocSignature(readFileSync(path), 'awsenv'))
    chmodSync(path, 0o755)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
