/** The table of docs/speed.md, between its two marks, and the figures that the READMEs take from it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { withFigures } from './readme.ts'

/** What the bench tells of a candidate. */
export type Row = {
  readonly name: string
  readonly command: string
  readonly runs: number
  /** In milliseconds. */
  readonly median: number
  /** The median as a multiple of the bare runtime's. */
  readonly ratio: number
  /** Between these multiples lies the middle half of the runs. */
  readonly spread: readonly number[]
  readonly note?: string | undefined
  readonly goal?: string | undefined
  readonly isMet?: boolean | undefined
}

/** `only`: which rows these are, where they aren't all. */
export function writePage(only: string | undefined, machine: string, rounds: number, rows: readonly Row[]): void {
  const page = readFileSync(PAGE, 'utf8')
  const begin = `<!-- npm run bench --${only === undefined ? '' : ` --only ${only}`} --write -->`
  const from = page.indexOf(begin)
  const to = page.indexOf(END, from)
  if (from === -1 || to === -1) throw new Error(`docs/speed.md has no place for the table: ${begin} and ${END}`)
  const speed = `${page.slice(0, from)}${begin}\n${table(machine, rounds, rows)}\n${page.slice(to)}`
  writeFileSync(PAGE, speed)
  for (const path of READMES) writeFileSync(path, withFigures(readFileSync(path, 'utf8'), speed))
}

/** Without goals there are no columns for them. Pure. */
export function table(machine: string, rounds: number, rows: readonly Row[]): string {
  const lines = rows.map(({ name, median, ratio, spread, goal = '', isMet }) => [
    name,
    median.toFixed(median < 10 ? 2 : 0),
    ratio.toFixed(2),
    spread.map(value => value.toFixed(2)).join('–'),
    goal.replaceAll('<=', '≤').replaceAll('>=', '≥').replaceAll(' x', ' ×'),
    isMet === undefined ? '' : isMet ? 'yes' : '**no**',
  ])
  const heads = [
    ['what', 'ms', '× bare', 'half of the runs', 'goal', 'met'],
    ['---', '--:', '--:', '--:', '---', '---'],
  ]
  const columns = rows.some(({ goal }) => goal !== undefined) ? 6 : 4
  const rendered = [...heads, ...lines].map(cells => `| ${cells.slice(0, columns).join(' | ')} |`)
  return `${machine}; medians of ${rounds} rounds, interleaved.\n\n${rendered.join('\n')}`
}

const PAGE = fileURLToPath(new URL('../../docs/speed.md', import.meta.url))
const READMES = ['README.md', 'README.ja.md'].map(name => fileURLToPath(new URL(`../../${name}`, import.meta.url)))
const END = '<!-- /bench -->'
