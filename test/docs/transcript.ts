/** What a page shows of a terminal: commands, and what they say. */
import { kindOf, prompted } from './block-kinds.ts'
import type { Page } from './page.ts'

export type Shown = { readonly prompt: string; readonly command: string; readonly lines: readonly string[] }

/** The commands of a page's console blocks, one after the other. */
export function transcriptOf({ blocks }: Page): readonly Shown[] {
  const shown: { prompt: string; command: string; lines: string[] }[] = []
  for (const line of blocks.filter(block => kindOf(block) === 'console').flatMap(({ text }) => text.split('\n'))) {
    const typed = prompted(line)
    if (typed !== undefined) shown.push({ ...typed, lines: [] })
    else shown.at(-1)?.lines.push(line)
  }
  return shown
}

/** The lines, where `…` alone in a line stands for any lines. */
export function asPattern(lines: readonly string[]): RegExp {
  const escaped = lines.map(line => (line.trim() === '…' ? '(?:.*\\n)*?' : `${RegExp.escape(line)}\\n`))
  return new RegExp(`^${escaped.join('')}$`)
}

/** What differs from one run to the next, made equal to what the pages show. */
export function steady(text: string, home: string): string {
  return text
    .replaceAll(home, '/home/alice')
    .replace(/\*{4}\w{4}/g, '****ABCD')
    .replace(/(?<=[( ])(?:1h|5\dm)(?=\))/g, '59m')
    .replace(/(?<=[( ])(?:12h|11h 5\dm)(?=\))/g, '12h')
    .replace(/until (?:\d{4}-\d\d-\d\d )?\d\d:\d\d \((12h|59m)\)/g, (_, left) => `until ${UNTIL[left]} (${left})`)
}

/** As on a day on which the login was at half past nine. */
const UNTIL: Readonly<Record<string, string>> = { '12h': '21:30', '59m': '10:30' }
