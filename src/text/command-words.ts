/**
 * The words of a command line that no shell will see: blanks part them, and quotes of either kind hold them together.
 * A backslash is itself, since paths on Windows are full of them. undefined where a quote is left open. Pure.
 */
export function commandWords(line: string): readonly string[] | undefined {
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  const left = line.replace(/"[^"]*"|'[^']*'/g, '')
  if (/["']/.test(left)) return undefined
  return words.map(word => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single))
}
