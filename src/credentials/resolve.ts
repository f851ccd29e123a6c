/** The steps from a profile to credentials, for every command: the key, a login with MFA, then role after role. */

import { endpointOf, type Network } from '../aws/client/network.ts'
import type { Context } from '../context/context.ts'
import { AwsenvError } from '../errors.ts'
import { parseRoleArn } from '../model/arn.ts'
import { type Credentials, isTemporary, opened, shownAccessKeyId } from '../model/credentials.ts'
import { duration } from '../model/duration.ts'
import { inheritedOf } from '../profiles/chain.ts'
import { isWebIdentity, type Profile } from '../profiles/profile.ts'
import { confirmRole } from './confirmation.ts'
import { confirmSource, type LoginOwner, loginOf, mfaSerialOf, ownerOfLogin } from './login-step.ts'
import { sayWarnings } from './say-warnings.ts'
import { assumedRole, ROLE_DURATION, type RoleCaller, type RoleParameters } from './session/assume-role.ts'
import { identityIfTold, knownIdentity, sessionName } from './session/identity.ts'
import { checkLongTerm, type Login } from './session/login.ts'
import { withMfaCode } from './session/mfa-code.ts'
import { networkOf } from './session/network.ts'
import { configuredRegion, stsRegion } from './session/region.ts'
import type { SessionRequest } from './session/request.ts'
import { checkDuration, checkLifeLeft, roleParameters } from './session/role-parameters.ts'
import { PATIENCE } from './sign-in/sign-in.ts'
import { provideKey } from './source/on-demand.ts'
import { webIdentityRole } from './source/providers/web-identity.ts'
import type { KeyedSource, Source } from './source/source.ts'
import { type StandingSession, standingSession } from './standing.ts'

/** The network to AWS, and the region that the session exports. */
export type Way = { readonly network: Network; readonly exported: string | undefined }

/** A login session of the key at the start of the chain. */
export async function resolveLogin(
  context: Context,
  found: Source,
  request: SessionRequest,
): Promise<Login & Way & Pick<KeyedSource, 'accessKey'> & { readonly owner: LoginOwner }> {
  const way = wayOf(context, found, [], request, request.mfaSerial ?? inheritedOf([found.base], 'mfa_serial'))
  const { network } = way
  const source = await provideKey(context, found, network)
  const { accessKey } = source
  checkLongTerm(accessKey)
  const serialNumber = await mfaSerialOf(context, source, [], request, network)
  if (serialNumber === undefined) {
    throw new AwsenvError(`awsenv knows no MFA device for the key ${shownAccessKeyId(accessKey)}`, {
      hint: 'name it with --mfa-serial arn:aws:iam::ACCOUNT:mfa/NAME, or with "mfa_serial" in the profile; if the user has none, run: awsenv mfa enrol',
    })
  }
  const login = await loginOf(context, source, [], serialNumber, request, network)
  const owner = await ownerOfLogin(context, source, serialNumber, network)
  return { ...login, ...way, accessKey, owner }
}

/** The credentials of a role, after its account's confirmation. `roles` is the chain, the wanted role first; if empty, the source's own credentials. */
export async function resolveRole(
  context: Context,
  roles: readonly Profile[],
  source: Source,
  request: SessionRequest,
): Promise<StandingSession & Way> {
  if ('provider' in source) source.provider.check?.(context, source.base)
  const [role] = roles
  if (role === undefined) return resolveStanding(context, source, request)
  const { arn, accountId, roleName } = parseRoleArn(role.role_arn ?? '')
  await confirmRole(context, { accountId, roleName }, request)
  const way = wayOf(context, source, roles, request, arn)
  const credentials = await assumeChain(context, roles, source, request, way.network)
  return { credentials, accountId, roleArn: arn, ...way }
}

/** A long-term key is never handed on as it is: its login is. */
async function resolveStanding(
  context: Context,
  source: Source,
  request: SessionRequest,
): Promise<StandingSession & Way> {
  const way = wayOf(context, source, [], request, undefined)
  const standing = await standingSession(context, source, request, way.network)
  if (standing !== undefined) return { ...standing, ...way }
  const { credentials, owner, network, exported } = await resolveLogin(context, source, request)
  return { credentials, accountId: owner.accountId, network, exported }
}

async function assumeChain(
  context: Context,
  roles: readonly Profile[],
  found: Source,
  request: SessionRequest,
  network: Network,
): Promise<Credentials> {
  const [role, ...further] = roles as [Profile, ...Profile[]]
  // Such a role needs only its token.
  if (isWebIdentity(role)) return webIdentityRole(context, role, request, network)
  const [next, ...beyond] = further
  const parameters = roleParameters(role, request)
  const isDirect = next === undefined
  checkLifeLeft(parameters, request)
  // The request's options are for the wanted role; the others follow their profiles.
  const onTheWay: SessionRequest = { mfaSerial: request.mfaSerial, mfaStdin: request.mfaStdin, isRefresh: false }
  const cacheKey = [found.cacheKey, ...further.map(step => JSON.stringify(roleParameters(step, onTheWay)))]
  const from = async (): Promise<RoleCaller> => {
    const source = await provideKey(context, found, network)
    checkDuration(parameters, isDirect, source)
    const { accessKey } = source
    // After the login, which asks the same beside its own request.
    const step = isDirect
      ? await firstStep(context, role, source, request, network, parameters)
      : { accessKey: await assumeChain(context, [withMfaOf(role, next), ...beyond], source, onTheWay, network) }
    const identity =
      parameters.roleSessionName === undefined
        ? await identityIfTold(context, { accessKey, network })
        : knownIdentity(context, accessKey, endpointOf(network, 'sts'))
    const roleSessionName = parameters.roleSessionName ?? sessionName(identity)
    return { who: next?.role_arn ?? identity?.arn, roleSessionName, ...step }
  }
  const patience = 'provider' in found && found.provider.signingIn ? PATIENCE : undefined
  return assumedRole(context, parameters, cacheKey, network, from, { ...request, patience })
}

/** The device belongs to the user at the start of the chain, whichever of the roles names it. */
function withMfaOf({ mfa_serial, mfa_process }: Profile, next: Profile): Profile {
  return { ...next, ...(mfa_serial !== undefined && { mfa_serial }), ...(mfa_process !== undefined && { mfa_process }) }
}

/** How the first role of a chain is assumed: through a login, or by the key and a code if it lasts more than an hour. */
async function firstStep(
  context: Context,
  role: Profile,
  source: KeyedSource,
  request: SessionRequest,
  network: Network,
  parameters: RoleParameters,
): Promise<Pick<RoleCaller, 'accessKey' | 'sessionAge' | 'withCode'>> {
  const { accessKey } = source
  const serialNumber = isTemporary(accessKey) ? undefined : await mfaSerialOf(context, source, [role], request, network)
  if (serialNumber === undefined) return { accessKey }
  if (parameters.durationSeconds <= ROLE_DURATION.chained) {
    const { credentials, since } = await loginOf(
      context,
      source,
      [role],
      serialNumber,
      { mfaStdin: request.mfaStdin, isRefresh: false },
      network,
    )
    return { accessKey: credentials, sessionAge: context.now() / 1000 - since }
  }
  context.say(
    `a session of ${duration(parameters.durationSeconds)} can't come from a login (AWS allows one hour there), so awsenv asks for the role directly, with a code of its own`,
  )
  const options = {
    serialNumber,
    mfaStdin: request.mfaStdin,
    mfa_process: inheritedOf([role, source.base], 'mfa_process'),
  }
  // Asked first: a code for a key that AWS refuses would be wasted.
  await identityIfTold(context, { accessKey, network })
  confirmSource(context, source, options.mfa_process, request)
  // Typing a passphrase takes longer than a code is valid.
  return { accessKey: await opened(accessKey), withCode: assume => withMfaCode(context, options, assume) }
}

function wayOf(
  context: Context,
  source: Source,
  roles: readonly Profile[],
  request: SessionRequest,
  arn: string | undefined,
): Way {
  const chain = [...roles, ...source.roles, source.base]
  if (context.profiles.warnings.length > 0) sayWarnings(context, chain)
  const exported = configuredRegion(request.region, context.environmentBefore, chain)
  const partition = arn?.startsWith('arn:') ? arn.split(':')[1] : undefined
  return { network: networkOf(context, chain, stsRegion(context, exported, partition)), exported }
}
