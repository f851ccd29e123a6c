import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions, Plugin } from 'esbuild'

/** Their builds as ES modules, which they don't tell of: esbuild leaves out what isn't used, and copies no names. */
export const asModules: Pick<BuildOptions, 'alias'> = {
  alias: {
    clipanion: fileURLToPath(import.meta.resolve('clipanion/lib/advanced/index.mjs')),
    typanion: fileURLToPath(import.meta.resolve('typanion/lib/index.mjs')),
  },
}

/**
 * When it is loaded, Clipanion opens the process's three streams and asks the terminal for its colours, for callers
 * that bring no context. awsenv brings its own, and Node takes milliseconds for each of these.
 */
export const withoutStreams: Pick<BuildOptions, 'define'> = {
  define: { 'process.stdin': 'undefined', 'process.stdout': 'undefined', 'process.stderr': 'undefined' },
}

/** Clipanion's own file for where there is no terminal. */
export const withoutColours: Plugin = {
  name: 'clipanion-without-colours',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/platform$/ }, ({ resolveDir }) =>
      /[\\/]clipanion[\\/]lib[\\/]advanced$/.test(resolveDir)
        ? { path: join(resolveDir, '../platform/browser.mjs') }
        : undefined,
    )
  },
}
