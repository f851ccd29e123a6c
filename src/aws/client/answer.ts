/** Checks each response before it is parsed: the SDK accepts an empty page, a captive portal and 400 MB alike. */
import { AwsenvError } from '../../errors.ts'
import type { HttpResponse } from './exchange.ts'
import type { Protocol } from './services.ts'

/** The whole body, within the limit. @throws AwsenvError if it isn't an answer of the service */
export async function checkedAnswer(
  { statusCode, body }: HttpResponse,
  hostname: string,
  protocol: Protocol,
  answersNothing = false,
): Promise<Uint8Array> {
  const bytes = await collected(body, hostname, MAX_ANSWER)
  // A load balancer's 5xx can be anything: the SDK goes by the status, and may retry.
  if (statusCode < 500) {
    const text = new TextDecoder().decode(bytes).trim()
    if (answersNothing && statusCode === 200 && text === '') return bytes
    refuseForeign(statusCode, text, hostname)
    CHECKS[protocol](statusCode, text, hostname)
  }
  return bytes
}

/** All of a body. @throws AwsenvError if it is longer than any real answer */
export async function collected(body: HttpResponse['body'], hostname: string, most: number): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    // Leaving the loop destroys the stream and its connection.
    if (size > most)
      throw new AwsenvError(`${hostname} sent an answer of more than ${most / 1024} KB`, { hint: FOREIGN })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const CHECKS: Readonly<Record<Protocol, (status: number, text: string, hostname: string) => void>> = {
  xml(status, text, hostname) {
    // AWS sends neither, and an entity could expand to anything.
    if (/<!(?:doctype|entity)/i.test(text)) refuse(hostname, 'with a document type, which AWS never sends', FOREIGN)
    const root = /^(?:<\?xml[^>]*\?>\s*)?<([A-Za-z]+)[\s>]/.exec(text)?.[1]
    if (root === undefined) refuse(hostname, `with something that is not XML (status ${status})`, FOREIGN)
    if (!text.endsWith(`</${root}>`)) refuse(hostname, 'with an incomplete answer', BROKEN)
  },
  json(status, text, hostname) {
    if (!text.startsWith('{')) refuse(hostname, `with something that is not JSON (status ${status})`, FOREIGN)
    try {
      JSON.parse(text)
    } catch {
      refuse(hostname, 'with an incomplete answer', BROKEN)
    }
  },
}

/** Refuses what no AWS service sends, in XML or JSON: an empty body, a redirect, a web page. */
export function refuseForeign(status: number, text: string, hostname: string): void {
  if (text === '')
    refuse(
      hostname,
      `nothing (status ${status})`,
      "try again; if that doesn't help, check the endpoint and any proxy in between",
    )
  if (status >= 300 && status < 400) refuse(hostname, `with a redirect (status ${status})`, FOREIGN)
  if (/^<!doctype html|^<html/i.test(text))
    refuse(
      hostname,
      `with a web page (status ${status})`,
      'a captive portal or a proxy answers instead of AWS: open a browser and sign in to the network',
    )
}

function refuse(hostname: string, what: string, hint: string): never {
  throw new AwsenvError(`${hostname} answered ${what}`, { hint })
}

/** In bytes: far above the longest real answer, with its session token of 16 KB. */
export const MAX_ANSWER = 256 * 1024

const FOREIGN =
  'something other than AWS answers: look at AWS_ENDPOINT_URL and its like, at "endpoint_url" of the profile, and at any proxy between'
const BROKEN = 'the connection broke: try again'
