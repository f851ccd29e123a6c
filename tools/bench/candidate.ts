/** A row of the bench: something that is run again and again, in turn with all the others. */
import { spawn } from 'node:child_process'
import type { Environment } from '../../src/model/environment.ts'

export type Candidate = {
  readonly name: string
  /** What is run, for who wants to see it for himself. */
  readonly command: string
  readonly goal?: Goal
  /** It is run in every round, or, where it is slow, in every so-manieth. */
  readonly every?: number
  /** What is worth saying beside the time. */
  readonly note?: string
  /** Runs it once, and checks that it did what it should; gives the milliseconds of the run alone. */
  run(): Promise<number>
}

/** A goal of the design, and whether the medians (in milliseconds, by name) meet it. */
export type Goal = { readonly text: string; isMet(median: (name: string) => number, name: string): boolean }

/** At most so many times the bare runtime. */
export function atMost(factor: number): Goal {
  return { text: `<= ${factor} x`, isMet: (median, name) => median(name) <= factor * median(BARE) }
}

/** The row that all others are compared with. */
export const BARE = 'bare runtime'

/** Milliseconds from the start of a process to its end. @throws Error with what it said, where it failed */
export async function timeProcess(argv: readonly string[], env: Environment): Promise<number> {
  const [program = '', ...args] = argv
  const began = performance.now()
  // Detached: an interactive shell would take over the terminal that the bench itself may stand in.
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  child.stdout.resume()
  let ended = 0
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.once('exit', () => {
    ended = performance.now()
  })
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new Error(`"${argv.join(' ')}" ended with status ${code}: ${said.trim()}`)
  return ended - began
}
