/** The `--debug` line of a request: what was sent where, and the result; never a header or a body. */
import type { Protocol } from './services.ts'
import type { Transport } from './transport.ts'

export type HttpRequest = {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | string | undefined
  readonly headers: Readonly<Record<string, string>>
}

export type HttpResponse = {
  statusCode: number
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array> | Uint8Array
}

/** Starts the line for one request, and returns the function that finishes it: `POST https://HOST, AssumeRole, attempt 1 of 3: …, 42 ms`. */
export function exchange(transport: Transport, action: string, request: HttpRequest): (outcome: string) => void {
  const started = performance.now()
  const { method, protocol, hostname, port, headers } = request
  const host = port ? `${hostname}:${port}` : hostname
  const [, attempt = '1', most = '1'] = /^attempt=(\d+); max=(\d+)$/.exec(headers['amz-sdk-request'] ?? '') ?? []
  const asked = `${method} ${protocol}//${host}, ${action}, attempt ${attempt} of ${most}`
  return outcome => transport.debug(`${asked}: ${outcome}, ${Math.round(performance.now() - started)} ms`)
}

/** `403 AccessDenied, 312 bytes, request id 0a1b…, clock +2 s`; AWS's error code, if there is one, has letters only, unlike any secret. */
export function answerInWords(
  { statusCode, headers }: HttpResponse,
  body: Uint8Array,
  clockOffset: number,
  protocol: Protocol,
): string {
  const code = statusCode < 300 ? undefined : CODES[protocol](new TextDecoder().decode(body), headers)
  const status = code === undefined ? String(statusCode) : `${statusCode} ${code}`
  const seconds = Math.round(clockOffset / 1000)
  const clock = `clock ${seconds < 0 ? '' : '+'}${seconds} s`
  return `${status}, ${body.byteLength} bytes, request id ${headers['x-amzn-requestid'] ?? 'none'}, ${clock}`
}

const CODES: Readonly<
  Record<Protocol, (text: string, headers: Readonly<Record<string, string>>) => string | undefined>
> = {
  xml: text => /<Code>([A-Za-z.]{1,64})<\/Code>/.exec(text)?.[1],
  json: (text, headers) =>
    /^([A-Za-z.]{1,64})(?::|$)/.exec(headers['x-amzn-errortype'] ?? '')?.[1] ??
    /"(?:__type|code|error)"\s*:\s*"(?:[\w.]+#)?([A-Za-z._]{1,64})"/.exec(text)?.[1],
}
