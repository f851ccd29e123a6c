/** What comes back is checked before it is parsed: the SDK accepts an empty page, a captive portal and 400 MB alike. */
import { AwsenvError } from '../../errors.ts'
import type { HttpResponse } from './client.ts'

/** The whole body, within the limit; an answer of the service itself or an error that says what came instead. */
export async function checkedAnswer(response: HttpResponse, hostname: string): Promise<Uint8Array> {
  const body = await collected(response.body, hostname)
  // A load balancer's 5xx may be anything: the SDK judges it by its status, and may try again.
  if (response.statusCode < 500) checkShape(response.statusCode, new TextDecoder().decode(body).trim(), hostname)
  return body
}

/** All of a body. @throws AwsenvError where it is longer than any true answer */
export async function collected(body: HttpResponse['body'], hostname: string): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > MAX_ANSWER)
      throw new AwsenvError(`${hostname} sent an answer of more than ${MAX_ANSWER / 1024} KB`, { hint: FOREIGN })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function checkShape(status: number, text: string, hostname: string): void {
  refuseForeign(status, text, hostname)
  // AWS's answers have neither; an entity could stand for anything.
  if (/<!(?:doctype|entity)/i.test(text)) refuse(hostname, 'with a document type, which AWS never sends', FOREIGN)
  const root = /^(?:<\?xml[^>]*\?>\s*)?<([A-Za-z]+)[\s>]/.exec(text)?.[1]
  if (root === undefined) refuse(hostname, `with something that is not XML (status ${status})`, FOREIGN)
  if (!text.endsWith(`</${root}>`)) refuse(hostname, 'with half an answer', 'the connection broke: try again')
}

/** Refuses what no service of AWS answers, whatever it speaks: nothing, a redirect, a web page. */
export function refuseForeign(status: number, text: string, hostname: string): void {
  if (text === '')
    refuse(
      hostname,
      `nothing (status ${status})`,
      'try again; if it stays so, look at the endpoint and at any proxy between',
    )
  if (status >= 300 && status < 400) refuse(hostname, `with a redirect (status ${status})`, FOREIGN)
  if (/^<!doctype html|^<html/i.test(text))
    refuse(
      hostname,
      `with a web page (status ${status})`,
      'a captive portal or a proxy answers for AWS: open a browser and sign in to the network',
    )
}

function refuse(hostname: string, what: string, hint: string): never {
  throw new AwsenvError(`${hostname} answered ${what}`, { hint })
}

/** In bytes. The longest true answer, with a session token of 16 KB, is far below. */
const MAX_ANSWER = 256 * 1024

const FOREIGN = 'it is not AWS that answers: look at AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and any proxy between'
