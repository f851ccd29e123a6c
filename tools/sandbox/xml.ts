/** XML as AWS's query protocol writes it: texts, lists, maps, structures. */
export type Element =
  | string
  | readonly Element[]
  | ReadonlyMap<string, string>
  | { readonly [name: string]: Element | undefined }

/** `<NameResponse>` around `<NameResult>` and the request's id. */
export function resultXml(namespace: string, action: string, result: Element, requestId: string): string {
  const content = element(`${action}Result`, result) + element('ResponseMetadata', { RequestId: requestId })
  return `<${action}Response xmlns="${namespace}">${content}</${action}Response>\n`
}

export function errorXml(
  namespace: string,
  error: { readonly status: number; readonly code: string; readonly message: string },
  requestId: string,
): string {
  const Type = error.status < 500 ? 'Sender' : 'Receiver'
  const content = element('Error', { Type, Code: error.code, Message: error.message }) + element('RequestId', requestId)
  return `<ErrorResponse xmlns="${namespace}">${content}</ErrorResponse>\n`
}

function element(name: string, content: Element): string {
  return `<${name}>${inner(content)}</${name}>`
}

function inner(content: Element): string {
  if (typeof content === 'string') return escapeXml(content)
  if (content instanceof Map) return [...content].map(([key, value]) => element('entry', { key, value })).join('')
  if (isList(content)) return content.map(member => element('member', member)).join('')
  return Object.entries(content)
    .map(([name, child]) => (child === undefined ? '' : element(name, child)))
    .join('')
}

function isList(content: Element): content is readonly Element[] {
  return Array.isArray(content)
}

/** Control characters become references too: a raw newline would be normalised on the way, and a lie be lost. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"'\u0000-\u001f\u007f]/g, character => `&#${character.charCodeAt(0)};`)
}
