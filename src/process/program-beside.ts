import { constants } from 'node:os'
import type { Environment } from '../model/environment.ts'
import type { Host, ProgramCall } from './host.ts'
import { notRunnable } from './not-runnable.ts'

/**
 * Runs a program beside this process, in the same terminal, and gives its exit code; where a signal ended it, ends this
 * process by the same one. What the terminal sends (Ctrl-C) reaches both, and is the program's to answer; what is sent
 * to this process alone is handed on. `descriptors` are those that it gets beside the first three. execa finds
 * programs as Windows does, and hands their arguments on unharmed.
 */
export async function runBeside(
  host: Host,
  [name, ...args]: ProgramCall,
  env: Environment,
  descriptors: readonly number[],
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
  // In the same tick: none of the above is called before it is there.
  const program = execa(name, args, options)
  const { exitCode, signal, cause } = await program
  for (const each of OF_THE_TERMINAL) host.off(each, leaveAlone)
  for (const each of OF_OTHERS) host.off(each, handOn)
  if (signal !== undefined) {
    host.kill(host.pid, signal)
    // Where that one doesn't end it, as a shell would say it.
    return 128 + constants.signals[signal]
  }
  if (exitCode === undefined) throw notRunnable(name, cause)
  return exitCode
}

const OF_THE_TERMINAL = ['SIGINT', 'SIGQUIT', 'SIGBREAK'] as const
const OF_OTHERS = ['SIGTERM', 'SIGHUP'] as const
