import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

/**
 * Node's own modules that take milliseconds to load (crypto, child_process, …) are loaded when one of their functions
 * is first called, and not at the start of every command. The sources import them as usual.
 */
export function lazyBuiltins(names: readonly string[]): Plugin {
  return {
    name: 'lazy-builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:/ }, ({ path, namespace }) =>
        names.includes(path) && namespace !== 'lazy-builtin'
          ? { path, namespace: 'lazy-builtin', sideEffects: false }
          : undefined,
      )
      onLoad({ filter: /./, namespace: 'lazy-builtin' }, ({ path }) => ({ contents: stub(path), loader: 'js' }))
    },
  }
}

/** A module of the same functions, each of which asks for the real one. What is no function can't wait. */
function stub(name: string): string {
  const real = createRequire(import.meta.url)(name) as Record<string, unknown>
  const functions = Object.keys(real).filter(key => typeof real[key] === 'function' && /^[a-z]\w*$/.test(key))
  return functions
    .map(key => `export const ${key} = /* @__PURE__ */ (() => (...args) => require('${name}').${key}(...args))()`)
    .join('\n')
}
