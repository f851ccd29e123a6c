/** The messages between awsenv and its keychain child process: one JSON object each way. */

export type KeychainRequest = {
  readonly action: 'get' | 'set' | 'remove'
  readonly account: string
  /** For `set`. */
  readonly secret?: string
  /** Whether the keychain may open a window and wait. */
  readonly mayAsk: boolean
}

/** `secret` is null if there is none, or if none was asked for. */
export type KeychainAnswer = { readonly secret: string | null } | { readonly error: string }

/** Undefined for anything but an exact answer: another program may have taken the child's place. */
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
