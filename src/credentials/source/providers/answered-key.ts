/** Parses the key that a program or a metadata service prints: JSON with AWS's names, checked. Pure. */
import { type AnsweredKey, checkedAccessKey, type Refuse } from '../../../aws/checked-key.ts'
import type { ProvidedKey } from './provider.ts'

/** Parses an object. The parser's own message would show the text. */
export function answeredObject(text: string, refuse: Refuse): Readonly<Record<string, unknown>> {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return refuse('it is not JSON')
  }
  const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer)
  return isObject ? (answer as Record<string, unknown>) : refuse('it is not a JSON object')
}

/** `now` in milliseconds. An expired key is refused. */
export function providedKey(answer: AnsweredKey & { Expiration?: unknown }, now: number, refuse: Refuse): ProvidedKey {
  const key = checkedAccessKey(answer, refuse)
  const { Expiration } = answer
  if (Expiration === undefined || Expiration === null) return key
  const milliseconds = typeof Expiration === 'string' && RFC_3339.test(Expiration) ? Date.parse(Expiration) : Number.NaN
  if (Number.isNaN(milliseconds))
    return refuse('the expiration is not a time of RFC 3339, such as 2030-01-01T12:00:00Z')
  if (milliseconds <= now) return refuse('the key has already expired')
  return { ...key, expiration: Math.floor(milliseconds / 1000) }
}

/** With a UTC offset, without which it would mean local time. */
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/
