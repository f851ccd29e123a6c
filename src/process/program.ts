/** Replaces this process with a program, as if it had been run directly. */
import { isUtf8 } from 'node:buffer'
import { readFileSync, writeFileSync } from 'node:fs'
import { misused } from '../errors.ts'
import type { Environment } from '../model/environment.ts'
import { programNamed, statOf } from './find-program.ts'
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
  const descriptors = descriptorsIn(args)
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

/** The descriptors behind `<(…)` that execve(2) would close, so only a child process can get them. */
function descriptorsIn(args: readonly string[]): readonly number[] {
  const named = args.flatMap(arg => /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(arg)?.[1] ?? []).map(Number)
  return named.filter(descriptor => descriptor > 2 && closesOnExec(descriptor))
}

function closesOnExec(descriptor: number): boolean {
  try {
    const [, flags = ''] = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? []
    return (Number.parseInt(flags, 8) & O_CLOEXEC) !== 0
  } catch {
    // Without /proc: Node marks the first sixteen (uv_disable_stdio_inheritance).
    return descriptor < 16 && statOf(`/dev/fd/${descriptor}`) !== undefined
  }
}

/** open(2): the same on x64 and arm64. Node does not name it. */
const O_CLOEXEC = 0o2000000

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
