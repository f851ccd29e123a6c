/** The sandbox's own clock, in epoch milliseconds: it can be ahead of its clients', as a real server's can. */
export type Clock = {
  now(): number
  /** Moves this clock only: a client's clock stays behind by as much. */
  advance(seconds: number): void
}

export function movableClock(now: () => number): Clock {
  let ahead = 0
  return {
    now: () => now() + ahead,
    advance: seconds => {
      ahead += seconds * 1000
    },
  }
}
