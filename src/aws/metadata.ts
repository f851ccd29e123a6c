/** A request to a metadata service of the machine or the container: near, plain, and answered at once or not at all. */
import type { ClientRequest, IncomingMessage } from 'node:http'
import { AwsenvError } from '../errors.ts'
import { readTextFile } from '../files/read.ts'
import type { Environment } from '../model/environment.ts'
import type { Transport } from './client/client.ts'
import { isLoopback, isOn } from './client/endpoint.ts'
import { AwsFailure, failure } from './failure/failure.ts'

export type MetadataRequest = {
  readonly url: string
  readonly method?: 'GET' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
}

export type MetadataAnswer = { readonly status: number; readonly body: string }

/** Whether an instance's role is worth asking for where nothing names it: elsewhere nothing answers, and everybody waits. */
export function mayHaveMetadata(env: Environment): boolean {
  if (isOn(env['AWS_EC2_METADATA_DISABLED'])) return false
  return Boolean(env['AWS_EC2_METADATA_SERVICE_ENDPOINT']) || isAmazonMachine()
}

/** As the firmware says it, on Linux. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html */
function isAmazonMachine(): boolean {
  try {
    return readTextFile('/sys/devices/virtual/dmi/id/sys_vendor')?.trim() === 'Amazon EC2'
  } catch {
    return false
  }
}

/** Two attempts within the deadline. Never by proxy, and no redirect is followed: such a service needs neither. */
export async function askMetadata(transport: Transport, request: MetadataRequest): Promise<MetadataAnswer> {
  const url = checkedUrl(request.url)
  const signal = AbortSignal.timeout(
    Math.max(1, Math.min(DEADLINES.total, Math.ceil(transport.until - performance.now()))),
  )
  const attempt = () => exchange(url, request, signal)
  try {
    const first = await attempt().catch(error => (signal.aborted ? Promise.reject(error) : undefined))
    const answer = first === undefined || first.status >= 500 ? await attempt() : first
    transport.debug(`${request.method ?? 'GET'} to ${url.host}: ${answer.status}, ${answer.body.length} characters`)
    return answer
  } catch (cause) {
    const action = 'the metadata service'
    const about = { action, region: '', endpoint: url.origin, clockOffset: 0 }
    const { message } = failure(signal.aborted ? signal.reason : cause, about)
    throw new AwsFailure('other', message, {
      hint: 'is this an EC2 instance or a container that has one? In a container on an instance, its hop limit has to be 2',
    })
  }
}

/** What comes from such a service is a key, and a token may go there: to this machine's own addresses, or by https. */
function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.protocol === 'http:' && (isLoopback(url.hostname) || METADATA_HOSTS.includes(url.hostname))
  if (url !== undefined && (isPlain || url.protocol === 'https:')) return url
  throw new AwsenvError(
    `the metadata service "${url?.origin ?? text}" is neither this machine's nor by https: nothing was asked`,
    {
      hint: 'look at AWS_EC2_METADATA_SERVICE_ENDPOINT, AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    },
  )
}

async function exchange(url: URL, { method = 'GET', headers = {} }: MetadataRequest, signal: AbortSignal) {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  // An agent of its own: the global one goes by proxy where NODE_USE_ENV_PROXY says so.
  const asked = request(url, { method, headers, signal, agent: false })
  const response = await answered(asked)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MAX_ANSWER) throw new AwsenvError(`${url.origin} sent an answer of more than ${MAX_ANSWER / 1024} KB`)
    chunks.push(chunk)
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }
}

function answered(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const tooSlow = () => asked.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
    const timer = setTimeout(tooSlow, DEADLINES.connect)
    asked.on('socket', socket => socket.once('connect', () => clearTimeout(timer)))
    asked.on('response', resolve)
    asked.on('error', reject)
    asked.on('close', () => clearTimeout(timer))
    asked.end()
  })
}

/** In milliseconds: where there is no such service, nothing answers at all, and a person waits for that. */
const DEADLINES = { connect: 1_000, total: 2_000 } as const

/** In bytes. A key with the longest session token is far below. */
const MAX_ANSWER = 64 * 1024

/** Of EC2, ECS and EKS, in IPv4 and IPv6. */
const METADATA_HOSTS = ['169.254.169.254', '[fd00:ec2::254]', '169.254.170.2', '169.254.170.23', '[fd00:ec2::23]']
