import { setTimeout } from 'node:timers/promises'

/** Waits until a condition holds; one that never does is an error, after a time that no busy machine takes. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = AbortSignal.timeout(120_000)
  while (!condition()) {
    if (deadline.aborted) throw new Error(`this never came: ${condition}`)
    await setTimeout(10)
  }
}
