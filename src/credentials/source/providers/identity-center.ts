/** `sso_session` or `sso_start_url` with an account and a role: IAM Identity Center gives its credentials after a sign-in. */
import { AwsFailure, isCalled } from '../../../aws/failure/aws-failure.ts'
import { getRoleCredentials, type PortalRole } from '../../../aws/sso.ts'
import type { Context } from '../../../context/context.ts'
import { AwsenvError } from '../../../errors.ts'
import { checkedAccountId, partitionOfRegion } from '../../../model/arn.ts'
import { type Credentials, fromStoredForm, storedForm } from '../../../model/credentials.ts'
import { inProfile } from '../../../profiles/in-profile.ts'
import { isOfIdentityCenter, type Profile, placeOf } from '../../../profiles/profile.ts'
import { entryName, hashOf } from '../../../vault/sessions/entries.ts'
import { assignedRoles } from '../../identity-center/discover.ts'
import { signingInToPortal } from '../../identity-center/signing-in.ts'
import { type SsoSession, ssoSessionOf } from '../../identity-center/sso-session.ts'
import { withPortalToken } from '../../identity-center/token.ts'
import { cached } from '../../session/cached.ts'
import { identityIfTold } from '../../session/identity.ts'
import type { SessionRequest } from '../../session/request.ts'
import { PATIENCE } from '../../sign-in/sign-in.ts'
import type { KeyOnDemand } from './provider.ts'

export const identityCenter: KeyOnDemand = {
  name: 'sso',
  matches: isOfIdentityCenter,
  distinction: (context, profile) => {
    const { startUrl, region } = ssoSessionOf(context, profile)
    const { accountId, roleName } = portalRoleOf(profile)
    return [startUrl, region, accountId, roleName]
  },
  signingIn: (context, profile) => signingInToPortal(context, ssoSessionOf(context, profile)),
  provide: async (context, profile) => (await identityCenterRole(context, profile, { isRefresh: false })).credentials,
}

export type PortalSession = { readonly credentials: Credentials; readonly roleArn: string }

/** The role of a profile, cached like any other. AWS told its ARN, or it is made of account and permission set. */
export async function identityCenterRole(
  context: Context,
  profile: Profile,
  { isRefresh, lifeLeft }: Pick<SessionRequest, 'isRefresh' | 'lifeLeft'>,
): Promise<PortalSession> {
  const session = ssoSessionOf(context, profile)
  const role = portalRoleOf(profile)
  const began = context.now() / 1000
  const least = lifeLeft?.(USUAL) ?? EARLY
  const stored = await cached<'role'>(context, {
    patience: PATIENCE,
    entry: entryName('role', hashOf(...identityCenter.distinction(context, profile))),
    isGood: ({ value, expires }) => expires - context.now() / 1000 >= least && (!isRefresh || value.since > began),
    produce: async () => {
      const { credentials, network } = await withPortalToken(context, session, async caller => ({
        credentials: await getRoleCredentials(context.transport, caller, role),
        network: caller.network,
      })).catch(error => refusal(context, session, role, error))
      const identity = await identityIfTold(context, { accessKey: credentials, network })
      const roleArn = roleArnOf(session, role, identity?.arn)
      return {
        value: { ...storedForm(credentials), since: context.now() / 1000, roleArn },
        expires: credentials.expiration,
      }
    },
  })
  const { since, roleArn, ...credentials } = stored
  return { credentials: fromStoredForm(credentials), roleArn }
}

/** A role that isn't assigned: which ones are. */
async function refusal(
  context: Context,
  session: SsoSession,
  { accountId }: PortalRole,
  error: unknown,
): Promise<never> {
  if (!(error instanceof AwsFailure) || !isCalled(error, /^(?:Forbidden|ResourceNotFound)/)) throw error
  const roles = await assignedRoles(context, session, accountId).catch(() => [])
  const hint = roles.length === 0 ? error.hint : `it gives you ${roles.join(', ')} there; ${error.hint}`
  throw new AwsFailure(error.kind, error.message, { hint, cause: error.cause })
}

/** @throws AwsenvError if the profile doesn't name account and role */
export function portalRoleOf(profile: Profile): PortalRole {
  const { sso_account_id, sso_role_name: roleName } = profile
  if (sso_account_id === undefined || roleName === undefined) {
    const missing = sso_account_id === undefined ? 'sso_account_id' : 'sso_role_name'
    const place = placeOf(profile, profile.sso_session === undefined ? 'sso_start_url' : 'sso_session')
    throw new AwsenvError(`${place} has no ${missing}: it signs in, and leads to no role`, {
      hint: `add ${missing}, as the access portal lists it`,
    })
  }
  return { accountId: inProfile(profile, 'sso_account_id', checkedAccountId), roleName }
}

/**
 * IAM puts these roles below a path with the region, except for us-east-1.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
function roleArnOf({ region }: SsoSession, { accountId, roleName }: PortalRole, arn: string | undefined): string {
  const [, partition = partitionOfRegion(region).id, name = roleName] =
    /^arn:([^:]+):sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn ?? '') ?? []
  if (!name.startsWith('AWSReservedSSO_')) return `arn:${partition}:iam::${accountId}:role/${name}`
  const path = `aws-reserved/sso.amazonaws.com/${region === 'us-east-1' ? '' : `${region}/`}`
  return `arn:${partition}:iam::${accountId}:role/${path}${name}`
}

/** In seconds: the usual duration, and the life below which a session is no longer handed out. */
const USUAL = 3_600
const EARLY = 300
