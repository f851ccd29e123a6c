/** The STS calls that awsenv makes. Each answer is checked before it is used. */

import { parsePrincipalArn, parseRoleArn } from '../model/arn.ts'
import type { Credentials } from '../model/credentials.ts'
import type { Secret } from '../model/secret.ts'
import type { RoleOptions } from '../model/session-options.ts'
import { checkedCredentials } from './checked-credentials.ts'
import { type About, type Caller, call } from './client/call.ts'
import type { Network } from './client/network.ts'
import type { Transport } from './client/transport.ts'
import { AwsFailure } from './failure/aws-failure.ts'
import type { Facts } from './failure/circumstances.ts'

const STS = { name: 'sts', load: () => import('./lazy/sts.ts') } as const

export type Identity = { readonly arn: string; readonly accountId: string; readonly userId: string }

/** An MFA device and its code: STS wants both or neither. */
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

/** `helps`: the user's command doesn't depend on the answer. */
export async function getCallerIdentity(
  transport: Transport,
  caller: Caller,
  { helps = false }: { readonly helps?: boolean } = {},
): Promise<Identity> {
  const about = { action: 'GetCallerIdentity', helps }
  const answer = await call(transport, STS, caller, about, sdk => new sdk.GetCallerIdentityCommand({}))
  const principal = parsePrincipalArn(answer.Arn ?? '')
  if (principal === undefined || principal.accountId !== answer.Account)
    throw unusable('STS answered GetCallerIdentity without a usable identity')
  return { arn: answer.Arn ?? '', accountId: principal.accountId, userId: answer.UserId ?? '' }
}

/** A session of the key's own user, 900 to 129600 seconds. Needs a long-term key. */
export async function getSessionToken(
  transport: Transport,
  caller: Caller,
  request: { readonly durationSeconds: number; readonly mfaCode?: MfaCode | undefined },
  facts: Pick<About, 'asks' | 'who'>,
): Promise<Credentials> {
  const { durationSeconds, mfaCode } = request
  const input = { DurationSeconds: durationSeconds, ...codeFields(mfaCode) }
  const serialNumber = mfaCode?.serialNumber
  const about = { action: 'GetSessionToken', once: mfaCode !== undefined, serialNumber, ...facts }
  const answer = await call(transport, STS, caller, about, sdk => new sdk.GetSessionTokenCommand(input))
  return checkedCredentials(answer.Credentials, transport, durationSeconds)
}

/** A role's credentials, for 900 to 43200 seconds; with a temporary key, 3600 at most. */
export async function assumeRole(
  transport: Transport,
  caller: Caller,
  request: AssumeRoleRequest,
  facts: Facts,
): Promise<Credentials> {
  const { roleArn, roleSessionName, durationSeconds, mfaCode } = request
  const input = {
    RoleArn: roleArn,
    RoleSessionName: roleSessionName,
    DurationSeconds: durationSeconds,
    ...optionFields(request),
    ...codeFields(mfaCode),
  }
  const once = mfaCode !== undefined
  const about = { action: 'AssumeRole', once, roleArn, serialNumber: mfaCode?.serialNumber, ...facts }
  const answer = await call(transport, STS, caller, about, sdk => new sdk.AssumeRoleCommand(input))
  checkAccount(roleArn, answer.AssumedRoleUser?.Arn)
  return checkedCredentials(answer.Credentials, transport, durationSeconds)
}

/** A role's credentials for a token from the identity provider that it trusts, unsigned, for 900 to 43200 seconds. */
export async function assumeRoleWithWebIdentity(
  transport: Transport,
  network: Network,
  request: WebIdentityRequest,
  facts: Facts,
): Promise<Credentials> {
  const { roleArn, roleSessionName, durationSeconds, webIdentityToken: secret } = request
  const about = { action: 'AssumeRoleWithWebIdentity', roleArn, secret, ...facts }
  const input = {
    RoleArn: roleArn,
    RoleSessionName: roleSessionName,
    WebIdentityToken: secret.reveal(),
    DurationSeconds: durationSeconds,
    ...policyFields(request),
  }
  const answer = await call(transport, STS, { network }, about, sdk => new sdk.AssumeRoleWithWebIdentityCommand(input))
  checkAccount(roleArn, answer.AssumedRoleUser?.Arn)
  return checkedCredentials(answer.Credentials, transport, durationSeconds)
}

function checkAccount(roleArn: string, sessionArn: string | undefined): void {
  const wanted = parseRoleArn(roleArn).accountId
  const got = parsePrincipalArn(sessionArn ?? '')?.accountId
  if (got === wanted) return
  throw unusable(
    `STS answered with a session in account "${got ?? 'unknown'}" for a role in account "${wanted}": awsenv discarded it`,
  )
}

function unusable(what: string): AwsFailure {
  return new AwsFailure('other', what, { hint: "check the endpoint: AWS doesn't answer like this" })
}

function codeFields(mfaCode: MfaCode | undefined) {
  return mfaCode && { SerialNumber: mfaCode.serialNumber, TokenCode: mfaCode.tokenCode }
}

/** The optional fields in the API's spelling, without the unset ones. */
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
