/**
 * The points at which a command waits, and somebody else may act or kill it: each call of what its Context gives it
 * (questions, requests, vaults, locks), and each of node:fs for a file that is looked after. Nobody lists them.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { Context } from '../../src/context/context.ts'

type Method = (...args: unknown[]) => unknown

/** What takes no time and nobody else sees. */
const NO_WAIT: ReadonlySet<string> = new Set([
  ...['now', 'say', 'debug', 'notUtf8', 'parentProcessName', 'close', 'eraseExpired'],
  ...['env', 'hook', 'stderr', 'output', 'browser', 'profiles', 'credentialsBackup', 'settings'],
  ...['restore', 'wayBack', 'environmentBefore'],
])

/** The same context, which calls `at` before whatever it does. */
export function watched(context: Context, at: (point: string) => void): Context {
  return watchedObject(context, '', at)
}

function watchedObject<T extends object>(object: T, path: string, at: (point: string) => void): T {
  return new Proxy(object, {
    get(target, name) {
      const value = Reflect.get(target, name, target)
      if (typeof name === 'symbol' || NO_WAIT.has(name)) return value
      const point = `${path}${name}`
      if (typeof value === 'function') {
        return (...args: unknown[]) => {
          at(point)
          return (value as Method).apply(target, args)
        }
      }
      return typeof value === 'object' && value !== null ? watchedObject(value, `${point}.`, at) : value
    },
  })
}

/** Calls `at` before each call of node:fs for one of the paths, or for what was opened there, while the body runs. */
export async function watchingFiles<T>(
  isWatched: (path: string) => boolean,
  at: (point: string) => void,
  body: () => Promise<T>,
): Promise<T> {
  const calls = fs as unknown as Record<string, Method>
  const names = Object.keys(fs).filter(name => name.endsWith('Sync') && typeof calls[name] === 'function')
  const originals = new Map(names.map(name => [name, calls[name] as Method]))
  const open = new Set<unknown>()
  for (const [name, original] of originals) {
    calls[name] = (...args) => {
      const [first] = args
      const isMeant = typeof first === 'string' ? isWatched(first) : open.has(first)
      if (isMeant) at(`${name} ${args.filter(arg => typeof arg === 'string').join(' ')}`)
      const result = original(...args)
      if (isMeant && name === 'openSync') open.add(result)
      return result
    }
  }
  syncBuiltinESMExports()
  try {
    return await body()
  } finally {
    for (const [name, original] of originals) calls[name] = original
    syncBuiltinESMExports()
  }
}
