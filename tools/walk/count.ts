/** What a way through the sources comes to. Pure. */
import type { Entry } from './instrumented.ts'

export type Count = {
  readonly calls: number
  readonly files: number
  /** How often a function was entered that lies in another file than the one entered before it. */
  readonly changes: number
}

export function countOf(entries: readonly Entry[]): Count {
  return {
    calls: entries.length,
    files: new Set(entries.map(({ file }) => file)).size,
    changes: entries.filter(({ file }, index) => index > 0 && file !== entries[index - 1]?.file).length,
  }
}

/** How often each function was entered, by `FILE NAME`. */
export function timesEntered(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const { file, name } of entries) times.set(`${file} ${name}`, (times.get(`${file} ${name}`) ?? 0) + 1)
  return times
}
