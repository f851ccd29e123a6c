/**
 * The places of keys, values and headers in the text of a TOML document. Works only for documents that the
 * parser has accepted: malformed text isn't noticed here. https://toml.io/en/v1.1.0
 */

/** `start` is the offset of the key or of the header's bracket. A header's value is empty. */
export type Piece = {
  /** `inner`: a key within an inline table. */
  readonly kind: 'header' | 'entry' | 'inner'
  /** The path from the root. */
  readonly path: readonly string[]
  /** The path of the table opened by the header above. */
  readonly section: readonly string[]
  readonly start: number
  readonly valueStart: number
  readonly valueEnd: number
}

/** In the order of the text; an inline table comes before what is in it. */
export function piecesOf(text: string): readonly Piece[] {
  const reader = readerOf(text)
  const pieces: Piece[] = []
  let section: readonly string[] = []

  const entry = (kind: Piece['kind'], table: readonly string[]) => {
    const start = reader.at()
    const path = [...table, ...key()]
    reader.take('=')
    reader.take('blanks')
    const valueStart = reader.at()
    const index = pieces.length
    value(path)
    if (reader.at() === start) throw new Error(`no key at offset ${start}`)
    pieces.splice(index, 0, { kind, path, section, start, valueStart, valueEnd: reader.at() })
  }
  const key = (): string[] => {
    const names: string[] = []
    do {
      reader.take('blanks')
      names.push(unquoted(reader.take('name')))
      reader.take('blanks')
    } while (reader.take('.') !== '')
    return names
  }
  const value = (path: readonly string[]) => {
    const open = reader.take('open')
    if (open === '') return void (reader.take('string') || reader.take('bare'))
    for (let index = 0; !reader.isAtEnd(); index++) {
      reader.take('filler')
      if (reader.take('close') !== '') return
      if (open === '{') entry('inner', path)
      else element([...path, String(index)])
      reader.take('filler')
      reader.take(',')
    }
  }

  const element = (path: readonly string[]) => {
    const start = reader.at()
    value(path)
    if (reader.at() === start) throw new Error(`no value at offset ${start}`)
  }

  reader.take('mark')
  for (reader.take('filler'); !reader.isAtEnd(); reader.take('filler')) {
    const start = reader.at()
    const bracket = reader.take('header')
    if (bracket === '') {
      entry('entry', section)
      continue
    }
    const path = key()
    reader.take('headerEnd')
    // A list of tables has no settings, and must not be taken for a table of the same name.
    section = bracket === '[[' ? [...path, '[]'] : path
    pieces.push({ kind: 'header', path: section, section, start, valueStart: reader.at(), valueEnd: reader.at() })
  }
  return pieces
}

/** The line of a key, counted from 1, or of the table that should have it. */
export function lineOf(text: string, path: readonly string[]): number {
  const pieces = piecesOf(text)
  for (let length = path.length; length > 0; length--) {
    const wanted = path.slice(0, length)
    const found = pieces.find(piece => wanted.every((name, index) => piece.path[index] === name))
    if (found !== undefined) return text.slice(0, found.start).split('\n').length
  }
  return 1
}

/** Consumes tokens of a text; '' if the wanted one is not next. */
function readerOf(text: string) {
  let at = 0
  return {
    at: () => at,
    isAtEnd: () => at >= text.length,
    take(token: keyof typeof TOKENS): string {
      const pattern = new RegExp(TOKENS[token], 'y')
      pattern.lastIndex = at
      const found = pattern.exec(text)?.[0] ?? ''
      at += found.length
      return found
    },
  }
}

const BASIC = /"(?:[^"\\\n]|\\.)*"/.source
const LITERAL = /'[^'\n]*'/.source
const TOKENS = {
  mark: /\ufeff/,
  blanks: /[ \t]*/,
  filler: /(?:[ \t\r\n]|#[^\n]*)*/,
  header: /\[\[?/,
  headerEnd: /\]\]?/,
  name: new RegExp(`${BASIC}|${LITERAL}|[\\w-]+`),
  '.': /\./,
  '=': /=/,
  ',': /,/,
  open: /[[{]/,
  close: /[\]}]/,
  string: new RegExp(`"""(?:\\\\[^]|[^"\\\\]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|${BASIC}|${LITERAL}`),
  // A date may have a blank within.
  bare: /[^\s,\]}#]+(?: [^\s,\]}#]+)*/,
} as const

function unquoted(name: string): string {
  if (name.startsWith("'")) return name.slice(1, -1)
  if (!name.startsWith('"')) return name
  return name.slice(1, -1).replace(ESCAPE, (_, u, U, x, character) => {
    const code = u ?? U ?? x
    return code === undefined ? (ESCAPED[character] ?? character) : String.fromCodePoint(Number.parseInt(code, 16))
  })
}

const ESCAPE = /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|x([\dA-Fa-f]{2})|(.))/g
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b' }
