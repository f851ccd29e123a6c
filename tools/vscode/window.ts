/** VS Code's window, and the hands and the eyes of who works in its terminal. */
import { setTimeout } from 'node:timers/promises'
import type { Clip, Tab } from '../chromium/tab.ts'
import { PROJECT } from './home.ts'

export type Window = {
  /** Opens a terminal with that prompt, and waits until VS Code has marked it. */
  openTerminal(prompt: RegExp): Promise<void>
  type(text: string): Promise<void>
  press(key: string): Promise<void>
  /** The lines of the terminal, without the empty ones below. */
  lines(): Promise<readonly string[]>
  /** The commands that have ended, from the top, as VS Code marks them beside their lines. */
  marks(): Promise<readonly Mark[]>
  /** What "Run Recent Command" lists of this terminal, the oldest first; `look` looks at the open list. */
  recent(look?: () => Promise<void>): Promise<readonly Recent[]>
  /** Waits until it holds, as long as anything takes on a busy machine. */
  until(what: string, holds: () => Promise<boolean>): Promise<void>
  picture(clip: Clip): Promise<Buffer>
}

/** `line` is the text of the line beside which it stands. */
export type Mark = { readonly failed: boolean; readonly line: string }
export type Recent = { readonly command: string; readonly code: number }
type Entry = { readonly label: string; readonly description: string }

export function windowOf(tab: Tab): Window {
  const list = async <T>(expression: string): Promise<readonly T[]> => (await tab.value<readonly T[]>(expression)) ?? []
  const isThere = async (selector: string) => (await tab.value(`!!document.querySelector('${selector}')`)) === true
  const lines = async () => {
    const all = await list<string>(`[...document.querySelectorAll('${ROWS}')].map(row => row.textContent.trimEnd())`)
    return all.slice(0, all.findLastIndex(line => line !== '') + 1)
  }
  const entries = () => list<Entry>(ENTRIES)

  async function until(what: string, holds: () => Promise<boolean>) {
    const deadline = AbortSignal.timeout(180_000)
    while (!(await holds())) {
      if (deadline.aborted)
        throw new Error(`VS Code never showed ${what}; its terminal shows:\n${(await lines()).join('\n')}`)
      await setTimeout(100)
    }
  }

  /** By the palette. What a command needs may come up later than the palette itself. */
  const run = (command: string) =>
    until(`the command "${command}"`, async () => {
      await tab.press('F1')
      await tab.type(command)
      for (let glance = 0; glance < 20; glance++) {
        await setTimeout(100)
        if ((await entries())[0]?.label !== command) continue
        await tab.press('Enter')
        return true
      }
      await tab.press('Escape')
      return false
    })

  return {
    ...{ lines, until, type: tab.type, press: tab.press, picture: tab.picture },
    async openTerminal(prompt) {
      await until('its window', () => isThere('.monaco-workbench .part.editor'))
      await run('View: Close Primary Side Bar')
      // Until VS Code has found the profile of the settings, it takes another shell.
      await until('a terminal of that shell', async () => {
        await run('Terminal: Create New Terminal')
        await until('a marked prompt', () => isThere(`${MARK}.default`))
        if (prompt.test((await lines()).at(-1) ?? '')) return true
        await run('Terminal: Kill All Terminals')
        return false
      })
    },
    marks: () => list<Mark>(MARKS),
    async recent(look) {
      await run('Terminal: Run Recent Command...')
      await until('the list', async () => (await entries())[0]?.label === 'current session')
      await look?.()
      const all = await entries()
      await tab.press('Escape')
      // What follows is of other terminals, and of the shell's history file.
      const end = all.findIndex(({ description }, at) => at > 0 && !description.startsWith(FOLDER))
      return all
        .slice(1, end === -1 ? undefined : end)
        .map(recentOf)
        .reverse()
    },
  }
}

/** `~/infra`, `~/infra exitCode: 130`; `~/infra failed` where the shell says no more. */
function recentOf({ label, description }: Entry): Recent {
  const [, code] = /exitCode: (-?\d+)$/.exec(description) ?? []
  return { command: label, code: code === undefined ? (description.endsWith(' failed') ? 1 : 0) : Number(code) }
}

/** Where each command ran. */
const FOLDER = `~/${PROJECT}`
const TERMINAL = '.terminal-wrapper.active'
const ROWS = `${TERMINAL} .xterm-rows > div`
const MARK = `${TERMINAL} .terminal-command-decoration`
const MARKS = `[...document.querySelectorAll('${MARK}.success, ${MARK}.error')]
  .map(mark => ({ mark, row: Math.round(parseFloat(mark.style.top) / document.querySelector('${ROWS}').offsetHeight) }))
  .sort((one, other) => one.row - other.row)
  .map(({ mark, row }) => ({
    failed: mark.classList.contains('error'),
    line: document.querySelectorAll('${ROWS}')[row]?.textContent.trimEnd() ?? '',
  }))`
const ENTRIES = `[...document.querySelectorAll('.quick-input-widget .quick-input-list-entry')].map(entry => ({
  label: entry.querySelector('.label-name')?.textContent ?? '',
  description: entry.querySelector('.label-description')?.textContent ?? '',
}))`
