/** An exchange as `--debug` tells it: who was asked what, and how it went; never a header or a body. */
import type { HttpRequest, HttpResponse, Transport } from './client.ts'

/** For one request; what it gives tells how that went: `POST https://HOST, AssumeRole, attempt 1 of 3: …, 42 ms`. */
export function exchange(transport: Transport, commandName: string, request: HttpRequest): (outcome: string) => void {
  const started = performance.now()
  const { method, protocol, hostname, port, headers } = request
  const host = port === undefined ? hostname : `${hostname}:${port}`
  const [, attempt = '1', most = '1'] = /^attempt=(\d+); max=(\d+)$/.exec(headers['amz-sdk-request'] ?? '') ?? []
  const asked = `${method} ${protocol}//${host}, ${commandName.replace(/Command$/, '')}, attempt ${attempt} of ${most}`
  return outcome => transport.debug(`${asked}: ${outcome}, ${Math.round(performance.now() - started)} ms`)
}

/** `403 AccessDenied, 312 bytes, request id 0a1b…, clock +2 s`; the code is that of AWS, where there is one: letters, as no secret is. */
export function answerInWords({ statusCode, headers }: HttpResponse, body: Uint8Array, clockOffset: number): string {
  const code =
    statusCode < 300 ? undefined : /<Code>([A-Za-z.]{1,64})<\/Code>/.exec(new TextDecoder().decode(body))?.[1]
  const status = code === undefined ? String(statusCode) : `${statusCode} ${code}`
  const seconds = Math.round(clockOffset / 1000)
  const clock = `clock ${seconds < 0 ? '' : '+'}${seconds} s`
  return `${status}, ${body.byteLength} bytes, request id ${headers['x-amzn-requestid'] ?? 'none'}, ${clock}`
}
