import { VaultError } from './vault-error.ts'

/** What stands in clear at the head of a vault. */
export type Header = {
  readonly v: 1
  readonly purpose: string
  readonly alg: 'AES-256-GCM'
  readonly kid: string
  /** 16 random bytes in base64url. */
  readonly id: string
  /** Counts the writes. */
  readonly gen: number
  readonly store: string
}

/**
 * Reads a header that anybody can have written: every field is checked before the first is used. The version comes
 * first, since a later one may have any other field in any other shape. Fields that version 1 does not know are let
 * be: the seal covers them.
 */
export function headerOf(json: Uint8Array): Header {
  const fields = parsed(json)
  const { v, purpose, alg, kid, id, gen, store } = fields
  if (typeof v === 'number' && v > 1) {
    throw new VaultError('newer', `a newer awsenv wrote it (format ${v}; this one reads 1)`, { hint: 'update awsenv' })
  }
  const isSound =
    v === 1 &&
    alg === 'AES-256-GCM' &&
    isWord(purpose) &&
    isWord(kid) &&
    isWord(store) &&
    typeof id === 'string' &&
    /^[\w-]{22}$/.test(id) &&
    Number.isSafeInteger(gen)
  if (!isSound) throw unsound()
  return { v, purpose, alg, kid, id, gen: gen as number, store }
}

/** JSON.parse makes `__proto__` a property like others, and what is missing is never looked for in a prototype. */
function parsed(json: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
    if (typeof value === 'object' && value !== null) return Object.assign(Object.create(null), value)
  } catch (cause) {
    throw unsound(cause)
  }
  throw unsound()
}

/** Short, and fit to stand in a message and in a file's name. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

function unsound(cause?: unknown): VaultError {
  return new VaultError('not a vault', "the header can't be read", { cause })
}
