import { posixFailure, posixScript, singleQuoted } from './posix.ts'
import type { Shell } from './shell.ts'

/** `\builtin` finds the builtin where the user has an alias or a function of the same name. */
export const bash: Shell = {
  name: 'bash',
  otherNames: [],
  render: change => posixScript(change, { builtin: '\\builtin ', quoted: asciiQuoted }),
  failure: posixFailure,
}

/** Printable ASCII in plain quotes; anything else byte by byte in `$'…'`, so that no decoder on the way can change it. */
export function asciiQuoted(text: string): string {
  if (/^[ -~]*$/.test(text)) return singleQuoted(text)
  const bytes = Array.from(new TextEncoder().encode(text), escaped)
  return `$'${bytes.join('')}'`
}

function escaped(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === "'" || character === '\\') return `\\${character}`
  if (byte >= 0x20 && byte <= 0x7e) return character
  return `\\x${byte.toString(16).padStart(2, '0')}`
}
