/** Sends an answer, whole or as a fault wants it. */
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import type { SpoiltAnswer } from './fault.ts'

/** `signal` stops a slow one when the sandbox closes. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  requestId: string,
  date: Date,
  fault: SpoiltAnswer | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (fault === 'lost') return void response.destroy()
  if (has(fault, 'delay')) await sleep(fault.delay, undefined, { signal })
  const body = Buffer.from(answer.body)
  const blanks = has(fault, 'megabytes') ? Array<Buffer>(fault.megabytes).fill(Buffer.alloc(MEGABYTE, ' ')) : []
  response.sendDate = false
  response.writeHead(answer.status, {
    'x-amzn-requestid': requestId,
    date: date.toUTCString(),
    'content-type': answer.contentType,
    'content-length': body.length + blanks.length * MEGABYTE,
    ...answer.headers,
  })
  if (fault === 'half') return void response.write(body.subarray(0, body.length / 2), () => response.destroy())
  if (has(fault, 'drip')) return drip(response, body, fault.drip, signal)
  // Blanks after the XML, which is still well-formed then.
  Readable.from([body, ...blanks]).pipe(response)
}

async function drip(response: ServerResponse, body: Buffer, pause: number, signal: AbortSignal): Promise<void> {
  for (const byte of body) {
    if (response.destroyed) return
    response.write(Uint8Array.of(byte))
    await sleep(pause, undefined, { signal })
  }
  response.end()
}

type Tagged = Exclude<SpoiltAnswer, string>
type Having<K extends string> = Extract<Tagged, Readonly<Record<K, unknown>>>

function has<K extends string>(fault: SpoiltAnswer | undefined, kind: K): fault is Having<K> {
  return typeof fault === 'object' && kind in fault
}

const MEGABYTE = 1024 * 1024
