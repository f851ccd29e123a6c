import type { JsonValue } from './payload.ts'
import { VaultError } from './vault-error.ts'

/** The plain-text header of a vault. */
export type Header = {
  readonly v: 1
  readonly purpose: string
  readonly alg: 'AES-256-GCM'
  readonly kid: string
  /** 16 random bytes in base64url. */
  readonly id: string
  /** Counts the writes. */
  readonly gen: number
  /** Where the key is. */
  readonly store: string
  /** Data of that store (see passphrase-seal.ts), the names of the entries, and additions of later versions. */
  readonly [field: string]: JsonValue | undefined
}

/** The header's data about its key: the store's name, and what that store needs. */
export type StoreFields = Pick<Header, 'store'> & { readonly [field: string]: JsonValue | undefined }

/**
 * Reads a header, which anybody can have written: every field is checked before the first is used. The version comes
 * first, since later versions may have any other fields. Further fields are kept: the seal covers
 * them, and their users check them.
 */
export function headerOf(json: Uint8Array): Header {
  const fields = parsed(json)
  const { v, purpose, alg, kid, id, gen, store, ...others } = fields
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
  return { v, purpose, alg, kid, id, gen: gen as number, store, ...others }
}

/** Reads own properties only: JSON.parse makes `__proto__` one, and a prototype must not supply missing ones. */
function parsed(json: Uint8Array): Record<string, JsonValue> {
  try {
    const value: JsonValue = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
    if (typeof value === 'object' && value !== null) return Object.assign(Object.create(null), value)
  } catch (cause) {
    throw unsound(cause)
  }
  throw unsound()
}

/** Short, and safe in a message and a file name. */
function isWord(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

function unsound(cause?: unknown): VaultError {
  return new VaultError('not a vault', "the header can't be read", { cause })
}
