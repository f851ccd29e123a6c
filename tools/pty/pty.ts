import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** A program on a terminal of its own, and the hands and eyes of who sits before it. */
export type Pty = {
  /** Types: `\r` is Enter, `\x03` Ctrl-C, `\x04` Ctrl-D, `\x1a` Ctrl-Z. */
  type(text: string): void
  /** Waits until the terminal shows a text, and gives all that it showed since the last wait, that text included. */
  shows(text: string): Promise<string>
  /** All that it has shown. */
  screen(): string
  /** Waits for the end: the exit code, 128 + N for a program that signal N ended. */
  ended(): Promise<number>
  [Symbol.asyncDispose](): Promise<void>
}

/** In milliseconds: longer than anything takes on a busy machine. */
const PATIENCE = 60_000

/** Starts a program on a new terminal of 200 columns. `await using` ends it with the block. */
export function openPty(
  argv: readonly string[],
  options: { readonly env: Readonly<Record<string, string>>; readonly cwd?: string },
): Pty {
  const relay = fileURLToPath(new URL('pty-relay.py', import.meta.url))
  const env = { TERM: 'dumb', ...options.env }
  const child = spawn('python3', [relay, ...argv], { env, cwd: options.cwd, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? (signal ? 128 : 1)))
  })
  let screen = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  child.stdin.on('error', () => {}) // EPIPE: typed after the end, which ended() tells

  async function shows(text: string): Promise<string> {
    const deadline = AbortSignal.timeout(PATIENCE)
    for (;;) {
      const at = screen.indexOf(text, seen)
      if (at >= 0) {
        const shown = screen.slice(seen, at + text.length)
        seen = at + text.length
        return shown
      }
      if (deadline.aborted || child.exitCode !== null) {
        throw new Error(`the terminal never showed ${JSON.stringify(text)}; it shows: ${JSON.stringify(screen)}`)
      }
      await setTimeout(10)
    }
  }

  return {
    type: text => void child.stdin.write(text),
    shows,
    screen: () => screen,
    ended: () => ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL') // its terminal hangs up with it
      await ended
    },
  }
}
