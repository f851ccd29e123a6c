import type { Context } from '../context/context.ts'
import { withoutQuestions } from '../context/unattended.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { shellWord } from '../shells/posix.ts'

/** The same context with nobody at the terminal: a question becomes an error that names the command to type. */
export function naming(context: Context, command: () => readonly string[]): Context {
  return withoutQuestions(context, () => {
    const call = ['awsenv', ...command()].map(shellWord).join(' ')
    return new AwsenvError(`awsenv needs an answer from you, such as an MFA code: run ${call}`, {
      hint: whereSessionsAre(context),
      exitCode: ExitCode.cannotAsk,
    })
  })
}

/** A hint for cron jobs, services and containers, which may not see the sessions of a desktop login. */
function whereSessionsAre({ env, vault, isWindows }: Context): string | undefined {
  if (isWindows || vault.store === 'runtime' || vault.store === 'keychain') return undefined
  const here = vault.store === 'shm' ? 'are looked for in /dev/shm' : 'are kept nowhere'
  const why = env['XDG_RUNTIME_DIR'] ? 'XDG_RUNTIME_DIR names no safe place' : 'XDG_RUNTIME_DIR is not set'
  return `sessions ${here} in this process, since ${why} and /run/user/UID is not yours: set XDG_RUNTIME_DIR to what it is in the shell where you log in`
}
