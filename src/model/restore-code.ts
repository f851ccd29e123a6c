/**
 * How AWSENV_RESTORE is written and read: fields between dots, so that a hook can take it apart and put another together
 * by nothing but its own words (see credentials/ready). Each field but the session's id is JSON as base64url, or empty.
 */

import { AwsenvError } from '../errors.ts'
import { MANAGED } from './environment.ts'
import type { Restore } from './restore.ts'

export function encodeRestore({ originals, secrets, secretsId, session = '', ...rest }: Restore): string {
  const isNothing = Object.keys(originals).length === 0 && secrets.length === 0
  const kept = isNothing ? '' : coded({ originals, secrets, secretsId })
  return [VERSION, kept, session, coded(rest.written), codedWords(rest.target), codedWords(rest.previous)].join('.')
}

/** The fields of what `encodeRestore` has written. */
export function restoreFields(text: string): {
  readonly kept: string
  readonly id: string
  readonly written: string
  readonly target: string
} {
  const [, kept = '', id = '', written = '', target = ''] = text.split('.')
  return { kept, id, written, target }
}

export function codedWords(words: readonly string[] | undefined): string {
  return words === undefined ? '' : coded(words)
}

/** Reads AWSENV_RESTORE. Anybody can set it, so every field is checked and nothing in it is run. */
export function decodeRestore(text: string): Restore {
  let value: unknown
  try {
    value = text.includes('.') ? fieldsOf(text) : olderFields(text)
  } catch (cause) {
    throw unreadable(cause)
  }
  if (!isRecord(value)) throw unreadable()
  const { originals, secrets, secretsId, session, written, target, previous } = value
  const fits =
    isOfManaged(originals, 'string') &&
    isOfManaged(written, 'number') &&
    isWords(secrets) &&
    secrets.every(name => Object.hasOwn(MANAGED, name)) &&
    (secretsId === undefined || typeof secretsId === 'string') &&
    (target === undefined || isWords(target)) &&
    (previous === undefined || isWords(previous))
  if (!fits) throw unreadable()
  return { originals, secrets, secretsId, session, written, target, previous } as Restore
}

/** Whether it has values of that type, by the names of managed variables. */
function isOfManaged(value: unknown, type: 'string' | 'number'): boolean {
  if (!isRecord(value)) return false
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(MANAGED, name) || typeof value[name] !== type) return false
  }
  return true
}

function isWords(value: unknown): value is string[] {
  if (!Array.isArray(value)) return false
  for (const word of value) if (typeof word !== 'string') return false
  return true
}

function unreadable(cause?: unknown): AwsenvError {
  return new AwsenvError("AWSENV_RESTORE can't be read", { cause })
}

const VERSION = '2'

function fieldsOf(text: string): unknown {
  const [version, kept = '', session, written = '', target = '', previous = '', ...more] = text.split('.')
  if (version !== VERSION || more.length > 0) return undefined
  const nothing = { originals: {}, secrets: [] }
  const record = kept === '' ? nothing : decoded(kept)
  if (!isRecord(record)) return undefined
  return { ...record, session, written: decoded(written), target: words(target), previous: words(previous) }
}

function words(field: string): unknown {
  return field === '' ? undefined : decoded(field)
}

/** A shell that has been open since before the fields has one object, and the version in it. */
function olderFields(text: string): unknown {
  const value = decoded(text)
  return isRecord(value) && value['v'] === 1 ? value : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function coded(value: unknown): string {
  return new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: 'base64url', omitPadding: true })
}

function decoded(text: string): unknown {
  const bytes = Uint8Array.fromBase64(text, { alphabet: 'base64url' })
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
}
