import { AwsenvError } from '../errors.ts'
import type { Environment } from '../model/environment.ts'

export type CommandLineOptions = {
  /** What messages call it, where the command line itself is not to be shown. */
  readonly name?: string
  readonly hint?: string
  /** Its whole environment; otherwise ours. */
  readonly env?: Environment
  /** In milliseconds. */
  readonly deadline?: number
}

/**
 * Runs a command line from the user's configuration in the system's shell, as aws-vault runs `mfa_process` and the SDKs
 * `credential_process`, and gives what it prints. Its stdin and stderr are ours: a hardware key asks for a touch there.
 */
export async function runCommandLine(commandLine: string, options: CommandLineOptions = {}): Promise<string> {
  const { execa } = await import('./lazy/execa.ts')
  const { name = `"${commandLine}"`, hint = CODE_HINT, env, deadline = DEADLINE } = options
  const child = execa(commandLine, {
    shell: true,
    stdin: 'inherit',
    stderr: 'inherit',
    maxBuffer: MAX_OUTPUT,
    ...(env !== undefined && { env, extendEnv: false }),
  })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    child.kill()
    // What the shell has started lives on, and keeps its end of the pipe open.
    child.stdout.destroy()
  }, deadline)
  try {
    return (await child).stdout
  } catch (cause) {
    const { isMaxBuffer, exitCode } = cause as { isMaxBuffer?: boolean; exitCode?: number }
    const failed = `failed${exitCode === undefined ? '' : ` with status ${exitCode}`}`
    const printed = isMaxBuffer ? `printed more than ${MAX_OUTPUT} characters` : failed
    // Not the cause itself: it holds what the command printed.
    throw new AwsenvError(`${name} ${isLate ? `gave no answer within ${deadline / 1000} s` : printed}`, { hint })
  } finally {
    clearTimeout(timer)
  }
}

/** In milliseconds: long enough to find the hardware key and touch it; what the Go SDK allows a credential_process. */
const DEADLINE = 60_000

/** In characters: several times the longest session token. */
const MAX_OUTPUT = 65_536

const CODE_HINT = 'run it by hand: it has to print the code and nothing else'
