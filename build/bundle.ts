/**
 * Bundles src/ for a single executable application. Each relative import() in the sources becomes a bundle of its own,
 * an asset that is compiled when it is first asked for: what a command doesn't need, it doesn't even parse.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { lazyBuiltins } from './lazy-builtins.ts'

export type Bundled = { readonly main: string; readonly assets: Record<string, string> }

/** `withCodeCache`: only where the node that runs the build is the one that goes into the binary. */
export async function bundle(root: string, work: string, withCodeCache: boolean): Promise<Bundled> {
  const lazy = new Map<string, string>()
  const main = join(work, 'main.cjs')
  await bundleOne(join(root, 'src/main.ts'), main, lazy, [
    lazyBuiltins(['node:child_process', 'node:crypto', 'node:tty']),
  ])
  const assets: Record<string, string> = {}
  for (const [name, entry] of lazy) {
    const file = join(work, `${name}.cjs`)
    await bundleOne(entry, file, lazy)
    assets[`${name}.cjs`] = file
    if (withCodeCache) assets[`${name}.cache`] = codeCache(file)
  }
  const hooks = join(root, 'shell')
  for (const name of readdirSync(hooks)) assets[name] = join(hooks, name)
  return { main, assets }
}

async function bundleOne(
  entry: string,
  outfile: string,
  lazy: Map<string, string>,
  plugins: readonly Plugin[] = [],
): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [separateBundles(lazy), singleExecutable, ...plugins],
  })
}

/** Turns `import('./x.ts')` into the loading of the asset x.cjs, and notes that this bundle is wanted. */
function separateBundles(lazy: Map<string, string>): Plugin {
  return {
    name: 'separate-bundles',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined
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

/** Puts the single executable's way to its assets in the place of the sources' own. */
const singleExecutable: Plugin = {
  name: 'single-executable',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]assets\.ts$/ }, () => ({
      contents: `export * from './assets.ts'`,
      resolveDir: join(import.meta.dirname, 'runtime'),
      loader: 'ts',
    }))
  },
}

/**
 * What V8 makes of a bundle, so that the binary needs not compile it again. Made after the bundle has run: V8 compiles a
 * function when it is first called, and what it has not compiled is not in the cache.
 */
function codeCache(file: string): string {
  const out = file.replace(/\.cjs$/, '.cache')
  const script = join(dirname(file), 'code-cache.cjs')
  writeFileSync(
    script,
    `const { readFileSync, writeFileSync } = require('node:fs')
     const { Script } = require('node:vm')
     const [file, out] = process.argv.slice(2)
     const source = readFileSync(file, 'utf8')
     const script = new Script(\`(function(exports,require,module){\${source}\\n})\`, { filename: 'bundle' })
     const module_ = { exports: {} }
     script.runInThisContext()(module_.exports, require, module_)
     writeFileSync(out, script.createCachedData())`,
  )
  execFileSync(process.execPath, [script, file, out])
  return out
}
