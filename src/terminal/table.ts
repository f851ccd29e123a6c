/** Tables aligned by terminal cells: a Chinese character or an emoji takes two. */
import stringWidth from 'fast-string-width'
import { printable } from '../text/printable.ts'

/** Rows as aligned columns, two spaces apart, without trailing spaces. */
export function table(rows: readonly (readonly string[])[]): string {
  return tableOf(rows, isAscii(rows) ? text => text.length : widthOf)
}

/** The same of texts that may come from anywhere. */
export function printedTable(rows: readonly (readonly string[])[]): string {
  return isAscii(rows) ? tableOf(rows, text => text.length) : table(rows.map(row => row.map(printable)))
}

function tableOf(rows: readonly (readonly string[])[], width: (text: string) => number): string {
  const widths: number[] = []
  for (const row of rows) {
    for (let column = 0; column < row.length; column++)
      widths[column] = Math.max(widths[column] ?? 0, width(row[column] ?? ''))
  }
  let text = ''
  for (const row of rows) {
    let line = ''
    for (let column = 0; column < row.length; column++) {
      const cell = row[column] ?? ''
      const left = (widths[column] ?? 0) - width(cell)
      line += column === row.length - 1 ? cell : `${cell}${' '.repeat(left)}  `
    }
    text += `${line.trimEnd()}\n`
  }
  return text
}

/** One look at all, instead of one at each of thousands. */
function isAscii(rows: readonly (readonly string[])[]): boolean {
  return /^[ -~]*$/.test(rows.map(row => row.join(' ')).join(' '))
}

export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 0)
}

/** Padded with spaces to a width. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Cuts a text to a width and ends it with …, without splitting a character. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let left = width - 1
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= widthOf(segment)
    if (left < 0) break
    kept += segment
  }
  return width > 0 ? `${kept}…` : ''
}

/** A shortcut, because most texts are plain ASCII and there can be thousands. */
function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text)
}
