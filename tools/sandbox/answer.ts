/** An answer before it is sent, and the making of one from a result or a fault. */
import type { Lie, Refusal } from './fault.ts'
import { type Element, errorXml, resultXml } from './xml.ts'

export type Answer = {
  readonly status: number
  /** The code of an error, for the log. */
  readonly code?: string
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export function resultAnswer(namespace: string, action: string, result: Element, requestId: string): Answer {
  return { status: 200, contentType: 'text/xml', body: resultXml(namespace, action, result, requestId) }
}

export function errorAnswer(namespace: string, error: Refusal, requestId: string): Answer {
  const { status, code } = error
  return { status, code, contentType: 'text/xml', body: errorXml(namespace, error, requestId) }
}

/** An answer's content with elements changed, or, for null, left out. */
export function lieAbout(element: Element, lie: Lie): Element {
  if (typeof element === 'string' || element instanceof Map) return element
  if (Array.isArray(element)) return element.map(member => lieAbout(member, lie))
  return Object.fromEntries(
    Object.entries(element).map(([name, child]) => {
      if (name in lie) return [name, lie[name] ?? undefined]
      return [name, child === undefined ? undefined : lieAbout(child, lie)]
    }),
  )
}
