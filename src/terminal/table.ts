/** Tables aligned by terminal cells: a Chinese character or an emoji takes two. */
import stringWidth from 'fast-string-width'

/** Rows as aligned columns, two spaces apart, without trailing spaces. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (let column = 0; column < row.length; column++)
      widths[column] = Math.max(widths[column] ?? 0, widthOf(row[column] ?? ''))
  }
  let text = ''
  for (const row of rows) {
    let line = ''
    for (let column = 0; column < row.length; column++) {
      if (column > 0) line += '  '
      line += padded(row[column] ?? '', widths[column] ?? 0)
    }
    text += `${line.trimEnd()}\n`
  }
  return text
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
