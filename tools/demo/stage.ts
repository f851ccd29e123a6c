/** A real shell that a command is typed into: on a terminal of its own, or on pipes where there is none to be had. */
import { spawn } from 'node:child_process'
import { openPty } from '../pty/pty.ts'
import { has } from '../shells/real-shells.ts'

export type Stage = {
  /** Whether somebody can be asked there. */
  readonly isTerminal: boolean
  /** Types a command, and the answers to what it asks; gives what is seen from its prompt on, and its exit status. */
  play(command: string, answers?: readonly Answer[]): Promise<{ readonly seen: string; readonly status: number }>
  [Symbol.asyncDispose](): Promise<void>
}

export type Answer = { readonly question: string; readonly typed: () => string }

export const demoShells = ['bash', 'zsh'] as const
export type DemoShell = (typeof demoShells)[number]

/** Opens one, without the user's own files. */
export async function openStage(shell: DemoShell, env: Readonly<Record<string, string>>, cwd: string): Promise<Stage> {
  const isTerminal = has('python3')
  const argv = [shell, ...OPTIONS[shell]]
  const line = isTerminal ? openPty([...argv, '-i'], { env, cwd }) : openPipes(argv, env, cwd)
  // As VS Code's shell integration does it, the prompt says invisibly that the command has ended, and with what status.
  line.type(isTerminal ? `${MARK_PROMPT}\r` : `exec 2>&1; ${SAY_MARK}\n`)
  await line.shows(END)
  let prompt = PROMPT
  return {
    isTerminal,
    async play(command, answers = []) {
      line.type(isTerminal ? `${command}\r` : `${command}\n${SAY_MARK}\n`)
      let shown = isTerminal ? '' : `${command}\n`
      for (const { question, typed } of answers) {
        shown += await line.shows(question)
        line.type(`${typed()}\r`)
      }
      shown += await line.shows(END)
      const text = shown.replaceAll('\r\n', '\n')
      const status = Number(/;(\d+)\x07\$ $/.exec(text)?.[1])
      // What stands before the mark in its line belongs to the next prompt: the hook may show the role there.
      const [, before = '', next = ''] = /^(.*\n)?([^\n]*)\x1b\]133;D;\d+\x07\$ $/s.exec(text) ?? []
      const seen = `${prompt}${before}`
      prompt = `${next}${PROMPT}`
      return { seen, status }
    },
    [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
  }
}

type Line = {
  type(text: string): void
  shows(text: string): Promise<string>
  [Symbol.asyncDispose](): Promise<void>
}

/** The like of tools/pty/pty.ts without a terminal: a shell that reads its commands from a pipe. */
function openPipes(argv: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Line {
  const [program = '', ...options] = argv
  const child = spawn(program, options, { env, cwd, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resolve => child.once('close', resolve).once('error', () => resolve()))
  child.stdin.on('error', () => {}) // EPIPE: typed after the end, which shows() tells
  const output = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]()
  let shown = ''
  return {
    type: text => void child.stdin.write(text),
    async shows(text) {
      while (!shown.includes(text)) {
        const { done, value } = await output.next()
        if (done) throw new Error(`${program} ended too early; it shows: ${JSON.stringify(shown)}`)
        shown += value
      }
      const end = shown.indexOf(text) + text.length
      const first = shown.slice(0, end)
      shown = shown.slice(end)
      return first
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const OPTIONS: Record<DemoShell, readonly string[]> = {
  bash: ['--noprofile', '--norc', '--noediting'],
  zsh: ['-f', '-o', 'prompt_subst', '-o', 'no_prompt_sp', '-o', 'no_prompt_cr', '-o', 'no_zle'],
}

const PROMPT = '$ '
/** Both spell the mark out, so that what is typed does not look like what is shown. */
const MARK_PROMPT = `PS1=$'\\e]133;D;$?\\a$ '`
const SAY_MARK = `printf '\\033]133;D;%s\\007$ ' "$?"`
const END = '\x07$ '
