import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

/**
 * Node's own modules, of which a bundle takes what it uses; by itself esbuild copies all the names of a module for each
 * file that imports it. Those that take milliseconds to load are loaded when one of their functions is first called,
 * and not at the start of every command. The sources import them as usual.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin', sideEffects: false } : undefined,
    )
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({ contents: moduleOf(path), loader: 'js' }))
  },
}

const SLOW = [
  'child_process',
  'crypto',
  'fs/promises',
  'http',
  'net',
  'os',
  'timers/promises',
  'tty',
  'util',
  'zlib',
].map(name => `node:${name}`)

function moduleOf(name: string): string {
  const real = createRequire(import.meta.url)(name) as Record<string, unknown>
  const load = `require('${name}')`
  // A class or a constant can't wait; what nobody imports falls away.
  const isLate = (key: string) => SLOW.includes(name) && typeof real[key] === 'function' && /^[a-z]/.test(key)
  const textOf = (key: string) => (isLate(key) ? `(...args) => ${load}.${key}(...args)` : `whole.${key}`)
  const keys = Object.keys(real).filter(key => key !== 'default' && /^[a-z_$][\w$]*$/i.test(key))
  const names = keys.map(key => `export const ${key} = ${pure(textOf(key))}`)
  return [`const whole = ${pure(load)}`, ...names, 'export default whole'].join('\n')
}

/** What esbuild may leave out, since nothing else hangs on it. */
function pure(expression: string): string {
  return `/* @__PURE__ */ (() => ${expression.startsWith('(') ? `(${expression})` : expression})()`
}
