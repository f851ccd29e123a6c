/** Replaces this process with a program, as if it had been run directly. */
import { isUtf8 } from 'node:buffer'
import { readFileSync, writeFileSync } from 'node:fs'
import { misused } from '../errors.ts'
import type { Environment } from '../model/environment.ts'
import { descriptorsToHandOn } from './descriptors.ts'
import { programNamed } from './find-program.ts'
import type { Host, ProgramCall } from './host.ts'
import { notRunnable } from './not-runnable.ts'
import { runBeside } from './program-beside.ts'
import { unblock } from './signal-mask.ts'

/**
 * Becomes the program (execve(2)), so terminal, job control, signals and status need no forwarding. On Windows, which
 * can't, or if there is something to do afterwards, runs it as a child and returns its exit code.
 * @throws AwsenvError with a shell's exit codes: 127 if the program doesn't exist, 126 if it can't be run.
 */
export async function runProgram(
  host: Host,
  call: ProgramCall,
  env: Environment,
  afterwards?: () => void,
): Promise<number> {
  const [name, ...args] = call
  refuseBrokenBytes(call)
  allowCoreDumps(host)
  const descriptors = descriptorsToHandOn(host, args)
  // On Windows the function exists but throws.
  if (host.execve === undefined || host.platform === 'win32' || descriptors.length > 0 || afterwards) {
    return runBeside(host, call, env, descriptors, afterwards)
  }
  const file = programNamed(name, env)
  // Node ignores these two signals, and a new program inherits that. A handler resets them to the default.
  for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) host.on(signal, () => {})
  // Hides Node's warning that execve is experimental, which a failure would show.
  host.removeAllListeners('warning')
  // The build blocks this signal to keep the debugger shut (build.ts).
  unblock(host, 'SIGUSR1')
  try {
    return host.execve(file, [name, ...args], { ...env })
  } catch (cause) {
    // A script without `#!` runs in sh, as with execvp(3).
    if ((cause as NodeJS.ErrnoException).code === 'ENOEXEC' && isText(file))
      return host.execve('/bin/sh', ['sh', file, ...args], { ...env })
    throw notRunnable(name, cause)
  }
}

/** The test by which shells tell a script from a foreign binary. */
function isText(file: string): boolean {
  return !readFileSync(file).subarray(0, 128).includes(0)
}

/** Only awsenv's own arguments are checked (main.ts). */
function allowCoreDumps({ ppid }: Host): void {
  try {
    const filter = readFileSync(`/proc/${ppid}/coredump_filter`, 'utf8')
    writeFileSync('/proc/self/coredump_filter', `0x${filter}`)
  } catch {
    // Not Linux, or another user's process.
  }
}

/** Node decodes arguments as UTF-8 and loses other bytes: a different file name could result. Only Linux shows it. */
export function refuseBrokenBytes(call: ProgramCall): void {
  const suspect = call.find(word => word.includes('\ufffd'))
  if (suspect === undefined) return
  let bytes: Uint8Array
  try {
    bytes = readFileSync('/proc/self/cmdline')
  } catch {
    return
  }
  if (isUtf8(bytes)) return
  throw misused(
    `the argument "${suspect}" is not valid UTF-8, so awsenv can't pass it on unchanged`,
    'run it in a shell that gets the name another way: in a script, or with a pattern like *',
  )
}
