/** Runs several programs at once, each in a group of processes of its own, so that all that one has started ends with it. */
import { constants } from 'node:os'
import type { Environment } from '../model/environment.ts'
import type { Host, ProgramCall } from './host.ts'

export type Stream = 'stdout' | 'stderr'

/** A program to run, and who follows what it does. One that throws is an end of all jobs. */
export type Job = {
  readonly call: ProgramCall
  readonly env: Environment
  started(): void
  output(stream: Stream, bytes: Uint8Array): void
  ended(end: JobEnd): void
}

/** Who follows them all. */
export type Jobs = {
  readonly all: readonly Job[]
  /** How many may run at a time. */
  readonly atOnce: number
  /** A signal is sent to those that run. */
  signalled(signal: NodeJS.Signals): void
  /** All have ended. Gives the exit code. */
  finish(): number
}

/** Without an exit code or a signal, it could not be started because of `cause`. */
export type JobEnd = {
  readonly exitCode?: number | undefined
  readonly signal?: NodeJS.Signals | undefined
  readonly cause?: unknown
}

/**
 * Runs the jobs without stdin, and returns the exit code. A signal to this process goes to the groups of all that run, and
 * no other one starts; whoever needs time to end well (terraform) gets it. A second signal is SIGTERM for the jobs, a third
 * SIGKILL. At the end, the first one ends this process. Ctrl-Z stops them too. execa finds programs and quotes arguments correctly on Windows.
 */
export async function runJobs(host: Host, { all, atOnce, signalled, finish }: Jobs): Promise<number> {
  const { execa } = await import('./lazy/execa.ts')
  const running = new Map<Job, Running>()
  const received: NodeJS.Signals[] = []
  let failure: unknown

  const signalAll = (signal: NodeJS.Signals) => {
    received.push(signal)
    const sent = received.length === 1 ? signal : received.length === 2 ? 'SIGTERM' : 'SIGKILL'
    signalled(sent)
    for (const { pid, hasEnded } of running.values()) {
      toGroup(host, pid, sent)
      if (hasEnded) endRest(host, pid)
    }
  }
  /** SIGTSTP itself stops no group that the shell has not started. */
  const stopAll = () => {
    const pids = [...running.values()].map(({ pid }) => pid)
    for (const pid of pids) toGroup(host, pid, 'SIGSTOP')
    host.kill(host.pid, 'SIGSTOP')
    // Here it goes on after fg, or bg.
    for (const pid of pids) toGroup(host, pid, 'SIGCONT')
  }
  /** Whoever takes the output may fail: then nothing that it would take has a purpose. */
  const guarded = (report: () => void) => {
    if (failure !== undefined) return
    try {
      report()
    } catch (error) {
      failure = error
      signalAll('SIGTERM')
    }
  }
  const run = async (job: Job) => {
    guarded(() => job.started())
    if (received.length > 0) return
    const [name, ...args] = job.call
    const child = execa(name, args, {
      ...{ stdin: 'ignore', stdout: 'pipe', stderr: 'pipe', buffer: false, encoding: 'buffer' },
      ...{ env: { ...job.env }, extendEnv: false, reject: false, cleanup: false },
      // On Windows it would open a window.
      detached: host.platform !== 'win32',
    })
    const one: Running = { pid: child.pid, hasEnded: false }
    running.set(job, one)
    child.nodeChildProcess.once('exit', () => {
      one.hasEnded = true
      if (received.length > 0) endRest(host, one.pid)
    })
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].on('data', (bytes: Uint8Array) => guarded(() => job.output(stream, bytes)))
    const { exitCode, signal, cause } = await child
    running.delete(job)
    guarded(() => job.ended({ exitCode, signal, cause }))
  }
  const rest = all.values()
  const worker = async () => {
    for (const job of rest) {
      if (received.length === 0) await run(job)
    }
  }

  for (const signal of SIGNALS) host.on(signal, signalAll)
  if (host.platform !== 'win32') host.on('SIGTSTP', stopAll)
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker))
  } finally {
    for (const signal of SIGNALS) host.off(signal, signalAll)
    host.off('SIGTSTP', stopAll)
  }
  const exitCode = finish()
  if (failure !== undefined) throw failure
  const [signal] = received
  if (signal === undefined) return exitCode
  host.kill(host.pid, signal)
  // If the signal doesn't end this process: the exit code that a shell would give.
  return 128 + constants.signals[signal]
}

/** `hasEnded`: only what it has started may still be there, and hold its output open. */
type Running = { readonly pid: number | undefined; hasEnded: boolean }

/** What a script starts with `&` ignores Ctrl-C (POSIX, 2.11), and would be waited for. */
function endRest(host: Host, pid: number | undefined): void {
  toGroup(host, pid, 'SIGTERM')
  setTimeout(() => toGroup(host, pid, 'SIGKILL'), GRACE).unref()
}

/** In milliseconds. */
const GRACE = 2_000

/** Windows has no groups; there, Ctrl-C reaches every process of the console. */
function toGroup({ kill, platform }: Host, pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    kill(platform === 'win32' ? pid : -pid, signal)
  } catch {
    // ESRCH: it has just ended.
  }
}

const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const
