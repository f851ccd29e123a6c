import { AwsenvError } from '../errors.ts'
import type { Environment } from '../model/environment.ts'

export type CommandLineOptions = {
  /** Its name in messages that must not show the command line. */
  readonly name?: string
  readonly hint?: string
  /** Its whole environment; ours by default. */
  readonly env?: Environment
  /** In milliseconds. */
  readonly deadline?: number
}

/**
 * Runs a command line from the user's configuration in the system's shell and returns its output, as aws-vault does for
 * `mfa_process` and the SDKs for `credential_process`. It shares our stdin and stderr: a hardware key asks for a touch.
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
    // The shell's children live on and keep the pipe open.
    child.stdout.destroy()
  }, deadline)
  try {
    return (await child).stdout
  } catch (cause) {
    const { isMaxBuffer, exitCode } = cause as { isMaxBuffer?: boolean; exitCode?: number }
    const failed = `failed${exitCode === undefined ? '' : ` with status ${exitCode}`}`
    const printed = isMaxBuffer ? `printed more than ${MAX_OUTPUT} characters` : failed
    // Not the cause itself: it holds what the command printed.
    throw new AwsenvError(`${name} ${isLate ? `didn't answer within ${deadline / 1000} s` : printed}`, { hint })
  } finally {
    clearTimeout(timer)
  }
}

/** In milliseconds: time to find a hardware key and touch it; the Go SDK's limit for credential_process. */
const DEADLINE = 60_000

/** In characters: several times the longest session token. */
const MAX_OUTPUT = 65_536

const CODE_HINT = 'run it by hand: it must print the MFA code and nothing else'
