/** Signature Version 4, checked as AWS does; the maths is the SDK's own. */
import { createHash } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import { Sha256 } from '../../src/aws/lazy/s3.ts'
import { same } from './caller.ts'
import { incompleteSignature, missingAuthenticationToken, signatureDoesNotMatch, wrongSignature } from './errors.ts'

export type SignedRequest = {
  readonly method: string
  readonly path: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type Authorization = {
  readonly accessKeyId: string
  /** `YYYYMMDD` */
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** @throws ApiError MissingAuthenticationToken without the header, IncompleteSignature for one that can't be read. */
export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined) throw missingAuthenticationToken()
  const [, credential = '', signedHeaders = '', signature = ''] = AUTHORIZATION.exec(header) ?? []
  const [accessKeyId, date, region, service, terminator, ...rest] = credential.split('/')
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0)
    throw incompleteSignature(`Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.`)
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}

/** @throws ApiError SignatureDoesNotMatch, with AWS's text for whichever rule is broken. */
export async function verifySignature(
  request: SignedRequest,
  authorization: Authorization,
  { secretAccessKey, service, now }: { secretAccessKey: string; service: string; now: number },
): Promise<void> {
  checkSignedHeaders(request, authorization)
  const longDate = request.headers['x-amz-date'] ?? ''
  checkScope(authorization, service, longDate)
  checkAge(longDate, now)
  checkPayloadHash(request)
  if (!same(await expectedSignature(request, authorization, secretAccessKey, longDate), authorization.signature))
    throw wrongSignature()
}

function checkSignedHeaders({ headers }: SignedRequest, { signedHeaders }: Authorization): void {
  if (!signedHeaders.includes('host'))
    throw signatureDoesNotMatch(`'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.`)
  const unsigned = Object.keys(headers).filter(name => name.startsWith('x-amz-') && !signedHeaders.includes(name))
  if (unsigned.length > 0)
    throw signatureDoesNotMatch(
      `There were headers present in the request which were not signed: ${unsigned.join(', ')}`,
    )
}

function checkScope({ date, service: scoped }: Authorization, service: string, longDate: string): void {
  if (!LONG_DATE.test(longDate))
    throw incompleteSignature(
      `Date must be in ISO-8601 'basic format'. Got '${longDate}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    )
  if (scoped !== service) throw signatureDoesNotMatch(`Credential should be scoped to correct service: '${service}'. `)
  if (date !== longDate.slice(0, 8))
    throw signatureDoesNotMatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${longDate.slice(0, 8)}', from '${longDate}'.`,
    )
}

function checkAge(longDate: string, now: number): void {
  const signed = Date.parse(longDate.replace(LONG_DATE, '$1-$2-$3T$4:$5:$6Z'))
  if (signed < now - MAX_SKEW)
    throw signatureDoesNotMatch(
      `Signature expired: ${longDate} is now earlier than ${basicDate(now - MAX_SKEW)} (${basicDate(now)} - 15 min.)`,
    )
  if (signed > now + MAX_SKEW)
    throw signatureDoesNotMatch(
      `Signature not yet current: ${longDate} is still later than ${basicDate(now + MAX_SKEW)} (${basicDate(now)} + 15 min.)`,
    )
}

/** The signer's maths believes this header, and AWS does not. */
function checkPayloadHash({ headers, body }: SignedRequest): void {
  const claimed = headers['x-amz-content-sha256']
  if (claimed !== undefined && claimed !== createHash('sha256').update(body).digest('hex')) throw wrongSignature()
}

async function expectedSignature(
  { method, path, headers, body }: SignedRequest,
  { accessKeyId, region, service, signedHeaders }: Authorization,
  secretAccessKey: string,
  longDate: string,
): Promise<string> {
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  })
  const signed = await signer.sign(
    {
      method,
      path,
      protocol: 'http:',
      hostname: headers['host'] ?? '',
      headers: Object.fromEntries(signedHeaders.map(name => [name, headers[name] ?? ''])),
      body,
    },
    {
      signingDate: new Date(longDate.replace(LONG_DATE, '$1-$2-$3T$4:$5:$6Z')),
      signableHeaders: new Set(signedHeaders),
    },
  )
  return parseAuthorization(signed.headers['authorization']).signature
}

function basicDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

const MAX_SKEW = 15 * 60 * 1000
const LONG_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/
const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
