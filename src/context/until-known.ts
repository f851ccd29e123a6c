import type { Context } from './context.ts'

/**
 * Repeats a call while AWS doesn't know everywhere what has just been made, for a minute at most. Only for errors after
 * which nothing has happened. @throws the last error
 */
export async function untilKnown<T>(
  context: Pick<Context, 'say' | 'sleep'>,
  call: () => Promise<T>,
  { isNotYet, waiting }: { isNotYet(error: unknown): boolean; readonly waiting: string },
): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await call()
    } catch (error) {
      if (!isNotYet(error)) throw error
      if (pause === PAUSES[0]) context.say(waiting)
      await context.sleep(pause * 1000)
    }
  }
  return call()
}

/** In seconds; a minute together. */
const PAUSES = [1, 2, 3, 4, 5, 7, 8, 10, 10, 10] as const
