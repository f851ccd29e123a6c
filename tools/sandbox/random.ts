/** Keys, secrets and ids in the shapes that AWS gives them. */
import { randomBytes } from 'node:crypto'
import { BASE32 } from './totp.ts'

/** `AKIA` and `ASIA` for access keys, `AIDA` for users, `AROA` for roles. */
export function randomId(prefix: 'AKIA' | 'ASIA' | 'AIDA' | 'AROA'): string {
  return prefix + randomBase32(16)
}

export function randomBase32(length: number): string {
  return Array.from(randomBytes(length), byte => BASE32[byte % 32]).join('')
}

export function randomSecretAccessKey(): string {
  return randomBytes(30).toString('base64')
}

/** One with the two characters that a careless escaping breaks first. */
export function awkwardSecretAccessKey(): string {
  for (;;) {
    const secret = randomSecretAccessKey()
    if (secret.includes('/') && secret.includes('+')) return secret
  }
}

/** As long as a real one, and with its familiar beginning. */
export function randomSessionToken(): string {
  return `IQoJb3JpZ2luX2Vj${randomBytes(384).toString('base64')}`
}

/** Three parts as a JWT has them; the sandbox knows tokens by their text, and does not look inside. */
export function randomWebIdentityToken(): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64url')
  return `eyJ${part(24)}.eyJ${part(240)}.${part(256)}`
}
