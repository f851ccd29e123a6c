/** Requests and answers of the services that speak JSON. */
import type { Answer } from './answer.ts'

export function json(content: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'application/json', headers, body: JSON.stringify(content) }
}

/** The fields of a request; none if it is no JSON. */
export function fieldsIn(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}
