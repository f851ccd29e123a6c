import type { JsonValue } from './payload.ts'
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
  /** Where the key lies. */
  readonly store: string
  /** What that store needs (see passphrase-seal.ts), the names of the entries, and what a later awsenv added. */
  readonly [field: string]: JsonValue | undefined
}

/** What the header says about where its key lies: the store's name, and what that store needs. */
export type StoreFields = Pick<Header, 'store'> & { readonly [field: string]: JsonValue | undefined }

/**
 * Reads a header that anybody can have written: every field is checked before the first is used. The version comes
 * first, since a later one may have any other field in any other shape. Fields beside these are let be: the seal covers
 * them, and whoever uses one checks it first.
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

/** JSON.parse makes `__proto__` a property like others, and what is missing is never looked for in a prototype. */
function parsed(json: Uint8Array): Record<string, JsonValue> {
  try {
    const value: JsonValue = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
    if (typeof value === 'object' && value !== null) return Object.assign(Object.create(null), value)
  } catch (cause) {
    throw unsound(cause)
  }
  throw unsound()
}

/** Short, and fit to stand in a message and in a file's name. */
function isWord(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

function unsound(cause?: unknown): VaultError {
  return new VaultError('not a vault', "the header can't be read", { cause })
}
