/**
 * An access key as it is answered, by STS, a metadata service or a program: refused unless it looks like one that AWS
 * makes, whoever answered, since these values go into a script that a shell evaluates. Pure.
 */
import type { AccessKey } from '../model/credentials.ts'
import { Secret } from '../model/secret.ts'

/** The parts in the API's own spelling. */
export type AnsweredKey = {
  readonly AccessKeyId?: unknown
  readonly SecretAccessKey?: unknown
  /** Absent, null or empty for a long-term key. */
  readonly SessionToken?: unknown
}

/** Ends it with an error of the caller's that says what is wrong with the answer, and never what it was. */
export type Refuse = (what: string) => never

export function checkedAccessKey(answer: AnsweredKey, refuse: Refuse): AccessKey {
  const part = (value: unknown, pattern: RegExp, name: string): string =>
    typeof value === 'string' && pattern.test(value) ? value : refuse(`the ${name} is missing or malformed`)
  const accessKeyId = part(answer.AccessKeyId, /^[A-Z0-9]{16,128}$/, 'access key id')
  const secretAccessKey = part(answer.SecretAccessKey, /^[A-Za-z0-9/+=]{16,128}$/, 'secret access key')
  const key = { accessKeyId, secretAccessKey: new Secret(secretAccessKey) }
  if (!answer.SessionToken && !accessKeyId.startsWith('ASIA')) return key
  return { ...key, sessionToken: new Secret(part(answer.SessionToken, SESSION_TOKEN, 'session token')) }
}

/** AWS promises no limit; its own tokens have less than 4 KB. */
const SESSION_TOKEN = /^[A-Za-z0-9/+=_.:-]{16,16384}$/
