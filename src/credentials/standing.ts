/** The credentials of a profile without a role: those of its source, as they are. */
import type { Network } from '../aws/client/network.ts'
import type { Context } from '../context/context.ts'
import { AwsenvError, misused } from '../errors.ts'
import { parsePrincipalArn } from '../model/arn.ts'
import { type Credentials, isTemporary } from '../model/credentials.ts'
import type { Profile } from '../profiles/profile.ts'
import { confirmRole } from './confirmation.ts'
import { identityIfTold } from './session/identity.ts'
import type { SessionRequest } from './session/request.ts'
import { provideKey } from './source/on-demand.ts'
import { identityCenter, identityCenterRole, portalRoleOf } from './source/providers/identity-center.ts'
import type { ProvidedKey } from './source/providers/provider.ts'
import type { Source } from './source/source.ts'

export type StandingSession = {
  readonly credentials: Credentials
  readonly accountId: string
  readonly roleArn?: string | undefined
  /** Nobody knows when it really ends; `expiration` is when awsenv looks again. */
  readonly isOpenEnded?: boolean
}

/** Undefined for a long-term key, which is never handed on as it is. */
export async function standingSession(
  context: Context,
  source: Source,
  request: SessionRequest,
  network: Network,
): Promise<StandingSession | undefined> {
  if ('provider' in source && source.provider === identityCenter) {
    checkPlain(source, request)
    const role = portalRoleOf(source.base)
    await confirmRole(context, role, request)
    const { credentials, roleArn } = await identityCenterRole(context, source.base, request)
    return { credentials, accountId: role.accountId, roleArn }
  }
  const { accessKey, base } = await provideKey(context, source, network)
  if (!isTemporary(accessKey) || !('sessionToken' in accessKey) || accessKey.sessionToken === undefined)
    return undefined
  checkPlain(source, request)
  const identity = await identityIfTold(context, { accessKey, network })
  const accountId = identity?.accountId ?? base.aws_account_id
  if (accountId === undefined) {
    throw new AwsenvError(`it isn't known for which account the credentials of ${source.place} are`, {
      hint: 'set "aws_account_id" in the profile, or run the command again',
    })
  }
  const { partition, name = base.name } = parsePrincipalArn(identity?.arn ?? '') ?? {}
  const roleName = /:assumed-role\/([^/]+)\//.exec(identity?.arn ?? '')?.[1]
  await confirmRole(context, { accountId, roleName: roleName ?? name }, request)
  const known = (accessKey as ProvidedKey).expiration ?? expirationIn(base)
  const { accessKeyId, secretAccessKey, sessionToken } = accessKey
  return {
    credentials: {
      ...{ accessKeyId, secretAccessKey, sessionToken },
      expiration: known ?? Math.floor(context.now() / 1000) + UNKNOWN,
    },
    accountId,
    roleArn: roleName && `arn:${partition}:iam::${accountId}:role/${roleName}`,
    ...(known === undefined && { isOpenEnded: true }),
  }
}

/** Options of a role don't apply to credentials that are handed on as they are. */
function checkPlain({ place }: Source, { durationSeconds, role = {}, mfaSerial }: SessionRequest): void {
  const isAsked = [durationSeconds, mfaSerial, ...Object.values(role)].some(value => value !== undefined)
  if (!isAsked) return
  throw misused(
    `the credentials of ${place} are given as they stand: a session of its own kind can't be asked for`,
    'leave --duration, --mfa-serial, the name, tags and policies of a session out',
  )
}

/** The keys in which other tools write a session's expiry into the credentials file. */
function expirationIn({ settings }: Profile): number | undefined {
  for (const key of ['aws_expiration', 'expiration', 'aws_session_expiration', 'x_security_token_expires']) {
    const value = settings.get(key)?.value
    const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN
    if (!Number.isNaN(milliseconds)) return Math.floor(milliseconds / 1000)
  }
  return undefined
}

/** In seconds. */
const UNKNOWN = 3_600
