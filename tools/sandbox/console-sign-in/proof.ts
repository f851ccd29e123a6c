/** Proofs of possession, checked as RFC 9449, section 4.3 has it. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { invalidProof } from './error.ts'

export type Proof = { readonly thumbprint: string; readonly id: string }

/** Whose key it is (RFC 7638). @throws SignInError for a proof that is none for this request and moment */
export function checkedProof(
  text: string,
  { method, url, now, used }: { method: string; url: string; now: number; used: ReadonlySet<string> },
): Proof {
  const [header = '', payload = '', signature = ''] = text.split('.')
  const { typ, alg, jwk } = objectIn(header) as { typ?: unknown; alg?: unknown; jwk?: Readonly<Record<string, string>> }
  if (typ !== 'dpop+jwt' || alg !== 'ES256') throw invalidProof('typ or alg')
  const { kty, crv, x, y } = jwk ?? {}
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y || 'd' in (jwk ?? {})) throw invalidProof('jwk')
  const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })
  const signed = Buffer.from(`${header}.${payload}`)
  const bytes = Buffer.from(signature, 'base64url')
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes)) throw invalidProof('signature')
  const { htm, htu, iat, jti } = objectIn(payload)
  if (htm !== method || htu !== url) throw invalidProof('htm or htu')
  if (typeof iat !== 'number' || Math.abs(iat * 1000 - now) > TOLERANCE) throw invalidProof('iat')
  if (typeof jti !== 'string' || jti === '' || used.has(jti)) throw invalidProof('jti')
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
  return { thumbprint, id: jti }
}

function objectIn(part: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(Buffer.from(part, 'base64url').toString()))
  } catch {
    throw invalidProof('not a JWT')
  }
}

/** In milliseconds. */
const TOLERANCE = 300_000
