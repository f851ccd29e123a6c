/**
 * A master key wrapped by a passphrase, in the header of a vault: AES-256-GCM under a key that
 * scrypt (RFC 7914) derives from the passphrase and a salt. Salt and derived key are fresh for every wrapping.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '../../model/secret.ts'
import type { Header } from '../header.ts'
import { type MasterKey, masterKeyOf } from '../master-key.ts'
import type { JsonValue } from '../payload.ts'
import { VaultError } from '../vault-error.ts'

/** The fields of the header. `wrapped` is nonce, ciphertext and tag, 60 bytes in base64url. */
export type Wrapping = { readonly kdf: Kdf; readonly wrapped: string }

type Kdf = {
  readonly name: 'scrypt'
  readonly logN: number
  readonly r: 8
  readonly p: 1
  /** 16 random bytes in base64url. */
  readonly salt: string
}

export async function wrap(key: MasterKey, passphrase: Secret): Promise<Wrapping> {
  const salt = randomBytes(SALT_LENGTH).toString('base64url')
  const kdf = { name: 'scrypt', logN: LOG_N, r: 8, p: 1, salt } as const
  const nonce = randomBytes(NONCE_LENGTH)
  const cipher = createCipheriv(ALGORITHM, await derived(passphrase, kdf), nonce, TAG)
  cipher.setAAD(associated(key.kid))
  const sealed = Buffer.concat([nonce, cipher.update(key.masterKey.export()), cipher.final(), cipher.getAuthTag()])
  return { kdf, wrapped: sealed.toString('base64url') }
}

/**
 * @throws VaultError: "not a vault", before any work, for fields that no awsenv writes; "wrong passphrase" if the
 * passphrase doesn't open the wrapped key.
 */
export async function unwrap(header: Header, passphrase: Secret): Promise<MasterKey> {
  const { kdf, wrapped } = wrappingIn(header)
  const sealed = Buffer.from(wrapped, 'base64url')
  const decipher = createDecipheriv(ALGORITHM, await derived(passphrase, kdf), sealed.subarray(0, NONCE_LENGTH), TAG)
  decipher.setAAD(associated(header.kid))
  decipher.setAuthTag(sealed.subarray(-TAG.authTagLength))
  const unchecked = decipher.update(sealed.subarray(NONCE_LENGTH, -TAG.authTagLength))
  try {
    return masterKeyOf(Buffer.concat([unchecked, decipher.final()]))
  } catch (cause) {
    throw new VaultError('wrong passphrase', 'this is not the passphrase of the vault', { cause })
  }
}

/** Checked before the work: a forged header could make it take years, or make it worthless. */
export function wrappingIn({ kdf, wrapped }: Header): Wrapping {
  if (!isKdf(kdf) || typeof wrapped !== 'string' || !/^[\w-]{80}$/.test(wrapped)) {
    throw new VaultError('not a vault', 'what the header says about the passphrase is nothing that awsenv writes')
  }
  return { kdf, wrapped }
}

function isKdf(value: JsonValue | undefined): value is Kdf {
  if (typeof value !== 'object' || value === null) return false
  const own = (name: string) => (Object.hasOwn(value, name) ? (value as Record<string, JsonValue>)[name] : undefined)
  const [logN, salt] = [own('logN'), own('salt')]
  return (
    own('name') === 'scrypt' &&
    own('r') === 8 &&
    own('p') === 1 &&
    Number.isInteger(logN) &&
    (logN as number) >= LEAST_LOG_N &&
    (logN as number) <= MOST_LOG_N &&
    typeof salt === 'string' &&
    /^[\w-]{22}$/.test(salt)
  )
}

/** Asynchronous, so that Ctrl-C works. Two ways of typing an umlaut are one passphrase (RFC 8265, 4.2.2). */
async function derived(passphrase: Secret, { logN, r, p, salt }: Kdf): Promise<Uint8Array> {
  const N = 2 ** logN
  // scrypt takes 128·N·r bytes and a little more; Node's default limit is 32 MiB
  const options = { N, r, p, maxmem: 128 * N * r + 2 ** 20 }
  return derive(passphrase.reveal().normalize('NFC'), Buffer.from(salt, 'base64url'), 32, options)
}

const derive = (password: string, salt: Uint8Array, length: number, options: object): Promise<Uint8Array> =>
  promisify<string, Uint8Array, number, object, Uint8Array>(scrypt)(password, salt, length, options)

/** A key wrapped under one name doesn't open under another. */
function associated(kid: string): Uint8Array {
  return Buffer.from(`awsenv/v1/passphrase/${kid}`)
}

/** 2^17: a quarter of a second and 128 MiB (OWASP Password Storage Cheat Sheet, for scrypt). */
const LOG_N = 17
/** 32 MiB: less would be a downgrade. */
const LEAST_LOG_N = 15
/** 1 GiB. */
const MOST_LOG_N = 20

const ALGORITHM = 'aes-256-gcm'
const TAG = { authTagLength: 16 }
const NONCE_LENGTH = 12
const SALT_LENGTH = 16
