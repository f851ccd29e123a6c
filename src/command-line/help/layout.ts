/** How a page of help is laid out: 80 columns, on any terminal. Pure. */

/** A page may be this wide. */
export const PAGE_WIDTH = 80

/** A paragraph in lines, each indented; `first` is what the first line has instead. */
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

/** Two columns; the text of the second is wrapped within it. Columns of one page share their `width`. */
export function columns(rows: readonly (readonly [name: string, text: string])[], width: number): string {
  const indent = ' '.repeat(width + 4)
  return rows.map(([name, text]) => paragraph(text, indent, `  ${name.padEnd(width)}  `)).join('')
}

/** The width that the first column needs. */
export function widthOf(names: readonly string[]): number {
  return Math.max(0, ...names.map(name => name.length))
}

/** Sections with an empty line between them; those without text are left out. */
export function sections(...texts: readonly string[]): string {
  return texts.filter(text => text !== '').join('\n')
}
