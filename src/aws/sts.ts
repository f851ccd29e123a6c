/** The three calls of STS that awsenv makes, each answer checked before anything is done with it. */
import type { Credentials } from '../credentials/credentials.ts'
import { AwsenvError } from '../errors.ts'
import { Secret } from '../secret.ts'
import { parsePrincipalArn, parseRoleArn } from './arn.ts'
import { type Connection, clientConfig, deadlineOf, guard, type Line } from './connection.ts'
import { failure } from './failure.ts'
import type { RoleOptions } from './role-options.ts'

export type Identity = { readonly arn: string; readonly accountId: string; readonly userId: string }

/** A code of an MFA device; both or neither, as STS wants it. */
export type MfaCode = { readonly serialNumber: string; readonly tokenCode: string }

export type AssumeRoleRequest = RoleOptions & {
  readonly roleArn: string
  readonly roleSessionName: string
  readonly durationSeconds: number
  readonly mfaCode?: MfaCode | undefined
}

/** What is known when a call fails, for the sentence that explains it. */
export type Facts = { readonly who?: string | undefined; readonly sessionAge?: number | undefined }

export async function getCallerIdentity(line: Line, connection: Connection): Promise<Identity> {
  const sdk = await import('./lazy/sts.ts')
  const answer = await call(line, connection, { action: 'GetCallerIdentity', once: false }, (client, options) =>
    client.send(new sdk.GetCallerIdentityCommand({}), options),
  )
  const principal = parsePrincipalArn(answer.Arn ?? '')
  if (principal === undefined || principal.accountId !== answer.Account) {
    throw new AwsenvError('STS answered GetCallerIdentity without a usable identity', {
      hint: 'look at the endpoint: this is not how AWS answers',
    })
  }
  return { arn: answer.Arn ?? '', accountId: principal.accountId, userId: answer.UserId ?? '' }
}

/** A session of the key's own user. Duration in seconds, 900 to 129600. The key must be a long-term one. */
export async function getSessionToken(
  line: Line,
  connection: Connection,
  request: { readonly durationSeconds: number; readonly mfaCode: MfaCode },
  facts: Facts,
): Promise<Credentials> {
  const sdk = await import('./lazy/sts.ts')
  const { serialNumber, tokenCode } = request.mfaCode
  const answer = await call(
    line,
    connection,
    { action: 'GetSessionToken', once: true, serialNumber, ...facts },
    (client, options) =>
      client.send(
        new sdk.GetSessionTokenCommand({
          DurationSeconds: request.durationSeconds,
          SerialNumber: serialNumber,
          TokenCode: tokenCode,
        }),
        options,
      ),
  )
  return checkedCredentials(answer.Credentials, line, request.durationSeconds)
}

/** A role's credentials. Duration in seconds, 900 to 43200; to 3600 only when the key is itself temporary. */
export async function assumeRole(
  line: Line,
  connection: Connection,
  request: AssumeRoleRequest,
  facts: Facts,
): Promise<Credentials> {
  const sdk = await import('./lazy/sts.ts')
  const { roleArn, durationSeconds, mfaCode } = request
  const about = {
    action: 'AssumeRole',
    once: mfaCode !== undefined,
    roleArn,
    serialNumber: mfaCode?.serialNumber,
    ...facts,
  }
  const answer = await call(line, connection, about, (client, options) =>
    client.send(
      new sdk.AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: request.roleSessionName,
        DurationSeconds: durationSeconds,
        ...optionFields(request),
        ...(mfaCode === undefined ? {} : { SerialNumber: mfaCode.serialNumber, TokenCode: mfaCode.tokenCode }),
      }),
      options,
    ),
  )
  const wanted = parseRoleArn(roleArn).accountId
  const got = parsePrincipalArn(answer.AssumedRoleUser?.Arn ?? '')?.accountId
  if (got !== wanted) {
    throw new AwsenvError(
      `STS answered with a session of account "${got ?? 'unknown'}" for a role of account "${wanted}": it was thrown away`,
      {
        hint: 'look at the endpoint: this is not how AWS answers',
      },
    )
  }
  return checkedCredentials(answer.Credentials, line, durationSeconds)
}

/** The optional fields in the API's own spelling; what is not asked for is not sent. */
function optionFields(options: RoleOptions) {
  const { externalId, sourceIdentity, tags, transitiveTagKeys, policy, policyArns } = options
  return {
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    ...(tags?.length && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
    ...(transitiveTagKeys?.length && { TransitiveTagKeys: [...transitiveTagKeys] }),
    ...(policy !== undefined && { Policy: policy }),
    ...(policyArns?.length && { PolicyArns: policyArns.map(arn => ({ arn })) }),
  }
}

type StsClient = InstanceType<typeof import('./lazy/sts.ts')['STSClient']>
type About = {
  readonly action: string
  readonly once: boolean
  readonly roleArn?: string
  readonly serialNumber?: string | undefined
} & Facts

async function call<T>(
  line: Line,
  connection: Connection,
  about: About,
  send: (client: StsClient, options: { abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const sdk = await import('./lazy/sts.ts')
  const client = new sdk.STSClient(await clientConfig(line, connection, about))
  guard(client as never, line)
  const abortSignal = deadlineOf(line)
  try {
    return await send(client, { abortSignal })
  } catch (cause) {
    // A connection that we gave up looks like one that broke.
    throw failure(abortSignal.aborted ? abortSignal.reason : cause, {
      ...about,
      region: connection.region,
      endpoint: connection.endpoint,
      accessKey: connection.accessKey,
      clockOffset: line.clockOffset,
    })
  }
}

type AnsweredCredentials = {
  AccessKeyId?: string | undefined
  SecretAccessKey?: string | undefined
  SessionToken?: string | undefined
  Expiration?: Date | undefined
}

/**
 * Takes an answer apart and refuses what no STS sends: these values go into a script that a shell evaluates.
 * The expiration is turned into this machine's clock, since that is the one it will be compared with.
 */
function checkedCredentials(answer: AnsweredCredentials | undefined, line: Line, durationSeconds: number): Credentials {
  const refuse = (what: string): never => {
    throw new AwsenvError(`STS answered with credentials that can't be used: ${what}`, {
      hint: 'look at the endpoint and at any proxy between: this is not how AWS answers',
    })
  }
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = answer ?? {}
  if (!/^[A-Z0-9]{16,128}$/.test(AccessKeyId)) refuse('the access key id is missing or malformed')
  if (!/^[A-Za-z0-9/+=]{16,128}$/.test(SecretAccessKey)) refuse('the secret access key is missing or malformed')
  if (!/^[A-Za-z0-9/+=_.:-]{16,16384}$/.test(SessionToken)) refuse('the session token is missing or malformed')
  const seconds = Expiration instanceof Date ? Math.floor(Expiration.getTime() / 1000) : Number.NaN
  if (Number.isNaN(seconds)) refuse('the expiration is missing or malformed')
  const expiration =
    Math.abs(line.clockOffset) < NOTABLE_OFFSET ? seconds : seconds - Math.round(line.clockOffset / 1000)
  const left = expiration - line.now() / 1000
  if (left <= 0) refuse('they have already expired')
  if (left > durationSeconds + SLACK) refuse('they would last longer than was asked for')
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    sessionToken: new Secret(SessionToken),
    expiration,
  }
}

/** In milliseconds: below this, the offset is the answer's way through the network and the Date's whole seconds. */
const NOTABLE_OFFSET = 30_000

/** In seconds, for clocks that differ a little. */
const SLACK = 300
