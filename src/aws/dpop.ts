/** Proof of possession (RFC 9449): AWS binds the tokens of `aws login` to a key, and a token is worth nothing without it. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { Secret } from '../model/secret.ts'

/** A new key, as the AWS CLI keeps it: SEC 1 in PEM. */
export function newProofKey(): Secret {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return new Secret(privateKey.export({ type: 'sec1', format: 'pem' }).toString())
}

/** Whether a key that lay in a file can sign proofs. */
export function isProofKey(pem: Secret): boolean {
  try {
    return keyIn(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

/** The value of the header `DPoP` for one request. `now` is in epoch milliseconds of AWS's clock. */
export function proofOf(pem: Secret, { method, url, now }: { method: string; url: URL; now: number }): string {
  const key = keyIn(pem)
  const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' })
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }
  const claims = {
    htm: method,
    htu: `${url.origin}${url.pathname}`,
    iat: Math.floor(now / 1000),
    jti: randomUUID(),
  }
  const text = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  // JWS wants r and s side by side (RFC 7518, section 3.4), not ASN.1.
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

function keyIn(pem: Secret): KeyObject {
  return createPrivateKey(pem.reveal())
}
