import { quiet, type Transport } from '../aws/client/transport.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import type { Context } from './context.ts'

/**
 * The same context with nobody at the terminal: a question becomes the error of `refusal`, and what
 * would be said beside it is only for --debug.
 */
export function withoutQuestions(context: Context, refusal: () => AwsenvError): Context {
  const ask = () => {
    throw refusal()
  }
  const askHidden = async () => ask()
  const terminal: Context['terminal'] = {
    isPresent: () => false,
    ask,
    askHidden,
    canPick: () => false,
    pick: ask,
    show: ask,
  }
  let transport: Transport | undefined
  return withReplaced(context, {
    terminal,
    ask: 'terminal',
    get transport() {
      transport ??= quiet(context.transport)
      return transport
    },
    get keys() {
      return context.keys.unattended()
    },
    say: line => context.debug(line),
  })
}

/** The same context, which waits for no person and no other process. */
export function unattended(context: Context): Context {
  const refusing = (what: string) => (): never => {
    throw new AwsenvError(what, { exitCode: ExitCode.cannotAsk })
  }
  const { vault } = context
  const unasked = withoutQuestions(context, refusing('it takes an answer of yours, such as an MFA code'))
  return withReplaced(unasked, {
    env: { ...context.env, ...NO_CODE },
    get environmentBefore() {
      return { ...context.environmentBefore, ...NO_CODE }
    },
    runCommandLine: async () => refusing('it takes a command of yours, such as "mfa_process"')(),
    readStdinLine: () => undefined,
    vault: {
      get persistent() {
        return vault.persistent
      },
      get store() {
        return vault.store
      },
      get: name => vault.get(name),
      list: () => vault.list(),
      update: change => vault.update(change),
      eraseExpired: () => vault.eraseExpired(),
      removeUnreadable: () => vault.removeUnreadable(),
      readyPlace: accessKeyId => vault.readyPlace(accessKeyId),
      exclusively: (name, task) =>
        vault.exclusively(name, task, { onWait: refusing('another awsenv is asking for the same') }),
    },
  })
}

/** A copy would open every part. */
export function withReplaced(context: Context, parts: Partial<Context>): Context {
  return Object.create(context, Object.getOwnPropertyDescriptors(parts))
}

const NO_CODE = { AWSENV_MFA_CODE: undefined }
