/**
 * The encryption of the keyring library's files: a JWE whose key is wrapped by a passphrase.
 * https://www.rfc-editor.org/rfc/rfc7516#section-3.1 and https://www.rfc-editor.org/rfc/rfc7518#section-4.8
 */
import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { AwsenvError } from '../../errors.ts'

/** The text; undefined if the passphrase is wrong. @throws AwsenvError for anything but such a file. */
export function decrypted(jwe: string, passphrase: string, place: string): string | undefined {
  const parts = jwe.trim().split('.')
  const [header = '', ...rest] = parts
  const [wrapped, iv, sealed, tag] = rest.map(part => Buffer.from(part, 'base64url'))
  const { alg, enc, p2s, p2c } = headerIn(header)
  const isOfThisKind = alg === ALGORITHM && enc === 'A256GCM' && typeof p2s === 'string' && isCount(p2c)
  if (parts.length !== 5 || !wrapped || !iv || !sealed || !tag || !isOfThisKind)
    throw new AwsenvError(`${place} is not a file of a keyring that awsenv can read`)
  const salt = Buffer.concat([Buffer.from(`${ALGORITHM}\0`), Buffer.from(p2s, 'base64url')])
  try {
    const unwrapping = createDecipheriv('aes128-wrap', pbkdf2Sync(passphrase, salt, p2c, 16, 'sha256'), WRAP_IV)
    const key = Buffer.concat([unwrapping.update(wrapped), unwrapping.final()])
    const opening = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })
    opening.setAAD(Buffer.from(header)).setAuthTag(tag)
    return Buffer.concat([opening.update(sealed), opening.final()]).toString('utf8')
  } catch {
    // The wrapping has a checksum, so a damaged file and a wrong passphrase look alike.
    return undefined
  }
}

function headerIn(part: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** Somebody else's file must not keep us busy for hours. */
function isCount(count: unknown): count is number {
  return Number.isInteger(count) && Number(count) >= 1 && Number(count) <= 10_000_000
}

const ALGORITHM = 'PBES2-HS256+A128KW'
/** https://www.rfc-editor.org/rfc/rfc3394#section-2.2.3 */
const WRAP_IV = Buffer.alloc(8, 0xa6)
