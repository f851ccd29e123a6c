/** The layout of a help page: 80 columns on any terminal. Pure. */

/** The width of a page. */
export const PAGE_WIDTH = 80

/** Wraps a paragraph. Each line is indented; `first` replaces the first line's indentation. */
export function paragraph(text: string, indent = '', first = indent): string {
  const lines = [first]
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    const isEmpty = line === indent || line === first
    if (!isEmpty && line.length + 1 + word.length > PAGE_WIDTH) lines.push(`${indent}${word}`)
    else lines[lines.length - 1] = isEmpty ? `${line}${word}` : `${line} ${word}`
  }
  return `${lines.join('\n')}\n`
}

/** Two columns; the second wraps. All lists of a page share one `width`. */
export function columns(rows: readonly (readonly [name: string, text: string])[], width: number): string {
  const indent = ' '.repeat(width + 4)
  return rows.map(([name, text]) => paragraph(text, indent, `  ${name.padEnd(width)}  `)).join('')
}

/** The width that the first column needs. */
export function widthOf(names: readonly string[]): number {
  return Math.max(0, ...names.map(name => name.length))
}

/** Joins sections with an empty line, and leaves out empty ones. */
export function sections(...texts: readonly string[]): string {
  return texts.filter(text => text !== '').join('\n')
}
