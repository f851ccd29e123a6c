/**
 * Splits a command line into words without a shell: at spaces, except within single or double quotes. A backslash is
 * literal, because Windows paths are full of them. undefined for an open quote. Pure.
 */
export function commandWords(line: string): readonly string[] | undefined {
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  const left = line.replace(/"[^"]*"|'[^']*'/g, '')
  if (/["']/.test(left)) return undefined
  return words.map(word => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single))
}
