/** The one call of S3 that awsenv makes. */
import { AwsenvError } from '../errors.ts'
import { partitionOfRegion } from '../model/arn.ts'
import { opened } from '../model/credentials.ts'
import type { Caller } from './client/call.ts'
import { endpointOf, usesFips } from './client/network.ts'
import { plainGet } from './client/plain-get.ts'
import type { Transport } from './client/transport.ts'

/** Whether the caller may list the account's buckets; their names are not read. */
export async function mayListBuckets(transport: Transport, caller: Caller): Promise<boolean> {
  const { network } = caller
  const { region } = network
  const { dnsSuffix } = partitionOfRegion(region)
  const url = new URL(
    '/',
    endpointOf(network, 's3') ?? `https://s3${usesFips(network) ? '-fips' : ''}.${region}.${dnsSuffix}`,
  )
  const headers = await signed(transport, caller, url)
  const { status, text } = await plainGet(transport, caller, { service: 's3', action: 'ListBuckets', url, headers })
  if (status === 200 && /<ListAllMyBucketsResult[\s>]/.test(text)) return true
  const code = /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text)?.[1]
  if (status === 403 && code === 'AccessDenied') return false
  throw new AwsenvError(`${url.hostname} answered ListBuckets with ${code ?? `status ${status}`}`, {
    hint: 'look at AWS_ENDPOINT_URL_S3 and at any proxy in between',
  })
}

async function signed(
  { now, clockOffset }: Transport,
  { accessKey, network }: Caller,
  { protocol, host, pathname }: URL,
): Promise<Readonly<Record<string, string>>> {
  const { SignatureV4, Sha256 } = await import('./lazy/s3.ts')
  const { accessKeyId, secretAccessKey, sessionToken } = await opened(accessKey)
  const credentials = {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken && { sessionToken: sessionToken.reveal() }),
  }
  const signer = new SignatureV4({
    credentials,
    region: network.region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  })
  const request = { method: 'GET', protocol, hostname: host, path: pathname, headers: { host } }
  const { headers } = await signer.sign(request, { signingDate: new Date(now() + clockOffset) })
  return headers
}
