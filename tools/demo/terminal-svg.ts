/** What a terminal showed, as a picture: text and colours, nothing else that terminals do. */

/** SVG of a terminal's output. Its escape sequences for colours are drawn, the others are left out. */
export function terminalSvg(shown: string, title: string): string {
  const lines = shown.replace(/\r\n/g, '\n').replace(/\n+$/, '').split('\n')
  const columns = Math.max(...lines.map(line => [...plain(line)].length))
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN)
  const height = lines.length * CELL.height + 2 * MARGIN
  const rows = lines.map((line, index) => {
    const y = MARGIN + (index + 0.75) * CELL.height
    return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans(line)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<rect width="100%" height="100%" rx="6" fill="#1e1e1e"/>
<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13" fill="${PLAIN}">
${rows.join('\n')}
</g>
</svg>
`
}

/** A line as it looks in a terminal, without its colours. */
export function plain(line: string): string {
  return line.replace(SEQUENCE, '').replace(/[\x00-\x08\x0e-\x1f\x7f]/g, '')
}

function spans(line: string): string {
  let colour = PLAIN
  // With the separators: text, sequence, text, …
  return line
    .split(new RegExp(`(${SEQUENCE.source})`))
    .map(part => {
      if (!part.startsWith('\x1b')) return part === '' ? '' : `<tspan fill="${colour}">${escaped(plain(part))}</tspan>`
      const codes = /^\x1b\[([\d;]*)m$/.exec(part)?.[1]?.split(';') ?? []
      for (const code of codes)
        colour = COLOURS[code] ?? (code === '39' || code === '0' || code === '' ? PLAIN : colour)
      return ''
    })
    .join('')
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
}

/** CSI, OSC, and the short ones. */
const SEQUENCE = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_=>]/g

const PLAIN = '#d4d4d4'
const COLOURS: Readonly<Record<string, string>> = { 31: '#f14c4c', 32: '#23d18b', 33: '#f5f543' }

/** In pixels, as a monospaced font of 13 has it. */
const CELL = { width: 7.83, height: 18 }
const MARGIN = 12
