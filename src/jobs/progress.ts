/** One line at the bottom of the terminal that says how far it is. Whatever else is written goes above it. */
import type { Context } from '../context/context.ts'
import { cut } from '../terminal/table.ts'
import { printable } from '../text/printable.ts'

export type Progress = {
  /** Draws the line, ten times a second at most. */
  show(text: string): void
  /** Takes the line away, so that something else can be written. */
  hide(): void
  /** Draws none until the answer is there. */
  asking<T>(ask: () => T): T
}

export const NO_PROGRESS: Progress = { show() {}, hide() {}, asking: ask => ask() }

export async function progressOn({ env, stderr, now }: Context): Promise<Progress> {
  if (!stderr.isTerminal || (env['TERM'] ?? 'dumb') === 'dumb') return NO_PROGRESS
  const { columnsOf } = await import('../terminal/lazy/window.ts')
  const columns = columnsOf(2)
  let drawn = Number.NEGATIVE_INFINITY
  let isShown = false
  let isAsking = false
  let later: NodeJS.Timeout | undefined
  const draw = (text: string) => {
    drawn = now()
    isShown = true
    stderr.write(`\r\u001b[K${cut(printable(text), columns - 1)}`)
  }
  const hide = () => {
    clearTimeout(later)
    if (isShown) stderr.write('\r\u001b[K')
    isShown = false
  }
  return {
    show(text) {
      clearTimeout(later)
      if (isAsking) return
      const left = drawn + PAUSE - now()
      if (left <= 0) draw(text)
      else later = setTimeout(() => draw(text), left).unref()
    },
    hide,
    asking(ask) {
      hide()
      const answer = ask()
      if (answer instanceof Promise) {
        isAsking = true
        const over = () => {
          isAsking = false
        }
        answer.then(over, over)
      }
      return answer
    },
  }
}

/** In milliseconds. */
const PAUSE = 100
