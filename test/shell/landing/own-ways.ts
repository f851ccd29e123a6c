import type { Landing } from './cell.ts'

export const USES = ['bare', 'hook'] as const
export type Use = (typeof USES)[number]

/** A way in a shell with a language of its own. CALL is the call; without the hook, with what evaluates it. */
export type OwnWay = {
  readonly how: string
  readonly script: string
  readonly where: Landing | Partial<Record<Use, Landing>>
  /** What docs/scripts.md calls it, where it is beyond reach. */
  readonly documented?: string
}

/** The ways that there are in a use, each with where it lands. */
export function expectedIn(use: Use, ways: readonly OwnWay[]) {
  return ways.flatMap(({ how, script, where }) => {
    const expected = typeof where === 'string' ? where : where[use]
    return expected === undefined ? [] : [{ how, script, expected }]
  })
}
