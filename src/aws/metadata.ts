/** A request to the metadata service of the machine or container, which answers at once or never. */
import { AwsenvError } from '../errors.ts'
import { readTextFile } from '../files/read.ts'
import type { Environment } from '../model/environment.ts'
import { isLoopback } from './client/endpoint.ts'
import { exchange } from './client/exchange.ts'
import { type PlainAnswer, send } from './client/http.ts'
import { isOn } from './client/network.ts'
import { DEADLINES, deadlineOf, type Transport } from './client/transport.ts'
import { AwsFailure } from './failure/aws-failure.ts'
import { failure } from './failure/failure.ts'

export type MetadataRequest = {
  readonly url: string
  readonly method?: 'GET' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
}

/** The response, whatever its status. */
export type MetadataAnswer = { readonly status: number; readonly body: string }

/** Whether to look for an instance role that nothing names: off EC2, the request would only time out. */
export function mayHaveMetadata(env: Environment): boolean {
  if (isOn(env['AWS_EC2_METADATA_DISABLED'])) return false
  return Boolean(env['AWS_EC2_METADATA_SERVICE_ENDPOINT']) || isAmazonMachine()
}

/** From the firmware, on Linux. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html */
function isAmazonMachine(): boolean {
  try {
    return readTextFile('/sys/devices/virtual/dmi/id/sys_vendor')?.trim() === 'Amazon EC2'
  } catch {
    return false
  }
}

/** Makes two attempts within the deadline. It uses no proxy and follows no redirect: such a service needs neither. */
export async function askMetadata(transport: Transport, request: MetadataRequest): Promise<MetadataAnswer> {
  const url = checkedUrl(request.url)
  const { method = 'GET', headers = {} } = request
  const { protocol, hostname, port } = url
  const { connect } = DEADLINES.metadata
  const signal = deadlineOf(transport, DEADLINES.metadata)
  const attempt = async (number: number): Promise<PlainAnswer> => {
    const tried = { 'amz-sdk-request': `attempt=${number}; max=2` }
    const tell = exchange(transport, 'metadata', { method, protocol, hostname, port, headers: tried })
    const answer = await send(url, { method, headers, connect, signal, most: MAX_ANSWER })
    tell(`${answer.status}, ${answer.body.byteLength} bytes`)
    return answer
  }
  try {
    const first = await attempt(1).catch(error => (signal.aborted ? Promise.reject(error) : undefined))
    const { status, body } = first === undefined || first.status >= 500 ? await attempt(2) : first
    return { status, body: new TextDecoder().decode(body) }
  } catch (cause) {
    const about = { action: 'the metadata service', region: '', endpoint: url.origin, clockOffset: 0 }
    const { message } = failure(signal.aborted ? signal.reason : cause, about)
    throw new AwsFailure('other', message, {
      hint: "is this an EC2 instance, or a container on one? For a container, the instance's hop limit must be 2",
    })
  }
}

/** The service returns a key and may get a token, so it must be on this machine or use https. */
function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.protocol === 'http:' && (isLoopback(url.hostname) || METADATA_HOSTS.includes(url.hostname))
  if (url !== undefined && (isPlain || url.protocol === 'https:')) return url
  throw new AwsenvError(
    `the metadata service "${url?.origin ?? text}" is neither on this machine nor https: awsenv asked nothing`,
    {
      hint: 'check AWS_EC2_METADATA_SERVICE_ENDPOINT, AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    },
  )
}

/** In bytes: far above a key with the longest session token. */
const MAX_ANSWER = 64 * 1024

/** Of EC2, ECS and EKS, in IPv4 and IPv6. */
const METADATA_HOSTS = ['169.254.169.254', '[fd00:ec2::254]', '169.254.170.2', '169.254.170.23', '[fd00:ec2::23]']
