/** Circles among things that lead to each other, each as `a -> b -> a`, the shortest from its first member. Pure. */
export function circlesOf(edges: readonly (readonly [from: string, to: string])[]): readonly string[] {
  const nexts = new Map<string, Set<string>>()
  for (const [from, to] of edges) if (from !== to) nexts.set(from, (nexts.get(from) ?? new Set()).add(to))
  const found = new Map<string, string>()
  for (const start of [...nexts.keys()].sort()) {
    const way = wayBack(nexts, start)
    if (way === undefined) continue
    const members = [...way].sort().join(' ')
    if (!found.has(members)) found.set(members, [...way, start].join(' -> '))
  }
  return [...found.values()]
}

/** The shortest way from a thing to itself. */
function wayBack(nexts: ReadonlyMap<string, ReadonlySet<string>>, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>()
  const waiting = [start]
  for (const one of waiting) {
    for (const next of nexts.get(one) ?? []) {
      if (next === start) return wayTo(cameFrom, start, one)
      if (cameFrom.has(next)) continue
      cameFrom.set(next, one)
      waiting.push(next)
    }
  }
  return undefined
}

function wayTo(cameFrom: ReadonlyMap<string, string>, start: string, end: string): readonly string[] {
  const way = [end]
  for (let one = end; one !== start; ) {
    one = cameFrom.get(one) ?? start
    way.unshift(one)
  }
  return way
}
