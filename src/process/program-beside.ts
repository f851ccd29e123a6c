import { constants } from 'node:os'
import type { Environment } from '../model/environment.ts'
import type { Host, ProgramCall } from './host.ts'
import { notRunnable } from './not-runnable.ts'

/**
 * Runs a program as a child in the same terminal and returns its exit code; if a signal ended it, ends this process with
 * the same signal. The terminal's signals (Ctrl-C) reach both, and the program handles them; signals to this process
 * alone are forwarded. `descriptors` are passed on besides the first three. execa finds programs and quotes arguments
 * correctly on Windows.
 */
export async function runBeside(
  host: Host,
  [name, ...args]: ProgramCall,
  env: Environment,
  descriptors: readonly number[],
  afterwards: () => void = () => {},
): Promise<number> {
  const { execa } = await import('./lazy/execa.ts')
  const beyond = Array.from({ length: Math.max(2, ...descriptors) - 2 }, (_, index) => index + 3)
  const shared = beyond.map(number => (descriptors.includes(number) ? 'inherit' : 'ignore'))
  const stdio = ['inherit', 'inherit', 'inherit', ...shared] as const
  const options = { stdio, env: { ...env }, extendEnv: false, reject: false, cleanup: false } as const
  const leaveAlone = () => {}
  const handOn = (signal: NodeJS.Signals) => void program.kill(signal)
  for (const signal of OF_THE_TERMINAL) host.on(signal, leaveAlone)
  for (const signal of OF_OTHERS) host.on(signal, handOn)
  // Set in the same tick, before any handler above runs.
  const program = execa(name, args, options)
  const { exitCode, signal, cause } = await program
  afterwards()
  for (const each of OF_THE_TERMINAL) host.off(each, leaveAlone)
  for (const each of OF_OTHERS) host.off(each, handOn)
  if (signal !== undefined) {
    host.kill(host.pid, signal)
    // If the signal doesn't end this process: the exit code that a shell would give.
    return 128 + constants.signals[signal]
  }
  if (exitCode === undefined) throw notRunnable(name, cause)
  return exitCode
}

const OF_THE_TERMINAL = ['SIGINT', 'SIGQUIT', 'SIGBREAK'] as const
const OF_OTHERS = ['SIGTERM', 'SIGHUP'] as const
