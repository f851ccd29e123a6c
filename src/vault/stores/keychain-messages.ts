/** What is said between awsenv and the child process that asks the keychain: one JSON object each way. */

export type KeychainRequest = {
  readonly action: 'get' | 'set' | 'remove'
  readonly account: string
  /** For `set`. */
  readonly secret?: string
  /** Whether a window of the keychain may wait for somebody. */
  readonly mayAsk: boolean
}

/** `secret` is null where there is none, and where none was asked for. */
export type KeychainAnswer = { readonly secret: string | null } | { readonly error: string }

/** Undefined for anything that is not exactly an answer: another program may have been put in the child's place. */
export function keychainAnswer(text: string): KeychainAnswer | undefined {
  const answer = parsed(text)
  if (typeof answer !== 'object' || answer === null || Object.keys(answer).length !== 1) return undefined
  if (Object.hasOwn(answer, 'secret')) {
    const { secret } = answer as { secret: unknown }
    return secret === null || typeof secret === 'string' ? { secret } : undefined
  }
  const { error } = answer as { error?: unknown }
  return typeof error === 'string' ? { error } : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
