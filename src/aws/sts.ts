/** The four calls of STS that awsenv makes, each answer checked before anything is done with it. */

import { AwsenvError } from '../errors.ts'
import { parsePrincipalArn, parseRoleArn } from '../model/arn.ts'
import type { Credentials } from '../model/credentials.ts'
import type { Secret } from '../model/secret.ts'
import type { RoleOptions } from '../model/session-options.ts'
import { checkedCredentials } from './checked-credentials.ts'
import { call, type Facts } from './client/call.ts'
import type { Connection, Transport } from './client/client.ts'

export type Identity = { readonly arn: string; readonly accountId: string; readonly userId: string }

/** A code of an MFA device; both or neither, as STS wants it. */
export type MfaCode = { readonly serialNumber: string; readonly tokenCode: string }

export type AssumeRoleRequest = RoleOptions & {
  readonly roleArn: string
  readonly roleSessionName: string
  readonly durationSeconds: number
  readonly mfaCode?: MfaCode | undefined
}

export type WebIdentityRequest = Pick<RoleOptions, 'policy' | 'policyArns'> & {
  readonly roleArn: string
  readonly roleSessionName: string
  readonly durationSeconds: number
  readonly webIdentityToken: Secret
}

export async function getCallerIdentity(transport: Transport, connection: Connection): Promise<Identity> {
  const sdk = await import('./lazy/sts.ts')
  const answer = await call(transport, connection, { action: 'GetCallerIdentity', once: false }, (client, options) =>
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
  transport: Transport,
  connection: Connection,
  request: { readonly durationSeconds: number; readonly mfaCode: MfaCode },
  facts: Facts,
): Promise<Credentials> {
  const sdk = await import('./lazy/sts.ts')
  const { serialNumber, tokenCode } = request.mfaCode
  const answer = await call(
    transport,
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
  return checkedCredentials(answer.Credentials, transport, request.durationSeconds)
}

/** A role's credentials. Duration in seconds, 900 to 43200; to 3600 only when the key is itself temporary. */
export async function assumeRole(
  transport: Transport,
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
  const answer = await call(transport, connection, about, (client, options) =>
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
  checkAccount(roleArn, answer.AssumedRoleUser?.Arn)
  return checkedCredentials(answer.Credentials, transport, durationSeconds)
}

/** A role's credentials for a token of the identity provider that it trusts; nobody signs. Duration in seconds, 900 to 43200. */
export async function assumeRoleWithWebIdentity(
  transport: Transport,
  connection: Connection,
  request: WebIdentityRequest,
  facts: Facts,
): Promise<Credentials> {
  const sdk = await import('./lazy/sts.ts')
  const { roleArn, durationSeconds, webIdentityToken } = request
  const about = { action: 'AssumeRoleWithWebIdentity', once: false, roleArn, webIdentityToken, ...facts }
  const answer = await call(transport, connection, about, (client, options) =>
    client.send(
      new sdk.AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: request.roleSessionName,
        WebIdentityToken: webIdentityToken.reveal(),
        DurationSeconds: durationSeconds,
        ...policyFields(request),
      }),
      options,
    ),
  )
  checkAccount(roleArn, answer.AssumedRoleUser?.Arn)
  return checkedCredentials(answer.Credentials, transport, durationSeconds)
}

function checkAccount(roleArn: string, sessionArn: string | undefined): void {
  const wanted = parseRoleArn(roleArn).accountId
  const got = parsePrincipalArn(sessionArn ?? '')?.accountId
  if (got === wanted) return
  throw new AwsenvError(
    `STS answered with a session of account "${got ?? 'unknown'}" for a role of account "${wanted}": it was thrown away`,
    {
      hint: 'look at the endpoint: this is not how AWS answers',
    },
  )
}

/** The optional fields in the API's own spelling; what is not asked for is not sent. */
function optionFields(options: RoleOptions) {
  const { externalId, sourceIdentity, tags, transitiveTagKeys } = options
  return {
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    ...(tags?.length && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
    ...(transitiveTagKeys?.length && { TransitiveTagKeys: [...transitiveTagKeys] }),
    ...policyFields(options),
  }
}

function policyFields({ policy, policyArns }: RoleOptions) {
  return {
    ...(policy !== undefined && { Policy: policy }),
    ...(policyArns?.length && { PolicyArns: policyArns.map(arn => ({ arn })) }),
  }
}
