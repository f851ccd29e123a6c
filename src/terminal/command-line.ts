import { AwsenvError } from '../errors.ts'

/**
 * Runs a command line from the user's configuration in the system's shell, as aws-vault runs `mfa_process`, and gives
 * what it prints. Its stdin and stderr are ours: a hardware key asks for a touch there.
 */
export async function runCommandLine(commandLine: string): Promise<string> {
  const { execa } = await import('./lazy/execa.ts')
  try {
    const { stdout } = await execa(commandLine, {
      shell: true,
      stdin: 'inherit',
      stderr: 'inherit',
      timeout: DEADLINE,
      maxBuffer: MAX_OUTPUT,
    })
    return stdout
  } catch (cause) {
    const { timedOut, exitCode } = cause as { timedOut?: boolean; exitCode?: number }
    const why = timedOut
      ? `gave no answer within ${DEADLINE / 1000} s`
      : `failed${exitCode === undefined ? '' : ` with status ${exitCode}`}`
    // Not the cause itself: it holds what the command printed.
    throw new AwsenvError(`"${commandLine}" ${why}`, {
      hint: 'run it by hand: it has to print the code and nothing else',
    })
  }
}

/** In milliseconds: long enough to find the hardware key and touch it. */
const DEADLINE = 60_000

/** In characters. */
const MAX_OUTPUT = 10_000
