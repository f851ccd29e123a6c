/**
 * Bundles src/ for a single executable application. Each import() of a folder `lazy` becomes a bundle of its own, an
 * asset that is compiled when it is first asked for: what a command doesn't need, it doesn't even parse. What any other
 * import() names, such as the commands, shares the main bundle, and is evaluated when it is first asked for. The main
 * bundle is an asset as well, since the packager's own code cache holds no function that has not run yet.
 */
import { basename, dirname, join, resolve } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import manifest from '../../package.json' with { type: 'json' }
import { builtins } from './builtins.ts'
import { asModules, withoutColours, withoutStreams } from './clipanion.ts'
import { commandsOf, type OwnBundle } from './own-bundles.ts'
import { withoutUnusedSdk } from './sdk.ts'

export type Bundled = {
  readonly main: string
  readonly assets: Record<string, string>
  /** The files that are in a bundle, in part at least. */
  readonly inputs: readonly string[]
}

/** `inside`: what another runtime has in the place of Node's ways to the assets. `own`: which commands get a bundle each. */
export async function bundle(
  root: string,
  work: string,
  { inside = [], own = [] }: { readonly inside?: readonly Plugin[]; readonly own?: readonly OwnBundle[] },
): Promise<Bundled> {
  const lazy = new Map<string, string>()
  const start = join(work, 'start.cjs')
  const inputs = await bundleOne(join(root, 'tools/build/runtime/start.ts'), start, lazy)
  const assets: Record<string, string> = {}
  const asAsset = inside.length === 0 ? ASSET : {}
  for (const [name, commands] of [
    ['main', []] as const,
    ...own.map(name => [`main-${name}`, [commandsOf(name)]] as const),
  ]) {
    const file = join(work, `${name}.cjs`)
    const plugins = [...inside, withoutColours, versionAlone, ...commands]
    const options = { ...asModules, ...withoutStreams, ...asAsset, plugins }
    inputs.push(...(await bundleOne(join(root, 'src/main.ts'), file, lazy, options)))
    assets[`${name}.cjs`] = file
  }
  const sdk = withoutUnusedSdk()
  for (const [name, entry] of lazy) {
    const file = join(work, `${name}.cjs`)
    inputs.push(...(await bundleOne(entry, file, lazy, { ...asAsset, plugins: [...inside, sdk.plugin] })))
    assets[`${name}.cjs`] = file
  }
  if (sdk.notFound().length > 0) throw new Error(`nothing of the SDK imports ${sdk.notFound().join(', ')} any more`)
  return { main: start, assets, inputs }
}

/** The text that runtime/load-bundle.ts compiles: to put it together there would copy it once more at each start. */
const ASSET: BuildOptions = {
  banner: { js: '(function(exports,require,module){' },
  footer: { js: '})' },
  inject: [join(import.meta.dirname, 'runtime/globals.ts')],
}

/** Gives the files that are in the bundle. */
async function bundleOne(
  entry: string,
  outfile: string,
  lazy: Map<string, string>,
  { plugins = [], ...options }: BuildOptions = {},
): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    minify: true,
    // What is compiled by node:vm has no import(): it becomes require().
    supported: { 'dynamic-import': false },
    // An SDK of ES modules is two thirds of the one that its "main" names, since nothing unused comes along.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    // In a bundle it is empty, which "open" is prepared for.
    logOverride: { 'empty-import-meta': 'silent' },
    plugins: [...plugins, builtins, separateBundles(lazy), singleExecutable],
    ...options,
  })
  const used = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.entries(inputs))
  return used.flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [resolve(input)] : []))
}

/** What awsenv uses of its own package.json, which would be evaluated as a whole at each start. */
const versionAlone: Plugin = {
  name: 'version-alone',
  setup({ onLoad }) {
    const own = join(import.meta.dirname, '../../package.json')
    const contents = JSON.stringify({ version: manifest.version })
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => (path === own ? { contents, loader: 'json' } : undefined))
  },
}

/** Turns `import('../../build/x.ts')` into the loading of the asset x.cjs, and notes that this bundle is wanted. */
function separateBundles(lazy: Map<string, string>): Plugin {
  return {
    name: 'separate-bundles',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import' || !path.includes('/lazy/') || /[\\/]node_modules[\\/]/.test(resolveDir))
          return undefined
        const entry = join(resolveDir, path)
        const name = `${basename(dirname(entry))}-${basename(entry, '.ts')}`
        lazy.set(name, entry)
        return { path: name, namespace: 'separate' }
      })
      onLoad({ filter: /./, namespace: 'separate' }, ({ path }) => ({
        contents: `import { loadBundle } from './load-bundle.ts'\nmodule.exports = loadBundle(${JSON.stringify(path)})`,
        resolveDir: join(import.meta.dirname, 'runtime'),
        loader: 'ts',
      }))
    },
  }
}

/** Puts the single executable's ways to its assets in the place of the sources' own. */
const singleExecutable: Plugin = {
  name: 'single-executable',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]runtime[\\/][\w-]+\.ts$/ }, ({ path }) => ({
      contents: `export * from './${basename(path)}'`,
      resolveDir: join(import.meta.dirname, 'runtime'),
      loader: 'ts',
    }))
  },
}
