/** Writes and reads AWSENV_RESTORE. */

import { AwsenvError } from '../errors.ts'
import { MANAGED } from './environment.ts'
import type { Restore } from './restore.ts'

export function encodeRestore(restore: Restore): string {
  return base64url(JSON.stringify({ v: VERSION, ...restore }))
}

/** Reads AWSENV_RESTORE. Anybody can set it, so every field is checked and nothing in it is run. */
export function decodeRestore(text: string): Restore {
  const unreadable = (cause?: unknown) => new AwsenvError("AWSENV_RESTORE can't be read", { cause })
  let value: unknown
  try {
    value = JSON.parse(fromBase64url(text))
  } catch (cause) {
    throw unreadable(cause)
  }
  if (!isRecord(value) || value['v'] !== VERSION) throw unreadable()
  const { originals, secrets, secretsId, written, target, previous } = value
  const isManaged = (name: string) => Object.hasOwn(MANAGED, name)
  const isWords = (words: unknown) =>
    words === undefined || (Array.isArray(words) && words.every(word => typeof word === 'string'))
  const fits =
    isRecord(originals) &&
    Object.entries(originals).every(([name, original]) => isManaged(name) && typeof original === 'string') &&
    isRecord(written) &&
    Object.entries(written).every(([name, hash]) => isManaged(name) && typeof hash === 'number') &&
    Array.isArray(secrets) &&
    secrets.every(name => typeof name === 'string' && isManaged(name)) &&
    (secretsId === undefined || typeof secretsId === 'string') &&
    isWords(target) &&
    isWords(previous)
  if (!fits) throw unreadable()
  return { originals, secrets, secretsId, written, target, previous } as Restore
}

const VERSION = 1

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function base64url(text: string): string {
  return new TextEncoder().encode(text).toBase64({ alphabet: 'base64url', omitPadding: true })
}

function fromBase64url(text: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.fromBase64(text, { alphabet: 'base64url' }))
}
