/**
 * Checks an access key that STS, a metadata service or a program returned: its values go into a script that a shell
 * evaluates, so it must look like one of AWS's. Pure.
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

/** Throws the caller's error, which says what is wrong with the answer but never quotes it. */
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

/** AWS promises no limit; its tokens are below 4 KB. */
const SESSION_TOKEN = /^[A-Za-z0-9/+=_.:-]{16,16384}$/
