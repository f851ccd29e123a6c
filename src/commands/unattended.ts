import type { Context } from '../context.ts'
import { AwsenvError, ExitCode } from '../errors.ts'

/** The same doors, but for those behind which a person or another process would be waited for. */
export function unattended(context: Context): Context {
  const refuse = (what: string) => (): never => {
    throw new AwsenvError(what, { exitCode: ExitCode.cannotAsk })
  }
  const answer = refuse('it takes an answer of yours, such as an MFA code')
  const { vault } = context
  const doors: Partial<Context> = {
    env: { ...context.env, AWSENV_MFA_CODE: undefined },
    terminal: { isPresent: () => false, ask: answer, canPick: () => false, pick: answer },
    runCommandLine: async () => refuse('it takes a command of yours, such as "mfa_process"')(),
    readStdinLine: () => undefined,
    vault: {
      get persistent() {
        return vault.persistent
      },
      get: name => vault.get(name),
      list: () => vault.list(),
      update: change => vault.update(change),
      exclusively: (name, task) => vault.exclusively(name, task, refuse('another awsenv is asking for the same')),
    },
    say: line => context.debug(line),
  }
  return Object.create(context, Object.getOwnPropertyDescriptors(doors))
}
