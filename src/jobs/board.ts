/** Follows the commands of a call: to their reporters, to the progress line, and to the list of results. */
import type { Context } from '../context/context.ts'
import type { JobEnd, Stream } from '../process/jobs.ts'
import { notRunnable } from '../process/not-runnable.ts'
import type { Progress } from './progress.ts'
import type { Reporter } from './reporter.ts'
import { type Finished, type JobName, type JobResult, nameOf, tally } from './result.ts'

export class Board {
  readonly #context: Pick<Context, 'now' | 'say'>
  readonly #progress: Progress
  readonly #names: readonly JobName[]
  readonly #reporterOf: (index: number) => Reporter
  readonly #reporters = new Map<number, Reporter>()
  readonly #results = new Map<number, JobResult>()
  /** When each of those that run began. */
  readonly #running = new Map<number, number>()

  constructor(
    context: Pick<Context, 'now' | 'say'>,
    progress: Progress,
    names: readonly JobName[],
    reporterOf: (index: number) => Reporter,
  ) {
    this.#context = context
    this.#progress = progress
    this.#names = names
    this.#reporterOf = reporterOf
  }

  /** The handlers of a job. */
  followed(index: number) {
    return {
      started: () => this.#started(index),
      output: (stream: Stream, bytes: Uint8Array) => this.#write(() => this.#reporter(index).output(stream, bytes)),
      ended: (end: JobEnd) => this.#ended(index, end),
    }
  }

  signalled(signal: NodeJS.Signals): void {
    this.#write(() => this.#context.say(`${signal} is sent to ${this.#runningNames()}`))
  }

  notRun(index: number, why: string): void {
    this.#finish(index, { kind: 'not run', why })
  }

  /** The results of all. Those that never ran were interrupted. */
  close(): readonly Finished[] {
    for (const index of this.#names.keys())
      if (!this.#results.has(index)) this.notRun(index, 'interrupted before its turn')
    this.#progress.hide()
    return this.#names.map((name, index) => ({ ...name, result: this.#results.get(index) as JobResult }))
  }

  #started(index: number): void {
    this.#running.set(index, this.#context.now())
    this.#write(() => this.#reporter(index).started())
  }

  #ended(index: number, { exitCode, signal, cause }: JobEnd): void {
    const seconds = Math.max(0, this.#context.now() - (this.#running.get(index) ?? 0)) / 1000
    if (signal !== undefined) this.#finish(index, { kind: 'signal', signal, seconds })
    else if (exitCode !== undefined) this.#finish(index, { kind: 'exit', exitCode, seconds })
    else this.notRun(index, notRunnable('the command', cause).message)
  }

  #finish(index: number, result: JobResult): void {
    this.#running.delete(index)
    this.#results.set(index, result)
    this.#write(() => this.#reporter(index).ended(result))
  }

  #write(write: () => void): void {
    this.#progress.hide()
    write()
    this.#progress.show(`${tally([...this.#results.values()], this.#names.length)}; running: ${this.#runningNames()}`)
  }

  #reporter(index: number): Reporter {
    const reporter = this.#reporters.get(index) ?? this.#reporterOf(index)
    this.#reporters.set(index, reporter)
    return reporter
  }

  #runningNames(): string {
    return this.#names.flatMap((name, index) => (this.#running.has(index) ? nameOf(name) : [])).join(', ')
  }
}
