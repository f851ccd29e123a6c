/**
 * Builds dist/awsenv: src/main.ts and what it loads on demand, bundled, inside a Node of its own (a single executable
 * application, put together by @yao-pkg/pkg); and beside it the files for shells and the man pages. Everything that
 * belongs to the packager is in this folder.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sea from '@yao-pkg/pkg/lib-es5/sea.js'
import manifest from '../../package.json' with { type: 'json' }
import { buildWithBun } from './bun/bun.ts'
import { bundle } from './bundle.ts'
import { writeManPages } from './man.ts'
import { noticesOf } from './parts/notices.ts'
import { nodePart, partsOf } from './parts/parts.ts'
import { sbomOf } from './parts/sbom.ts'
import { writeShellFiles } from './shell-files.ts'
import { baseBinary, keyringAddon, nodeLicense, type Target, targetFrom } from './target.ts'
import { withoutSymbols } from './without-symbols.ts'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')
/** What pkg calls them. */
const PKG_PLATFORMS: Record<string, 'macos' | 'win' | 'linux'> = { darwin: 'macos', win32: 'win', linux: 'linux' }

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
    const isNative = platform === process.platform && arch === process.arch
    const { main, assets, inputs } = await bundle(root, work, isNative)
    const [node, addon] = [baseBinary(root, target, work), keyringAddon(root, target, work)]
    const base = join(work, 'base')
    writeFileSync(base, withoutSymbols(readFileSync(node)), { mode: 0o755 })
    const notices = join(work, 'notices.txt')
    const parts = partsOf(inputs, nodePart(nodeLicense(root, work)), addon)
    writeFileSync(notices, noticesOf(readFileSync(join(root, 'LICENSE'), 'utf8'), parts))
    writeFileSync(join(dist, `${output.replace(/\.exe$/, '')}.cdx.json`), sbomOf(manifest.version, parts))
    // Node's own settings, of which pkg's types don't know the newest.
    const seaConfig = {
      disableExperimentalSEAWarning: true,
      // One with node:crypto in it would save a fifth of a cached assume. But what has been read of the environment by
      // then, and what has been drawn of randomness, would be the builder's: each module would have to be shown innocent.
      useSnapshot: false,
      useCodeCache: isNative,
      // Without these, NODE_OPTIONS runs foreign code inside a tool that holds secrets, SIGUSR1 opens a debugger to
      // every local user, and OPENSSL_CONF loads a foreign library.
      execArgvExtension: 'none',
      // In MiB: most commands end before V8 has to look for garbage. More than this takes longer to come from the system.
      execArgv: ['--disable-sigusr1', '--openssl-config=/dev/null', '--min-semi-space-size=4'],
      assets: { ...assets, ...writeShellFiles(root), 'keyring.node': addon, 'notices.txt': notices },
    }
    // A binary that is running can't be written to; a new file in its place can always be put there.
    rmSync(join(dist, output), { force: true })
    await sea.default(main, {
      targets: [
        {
          nodeRange: `node${process.versions.node}`,
          platform: PKG_PLATFORMS[platform] ?? 'linux',
          arch,
          output: join(dist, output),
        },
      ],
      nodePath: base,
      // The blob is made by the node that runs this, of the same version: another system's can't be asked for it.
      useLocalNode: true,
      seaConfig,
    })
    chmodSync(join(dist, output), 0o755)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
