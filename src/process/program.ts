/** A program in the place of this process, so that it is in every respect as if it had been run directly. */
import { isUtf8 } from 'node:buffer'
import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { AwsenvError, ExitCode } from '../errors.ts'
import type { Environment } from '../model/environment.ts'
import type { Host, ProgramCall } from './host.ts'
import { notRunnable } from './not-runnable.ts'
import { runBeside } from './program-beside.ts'
import { unblock } from './signal-mask.ts'

/**
 * Becomes the program (execve(2)): terminal, job control, signals and status are its own, and no process stays behind
 * that would have to hand them on. Where the system can't do that (Windows), runs it and gives its exit code.
 * @throws AwsenvError with a shell's exit codes: 127 where there is no such program, 126 where it can't be run.
 */
export async function runProgram(host: Host, call: ProgramCall, env: Environment): Promise<number> {
  const [name, ...args] = call
  refuseBrokenBytes(call)
  allowCoreDumps(host)
  const descriptors = descriptorsIn(args)
  // On Windows Node has the function too, and it throws.
  if (host.execve === undefined || host.platform === 'win32' || descriptors.length > 0) {
    return runBeside(host, call, env, descriptors)
  }
  const file = programNamed(name, env)
  // Node ignores these two. What is ignored stays so in the new program; what is caught starts there by default.
  for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) host.on(signal, () => {})
  // That Node calls such functions experimental is nothing to tell the user when one fails.
  host.removeAllListeners('warning')
  // Blocked, so that it opens no debugger (build.ts).
  unblock(host, 'SIGUSR1')
  try {
    return host.execve(file, [name, ...args], { ...env })
  } catch (cause) {
    // A script without `#!` in its first line is one for sh, as for execvp(3).
    if ((cause as NodeJS.ErrnoException).code === 'ENOEXEC' && isText(file))
      return host.execve('/bin/sh', ['sh', file, ...args], { ...env })
    throw notRunnable(name, cause)
  }
}

/**
 * The descriptors that zsh's `<(…)` stands for. Node has marked the first sixteen to be closed by execve(2)
 * (uv_disable_stdio_inheritance), so that only a child of ours can still get them.
 */
function descriptorsIn(args: readonly string[]): readonly number[] {
  const named = args.flatMap(arg => /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(arg)?.[1] ?? []).map(Number)
  return named.filter(descriptor => descriptor > 2 && descriptor < 16 && statOf(`/dev/fd/${descriptor}`) !== undefined)
}

/** The file that execvp(3) would run. */
function programNamed(name: string, env: Environment): string {
  if (name.includes('/')) {
    if (statOf(name)?.isDirectory()) throw notRunnable(name, { code: 'EISDIR' })
    return executable(name, name)
  }
  const directories = (env['PATH'] ?? '/usr/bin:/bin').split(delimiter)
  const files = directories.map(directory => join(directory || '.', name)).filter(file => statOf(file)?.isFile())
  const file = files.find(isExecutable) ?? files[0]
  if (name !== '' && file !== undefined) return executable(name, file)
  throw new AwsenvError(`there is no program "${name}" in the directories of PATH`, { exitCode: ExitCode.notFound })
}

function executable(name: string, file: string): string {
  try {
    accessSync(file, constants.X_OK)
    return file
  } catch (cause) {
    throw notRunnable(name, cause)
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function statOf(path: string) {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** As shells tell a script from a program of another machine. */
function isText(file: string): boolean {
  return !readFileSync(file).subarray(0, 128).includes(0)
}

/** Only awsenv's own are kept empty (main.ts): a program inherits what its parent's parent has, as without awsenv. */
function allowCoreDumps({ ppid }: Host): void {
  try {
    const filter = readFileSync(`/proc/${ppid}/coredump_filter`, 'utf8')
    writeFileSync('/proc/self/coredump_filter', `0x${filter}`)
  } catch {
    // No Linux, or somebody else's process.
  }
}

/** Node decodes arguments as UTF-8, and what isn't is lost: another file's name could come out. Only Linux tells. */
function refuseBrokenBytes(call: ProgramCall): void {
  const suspect = call.find(word => word.includes('\ufffd'))
  if (suspect === undefined) return
  let bytes: Uint8Array
  try {
    bytes = readFileSync('/proc/self/cmdline')
  } catch {
    return
  }
  if (isUtf8(bytes)) return
  throw new AwsenvError(`the argument "${suspect}" is not valid UTF-8, so awsenv can't pass it on unchanged`, {
    hint: 'run it in a shell that gets the name another way: in a script, or with a pattern like *',
    exitCode: ExitCode.misused,
  })
}
