/** Puts a script and its assets into a Node, as a single executable application: everything that belongs to the packager. */
import { basename, join } from 'node:path'
import sea from '@yao-pkg/pkg/lib-es5/sea.js'
import type { Target } from './target.ts'

/** Node's settings in the binary. */
export const EXEC_ARGV = [
  // Without these, SIGUSR1 opens a debugger to every local user, and OPENSSL_CONF loads a foreign library.
  ...['--disable-sigusr1', '--openssl-config=/dev/null'],
  // In MiB: most commands end before V8 has to look for garbage. More than this takes longer to come from the system.
  '--min-semi-space-size=4',
]

type Parts = {
  /** A script in the folder `work`. */
  readonly main: string
  readonly work: string
  /** A Node for the target. */
  readonly base: string
  readonly assets: Readonly<Record<string, string>>
}

/** Writes the file `output`. */
export async function writeExecutable(
  { platform, arch }: Target,
  { main, work, base, assets }: Parts,
  output: string,
): Promise<void> {
  // Node's own settings, of which pkg's types don't know the newest.
  const seaConfig = {
    // The path goes into the binary: seen from the packager's folder, which is in `work`, it is the same in each build.
    main: join('..', basename(main)),
    disableExperimentalSEAWarning: true,
    // One with node:crypto in it would save a fifth of a cached assume. But what has been read of the environment by
    // then, and what has been drawn of randomness, would be the builder's: each module would have to be shown innocent.
    useSnapshot: false,
    // The script is a few lines, and Node's cache of it would differ from build to build. The bundles have their own.
    useCodeCache: false,
    // Without it, NODE_OPTIONS runs foreign code inside a tool that holds secrets.
    execArgvExtension: 'none',
    execArgv: EXEC_ARGV,
    assets,
  }
  for (const name of ['TMPDIR', 'TEMP']) process.env[name] = work
  await sea.default(main, {
    targets: [
      { nodeRange: `node${process.versions.node}`, platform: PKG_PLATFORMS[platform] ?? 'linux', arch, output },
    ],
    nodePath: base,
    // The blob is made by the node that runs this, of the same version: another system's can't be asked for it.
    useLocalNode: true,
    // By codesign, which only a Mac has.
    signature: process.platform === 'darwin',
    seaConfig,
  })
}

/** What pkg calls them. */
const PKG_PLATFORMS: Record<string, 'macos' | 'win' | 'linux'> = { darwin: 'macos', win32: 'win', linux: 'linux' }
