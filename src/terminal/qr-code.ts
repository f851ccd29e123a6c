/** Draws a QR code in a terminal, black on white in any theme. */
import type { Environment } from '../model/environment.ts'

/** true is a dark module. A code is a square. */
export type QrModules = readonly (readonly boolean[])[]

/**
 * The lines, or undefined if the terminal is too narrow. Two spaces make a square module in any terminal; half blocks fit
 * two modules in one cell, but East Asian terminals may draw them two columns wide.
 */
export function drawnQrCode(modules: QrModules, columns: number, env: Environment): readonly string[] | undefined {
  const framed = withQuietZone(modules)
  if (framed.length * 2 <= columns) return framed.map(squares)
  if (framed.length > columns || hasWideBlocks(env)) return undefined
  return framed.flatMap((row, i) => (i % 2 === 0 ? [halfBlocks(row, framed[i + 1] ?? [])] : []))
}

/** https://www.unicode.org/reports/tr11/: U+2580 has ambiguous width, two in some terminals of these languages. */
function hasWideBlocks(env: Environment): boolean {
  return /^(?:ja|ko|zh)(?:[_.]|$)/.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '')
}

function squares(row: readonly boolean[]): string {
  return `${row.map(isDark => `${isDark ? ON_BLACK : ON_WHITE}  `).join('')}${PLAIN}`
}

function halfBlocks(upper: readonly boolean[], lower: readonly boolean[]): string {
  const cells = upper.map((isDark, i) => `${isDark ? BLACK : WHITE}${lower[i] ? ON_BLACK : ON_WHITE}\u2580`)
  return `${cells.join('')}${PLAIN}`
}

/** The quiet zone of four white modules: ISO/IEC 18004, 6.3.8. */
function withQuietZone(modules: QrModules): QrModules {
  const side = modules.length + 2 * QUIET
  const white = (length: number) => Array<boolean>(length).fill(false)
  const rows = modules.map(row => [...white(QUIET), ...row, ...white(QUIET)])
  const blank = Array.from({ length: QUIET }, () => white(side))
  return [...blank, ...rows, ...blank]
}

const QUIET = 4

/** Of the 256 colours, 16 and 231 are black and white in every theme; themes change those below 16. */
const [BLACK, WHITE] = ['\u001b[38;5;16m', '\u001b[38;5;231m']
const [ON_BLACK, ON_WHITE] = ['\u001b[48;5;16m', '\u001b[48;5;231m']
const PLAIN = '\u001b[0m'
