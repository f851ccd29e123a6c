/** Sends many requests no faster than AWS takes them, and waits when it says that they are too many. */
import type { Context } from '../../context/context.ts'

export type Pace = <T>(request: () => Promise<T>) => Promise<T>

/** What a failed request means for the next try; undefined: it is final. */
export type Judge = (error: unknown) => 'too many' | 'again' | undefined

export function paceOf({ now, sleep }: Pick<Context, 'now' | 'sleep'>, judge: Judge): Pace {
  let next = 0

  async function turn(): Promise<void> {
    // Whoever has asked nothing for a while may ask a few times at once.
    const moment = Math.max(next, now() - BURST * INTERVAL)
    next = moment + INTERVAL
    if (moment > now()) await sleep(moment - now())
  }

  return async request => {
    for (let attempt = 1; ; attempt++) {
      await turn()
      try {
        return await request()
      } catch (error) {
        const verdict = judge(error)
        if (verdict === undefined || attempt >= (verdict === 'again' ? FEW : MANY)) throw error
        // All others wait, too: each request that is too many prolongs the wait.
        if (verdict === 'too many') next = Math.max(next, now() + Math.min(LONGEST, SHORTEST * 2 ** (attempt - 1)))
      }
    }
  }
}

/** Does the same for each, a few at a time. */
export async function inParallel<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  const worker = async () => {
    for (const item of rest) await task(item)
  }
  await Promise.all(Array.from({ length: BURST }, worker))
}

/** AWS names no limit for the portal; requests were seen to be refused above 20 a second. In milliseconds. */
const INTERVAL = 1_000 / 15
const BURST = 5

const FEW = 3
const MANY = 8
const SHORTEST = 500
const LONGEST = 8_000
