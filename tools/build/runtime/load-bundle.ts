/** Loads a bundle from the binary's own assets. */
import { createRequire } from 'node:module'
import { getAsset, getRawAsset } from 'node:sea'
import { Script } from 'node:vm'

/** `cacheName`: that of a code cache for this call, where there is one. */
export function loadBundle(name: string, cacheName = name): unknown {
  const cachedData = cacheOf(cacheName) ?? cacheOf(name)
  const script = new Script(functionOf(getAsset(`${name}.cjs`, 'utf8')), {
    filename: `${name}.cjs`,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(process.execPath), module)
  return module.exports
}

/** The text that is compiled. */
export function functionOf(bundle: string): string {
  return `(function(exports,require,module){${bundle}\n})`
}

/** Absent in a binary that was built on another kind of machine. */
function cacheOf(name: string): Buffer | undefined {
  try {
    return Buffer.from(getRawAsset(`${name}.cache`) as ArrayBuffer)
  } catch {
    return undefined
  }
}
