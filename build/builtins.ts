import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

/**
 * Node's own modules, one object each: by itself esbuild copies all names of a module for every file that imports one.
 * Those that take milliseconds to load (`lazy`) are loaded when one of their functions is first called, and not at the
 * start of every command. The sources import them as usual.
 */
export function builtins(lazy: readonly string[]): Plugin {
  return {
    name: 'builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:/ }, ({ path, kind, namespace }) =>
        kind === 'import-statement' && namespace !== 'builtin'
          ? { path, namespace: 'builtin', sideEffects: false }
          : undefined,
      )
      onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
        contents: lazy.includes(path) ? lazyModule(path) : eagerModule(path),
        loader: 'js',
      }))
    },
  }
}

function eagerModule(name: string): string {
  const keys = Object.keys(moduleNamed(name)).filter(key => key !== 'default' && /^[a-z_$][\w$]*$/i.test(key))
  const constants = keys.map(key => `export const ${key} = /* @__PURE__ */ (() => real.${key})()`)
  return [`const real = /* @__PURE__ */ require('${name}')`, ...constants, 'export default real'].join('\n')
}

/** A module of the same functions, each of which asks for the real one. What is no function can't wait. */
function lazyModule(name: string): string {
  const real = moduleNamed(name)
  const functions = Object.keys(real).filter(key => typeof real[key] === 'function' && /^[a-z]\w*$/.test(key))
  return functions
    .map(key => `export const ${key} = /* @__PURE__ */ (() => (...args) => require('${name}').${key}(...args))()`)
    .join('\n')
}

function moduleNamed(name: string): Record<string, unknown> {
  return createRequire(import.meta.url)(name)
}
