/** Proof Key for Code Exchange (RFC 7636): whoever sees the code can't use it without the verifier. */
import { hash, randomBytes } from 'node:crypto'
import { Secret } from '../../model/secret.ts'

export type Pkce = { readonly verifier: Secret; readonly challenge: string }

export function newPkce(): Pkce {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier: new Secret(verifier), challenge: hash('sha256', verifier, 'base64url') }
}
