/** Time-based one-time passwords as AWS's virtual devices make them: RFC 6238 with SHA-1, 30 seconds, 6 digits. */
import { createHmac } from 'node:crypto'

export const STEP_SECONDS = 30

/** The code of one time step. `digits` is for the vectors of RFC 6238, which have eight. */
export function totp(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The time step that an instant (epoch milliseconds) lies in. */
export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS)
}

/** Base32 of RFC 4648, as QR codes carry secrets; padding and blanks do not count. */
export function fromBase32(text: string): Uint8Array {
  let bits = ''
  for (const character of text.toUpperCase().replace(/[\s=]/g, '')) {
    const value = BASE32.indexOf(character)
    if (value < 0) throw new Error(`"${character}" is not base32`)
    bits += value.toString(2).padStart(5, '0')
  }
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], byte => Number.parseInt(byte, 2))
}

export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
