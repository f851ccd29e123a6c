/**
 * A list to choose from by typing some letters, drawn on the terminal itself. It leaves cooked mode; Node restores that at
 * the end, at Ctrl-C and at Ctrl-Z, but not after kill -9.
 */
import { openSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { ReadStream } from 'node:tty'
import { AwsenvError, ExitCode } from '../errors.ts'
import { printable } from '../text/printable.ts'
import { cut, padded, widest } from './table.ts'

export type Choice = { readonly name: string; readonly detail: string }

export type Offer<T extends Choice> = {
  readonly choices: readonly T[]
  /** A choice for the typed text itself, shown first. */
  readonly typed: (text: string) => T | undefined
  /** Shown below the others, whatever is typed. */
  readonly other: T
}

/** A terminal's two devices, which may be the same, and whether to use colours. */
export type Screen = { readonly input: string; readonly output: string; readonly hasColours: boolean }

/** undefined after Esc or Ctrl-D. @throws AwsenvError at Ctrl-C */
export async function pick<T extends Choice>(
  screen: Screen,
  question: string,
  offer: Offer<T>,
): Promise<T | undefined> {
  const { search, Readable, ReadStream, WriteStream } = await import('./lazy/picker.ts')
  const input = new ReadStream(openSync(screen.input, 'r+'))
  const output = new WriteStream(openSync(screen.output, 'r+'))
  const keys = Object.assign(Readable.from(piecesOf(input)), { setRawMode: (mode: boolean) => input.setRawMode(mode) })
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  keys.on('keypress', (_, { name, ctrl }: { name?: string; ctrl?: boolean }) => {
    if (name === 'escape' || (ctrl && name === 'd')) leave()
  })
  // A closed terminal ends the question, too.
  for (const stream of [input, output, keys]) stream.once('error', leave).once('close', leave)
  // After Ctrl-Z and fg, readline stays paused until it is resumed.
  keys.on('pause', () => !keys.destroyed && setImmediate().then(() => keys.resume()))
  try {
    const matches = await matcherOf(offer.choices)
    // A wrapped row would overwrite its neighbours. The arrow takes two cells, the cursor one.
    const columns = (output.columns || 80) - 3
    const width = Math.min(WIDEST_NAME, widest(offer.choices.map(({ name }) => name)))
    return await search<T>(
      {
        message: question,
        pageSize: Math.max(3, Math.min(12, (output.rows || 24) - 6)),
        theme: themeOf(screen.hasColours),
        source: (text = '') => listOf(offer, matches, text).map(value => ({ ...shown(value, width, columns), value })),
      },
      { input: keys, output, signal: leaving.signal, clearPromptOnDone: true },
    )
  } catch (error) {
    const { name = '' } = error as Error
    if (name === 'AbortPromptError') return undefined
    if (name !== 'ExitPromptError') throw error
    throw new AwsenvError('interrupted: nothing has changed', { exitCode: ExitCode.interrupted })
  } finally {
    keys.destroy()
    input.destroy()
    output.destroy()
  }
}

/** The list follows the letters a turn later: an Enter pasted with them must wait for it. */
async function* piecesOf(input: ReadStream): AsyncGenerator<string> {
  for await (const chunk of input.setEncoding('utf8')) {
    for (const piece of String(chunk).split(/(?=[\r\n])/)) {
      yield piece
      await setImmediate()
    }
  }
}

function listOf<T extends Choice>(
  { typed, choices, other }: Offer<T>,
  matches: (text: string) => readonly T[],
  text: string,
): readonly T[] {
  const meant = typed(text.trim())
  const found = text.trim() === '' ? choices : matches(text)
  return [...(meant === undefined ? [] : [meant]), ...found, other]
}

async function matcherOf<T extends Choice>(choices: readonly T[]): Promise<(text: string) => readonly T[]> {
  const { fuzzysort } = await import('./lazy/picker.ts')
  // Any match counts (threshold 0): the best comes first, and the user sees it before choosing.
  const options = { keys: ['name', 'detail'], limit: MOST_FOUND, threshold: 0 }
  return text => fuzzysort.go(text, choices, options).map(({ obj }) => obj)
}

/** Names come from files that anyone may have written. */
function shown({ name, detail }: Choice, width: number, columns: number): { name: string; short: string } {
  return { name: cut(printable(`${padded(name, width)}  ${detail}`.trimEnd()), columns), short: printable(name) }
}

/** The arrow alone marks the choice, without relying on colour. */
function themeOf(hasColours: boolean) {
  const styled = (code: number) => (text: string) => (hasColours ? `\u001b[${code}m${text}\u001b[0m` : text)
  const [bold, dim, plain] = [styled(1), styled(2), (text: string) => text]
  return {
    prefix: { idle: '', done: '' },
    spinner: { frames: [''] },
    icon: { cursor: '>' },
    style: {
      answer: plain,
      message: bold,
      error: plain,
      highlight: bold,
      searchTerm: plain,
      description: plain,
      disabled: plain,
      keysHelpTip: () => dim('type to search, arrows to move, Enter to choose, Esc to cancel'),
    },
  }
}

/** More than anyone reads, few enough to redraw at each key. */
const MOST_FOUND = 50

const WIDEST_NAME = 40
