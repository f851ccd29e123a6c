/** The one road that every command takes from a profile to credentials: the key, a login with MFA, and role after role. */

import { rememberNames } from '../completion/names-file.ts'
import type { Context } from '../context/context.ts'
import { AwsenvError } from '../errors.ts'
import { parsePrincipalArn, parseRoleArn, partitionOfRegion } from '../model/arn.ts'
import { type Credentials, isTemporary, opened, shownAccessKeyId } from '../model/credentials.ts'
import { duration } from '../model/duration.ts'
import { inheritedOf } from '../profiles/chain.ts'
import { inProfile } from '../profiles/in-profile.ts'
import type { Profile } from '../profiles/profile.ts'
import { confirmAccount } from './confirmation.ts'
import { environmentBefore } from './environment/before.ts'
import { confirmSource, loginOf, serialOf } from './login-step.ts'
import { sayWarnings } from './say-warnings.ts'
import { assumedRole, ROLE_DURATION, type RoleRequest, type RoleSource } from './session/assume-role.ts'
import { identityOf, knownIdentity, sessionName } from './session/identity.ts'
import { checkLongTerm, type Login } from './session/login.ts'
import { withMfaCode } from './session/mfa-code.ts'
import { networkOf } from './session/network.ts'
import { configuredRegion, stsRegion } from './session/region.ts'
import type { Wishes } from './session/request.ts'
import { checkDuration, checkLifeLeft, roleRequest } from './session/role-request.ts'
import { checkSource, withKey } from './source/on-demand.ts'
import { isWebIdentity, webIdentityRole } from './source/providers/web-identity.ts'
import { isKeyed, type KeyedSource, type Source } from './source/source.ts'

/** Where STS is asked, and which region the session brings along. */
export type Regions = { readonly sts: string; readonly exported: string | undefined }

/** A login session of the key at the road's beginning. */
export async function resolveLogin(
  context: Context,
  found: Source,
  wishes: Wishes,
): Promise<Login & Regions & Pick<KeyedSource, 'accessKey'>> {
  const regions = regionsOf(context, found, [], wishes, wishes.mfaSerial ?? inheritedOf([found.base], 'mfa_serial'))
  const source = await withKey(context, found, regions.sts)
  const { accessKey } = source
  checkLongTerm(accessKey)
  const serialNumber = await serialOf(context, source, [], wishes, regions.sts)
  if (serialNumber === undefined) {
    throw new AwsenvError(`no MFA device of the owner of ${shownAccessKeyId(accessKey)} is known`, {
      hint: 'name it by --mfa-serial arn:aws:iam::ACCOUNT:mfa/NAME, or "mfa_serial" in the profile; a user that has none has to enrol one first',
    })
  }
  const login = await loginOf(context, source, [], serialNumber, wishes, regions.sts)
  await rememberNames(context)
  return { ...login, ...regions, accessKey }
}

/** The credentials of a role, confirmed where its account asks for it. `roles` are those to be assumed, the wanted one first. */
export async function resolveRole(
  context: Context,
  roles: readonly Profile[],
  source: Source,
  wishes: Wishes,
): Promise<{ credentials: Credentials } & Regions> {
  checkSource(context, source)
  await confirmAccount(context, roles[0]?.role_arn ?? '', wishes)
  const regions = regionsOf(context, source, roles, wishes, roles[0]?.role_arn)
  const credentials = await walk(context, roles, source, wishes, regions.sts)
  await rememberNames(context, ...roles.flatMap(({ role_arn }) => role_arn ?? []))
  return { credentials, ...regions }
}

/** The partition in which a role without an ARN is to be found: the key's own, as far as it is known. */
export function partitionOf(context: Context, source: Source, wishes: Wishes): string {
  // A web identity's role has its partition in its ARN.
  const { role_arn } = source.base
  if (role_arn !== undefined) return inProfile(source.base, 'role_arn', () => parseRoleArn(role_arn).partition)
  const identity = isKeyed(source) ? knownIdentity(context, source.accessKey) : undefined
  if (identity !== undefined) return parsePrincipalArn(identity.arn)?.partition ?? 'aws'
  const region = configuredRegion(wishes.region, environmentBefore(context), [source.base])
  return region === undefined ? 'aws' : partitionOfRegion(region).id
}

async function walk(
  context: Context,
  roles: readonly Profile[],
  found: Source,
  wishes: Wishes,
  region: string,
): Promise<Credentials> {
  const [role, ...before] = roles as [Profile, ...Profile[]]
  // Such a role needs nothing before it: the token is all that it is assumed with.
  if (isWebIdentity(role)) return webIdentityRole(context, role, wishes, region)
  const [next, ...further] = before
  const request = roleRequest(role, wishes)
  const isDirect = next === undefined
  checkLifeLeft(request, wishes)
  // Wishes are for the wanted role alone; those on the way to it are assumed as their profiles say.
  const onTheWay: Wishes = { mfaSerial: wishes.mfaSerial, mfaStdin: wishes.mfaStdin, isRefresh: false }
  const cacheKey = [found.cacheKey, ...before.map(step => JSON.stringify(roleRequest(step, onTheWay)))]
  const from = async (): Promise<RoleSource> => {
    const source = await withKey(context, found, region)
    checkDuration(request, isDirect, source)
    const identity = await identityOf(context, source.accessKey, region)
    const roleSessionName = request.roleSessionName ?? sessionName(identity)
    if (!isDirect) {
      const accessKey = await walk(context, [withMfaOf(role, next), ...further], source, onTheWay, region)
      return { accessKey, region, who: next.role_arn ?? identity.arn, roleSessionName }
    }
    return {
      region,
      who: identity.arn,
      roleSessionName,
      ...(await firstStep(context, role, source, wishes, region, request)),
    }
  }
  return assumedRole(context, request, cacheKey, from, wishes)
}

/** The device is the user's, and so it is asked at the road's beginning, whichever of its roles names it. */
function withMfaOf({ mfa_serial, mfa_process }: Profile, next: Profile): Profile {
  return { ...next, ...(mfa_serial !== undefined && { mfa_serial }), ...(mfa_process !== undefined && { mfa_process }) }
}

/** How the first role of a road is asked for: by a login where MFA is at hand, by the key and a code beyond an hour. */
async function firstStep(
  context: Context,
  role: Profile,
  source: KeyedSource,
  wishes: Wishes,
  region: string,
  request: RoleRequest,
): Promise<Pick<RoleSource, 'accessKey' | 'sessionAge' | 'withCode'>> {
  const { accessKey } = source
  const serialNumber = isTemporary(accessKey) ? undefined : await serialOf(context, source, [role], wishes, region)
  if (serialNumber === undefined) return { accessKey }
  if (request.durationSeconds <= ROLE_DURATION.chained) {
    const { credentials, since } = await loginOf(
      context,
      source,
      [role],
      serialNumber,
      { mfaStdin: wishes.mfaStdin, isRefresh: false },
      region,
    )
    return { accessKey: credentials, sessionAge: context.now() / 1000 - since }
  }
  context.say(
    `a session of ${duration(request.durationSeconds)} can't come from a login (AWS allows one hour there): the role is asked for directly, with a code of its own`,
  )
  const options = {
    serialNumber,
    mfaStdin: wishes.mfaStdin,
    mfa_process: inheritedOf([role, source.base], 'mfa_process'),
  }
  confirmSource(context, source, options.mfa_process, wishes)
  // A passphrase takes longer to type than a code lives.
  return { accessKey: await opened(accessKey), withCode: assume => withMfaCode(context, options, assume) }
}

function regionsOf(
  context: Context,
  source: Source,
  roles: readonly Profile[],
  wishes: Wishes,
  arn: string | undefined,
): Regions {
  const road = [...roles, ...source.roles, source.base]
  sayWarnings(context, road)
  const exported = configuredRegion(wishes.region, environmentBefore(context), road)
  context.aws.follow(networkOf(road, context.profiles))
  const partition = arn?.startsWith('arn:') ? arn.split(':')[1] : undefined
  return { sts: stsRegion(context, exported, partition), exported }
}
