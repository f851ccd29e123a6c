import { AwsenvError, ExitCode } from '../errors.ts'
import type { Context } from './context.ts'

/**
 * The same doors, but nobody at the terminal: what would be asked there is the error that `refusal` gives, and what
 * would be told beside it is for --debug.
 */
export function withoutQuestions(context: Context, refusal: () => AwsenvError): Context {
  const ask = () => {
    throw refusal()
  }
  const askHidden = async () => ask()
  const terminal: Context['terminal'] = { isPresent: () => false, ask, askHidden, canPick: () => false, pick: ask }
  return withDoors(context, {
    terminal,
    get keys() {
      return context.keys.unattended()
    },
    say: line => context.debug(line),
  })
}

/** The same doors, but for those behind which a person or another process would be waited for. */
export function unattended(context: Context): Context {
  const refuse = (what: string) => (): never => {
    throw new AwsenvError(what, { exitCode: ExitCode.cannotAsk })
  }
  const { vault } = context
  const unasked = withoutQuestions(context, refuse('it takes an answer of yours, such as an MFA code'))
  return withDoors(unasked, {
    env: { ...context.env, AWSENV_MFA_CODE: undefined },
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
  })
}

/** Opens none of the others, which a copy would do. */
function withDoors(context: Context, doors: Partial<Context>): Context {
  return Object.create(context, Object.getOwnPropertyDescriptors(doors))
}
