/** At most three names that differ by a typo, the nearest first. Pure. */
export function nearNames(name: string, names: readonly string[]): readonly string[] {
  if (name.length > LONGEST) return []
  const allowed = Math.max(1, Math.floor(name.length / 3))
  return names
    .filter(other => Math.abs(other.length - name.length) <= allowed)
    .map(other => ({ other, distance: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(near => near.distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(near => near.other)
}

/** `"prod" or "dev"`, for the question whether one of them was meant. */
export function eitherOf(names: readonly string[]): string {
  return names.map(name => `"${name}"`).join(' or ')
}

/** Nobody types more, and the work grows with the square. */
const LONGEST = 100

/** Damerau-Levenshtein: the number of insertions, deletions, replacements and swaps of neighbours. */
function distance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] as number
}
