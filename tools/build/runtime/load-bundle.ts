/** Loads a bundle from the binary's own assets. */
import { getAsset, getRawAsset } from 'node:sea'
import { Script } from 'node:vm'

export function loadBundle(name: string): unknown {
  const cachedData = cacheOf(name)
  const script = new Script(getAsset(`${name}.cjs`, 'utf8'), {
    filename: `${name}.cjs`,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  const module = { exports: {} }
  // Node's own modules, and no others: a file beside the binary must never become a part of it.
  script.runInThisContext()(module.exports, process.getBuiltinModule, module)
  return module.exports
}

/** Absent in a binary that was built on another kind of machine. */
function cacheOf(name: string): Buffer | undefined {
  try {
    return Buffer.from(getRawAsset(`${name}.cache`) as ArrayBuffer)
  } catch {
    return undefined
  }
}
