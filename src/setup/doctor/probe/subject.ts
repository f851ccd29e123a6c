/** What the probe examines: a long-term key, its user, and the roles that the key assumes itself. */
import type { Caller } from '../../../aws/client/call.ts'
import type { AwsFailure } from '../../../aws/failure/aws-failure.ts'
import { unlessDenied } from '../../../aws/iam.ts'
import { listMfaDevices } from '../../../aws/mfa-devices.ts'
import { assumeRole, getCallerIdentity, type Identity } from '../../../aws/sts.ts'
import type { Context } from '../../../context/context.ts'
import type { RoleParameters } from '../../../credentials/session/assume-role.ts'
import { sessionName } from '../../../credentials/session/identity.ts'
import { knownLogin, type Login } from '../../../credentials/session/login.ts'
import { usableSerials } from '../../../credentials/session/mfa-device.ts'
import { roleParameters } from '../../../credentials/session/role-parameters.ts'
import { findSource } from '../../../credentials/source/find.ts'
import { networkToAsk } from '../../../credentials/source/owner.ts'
import type { KeyedSource } from '../../../credentials/source/source.ts'
import { chainWithVault } from '../../../credentials/source/vault-entry.ts'
import { targetOf } from '../../../credentials/target/target.ts'
import { AwsenvError } from '../../../errors.ts'
import { type Credentials, isTemporary, type SigningKey } from '../../../model/credentials.ts'
import type { Profile } from '../../../profiles/profile.ts'

/** Each request is made once, by the first probe that needs its answer. */
export type Subject = {
  readonly context: Context
  readonly source: KeyedSource
  readonly caller: Caller
  readonly roles: readonly RoleParameters[]
  /** The device that the profiles name. */
  readonly configuredSerial: string | undefined
  identity(): Promise<Identity>
  /** The serials of the user's devices; undefined if the user may not list them. */
  devices(): Promise<readonly string[] | undefined>
  /** A login with MFA that is cached: the probe asks for no code. */
  login(): Promise<Login | undefined>
  /** The session of each role that the login assumed, by ARN; undefined for one that refused it. They end with this process. */
  entered(): Promise<ReadonlyMap<string, Credentials | undefined>>
}

export type Wanted = {
  readonly target: string | undefined
  readonly roleName: string | undefined
  readonly from: string | undefined
}

/** @throws AwsenvError unless it is a long-term key */
export async function subjectOf(context: Context, wanted: Wanted): Promise<Subject> {
  const { source, profiles } = await chosen(context, wanted)
  const { base, accessKey } = source
  const caller = { accessKey, network: networkToAsk(context, base) }
  const configuredSerial = [...profiles, base].find(({ mfa_serial }) => mfa_serial !== undefined)?.mfa_serial
  const roles = profiles
    .slice(0, MOST_ROLES)
    .map(profile => ({ ...roleParameters(profile, NOTHING), durationSeconds: 900 }))
  const identity = once(() => getCallerIdentity(context.transport, caller))
  const devices = once(async () => {
    const listed = await unlessDenied(listMfaDevices(context.transport, caller))
    return listed?.map(({ serialNumber }) => serialNumber)
  })
  const login = once(async () => {
    const serialNumber = configuredSerial ?? usableSerials((await devices()) ?? [])[0]
    return serialNumber === undefined ? undefined : knownLogin(context, { ...caller, serialNumber })
  })
  const entered = once(async () => {
    const { credentials } = (await login()) ?? {}
    const sessions = new Map<string, Credentials | undefined>()
    if (credentials === undefined) return sessions
    for (const role of roles) sessions.set(role.roleArn, await assumed(subject, credentials, role))
    return sessions
  })
  const subject: Subject = { context, source, caller, roles, configuredSerial, identity, devices, login, entered }
  return subject
}

/** The session of a role; undefined if AWS refuses it. Any other failure proves nothing, and is thrown. */
export async function assumed(
  { context, caller, identity }: Subject,
  accessKey: SigningKey,
  role: RoleParameters,
): Promise<Credentials | undefined> {
  const roleSessionName = role.roleSessionName ?? sessionName(await identity())
  try {
    return await assumeRole(context.transport, { ...caller, accessKey }, { ...role, roleSessionName }, {})
  } catch (error) {
    const cause = (error as AwsFailure).cause as Error | undefined
    if (/^AccessDenied/.test(cause?.name ?? '')) return undefined
    throw error
  }
}

async function chosen(
  context: Context,
  { target, roleName, from }: Wanted,
): Promise<{ readonly source: KeyedSource; readonly profiles: readonly Profile[] }> {
  if (target === undefined) {
    const source = checked(await findSource(context, from))
    return { source, profiles: rolesOf(context, source) }
  }
  const { source: found, roles } = await targetOf(context, { target, roleName, from }, NOTHING)
  const source = checked(found)
  const [role, second] = roles
  if (role === undefined) return { source, profiles: rolesOf(context, source) }
  if (second === undefined) return { source, profiles: [role] }
  throw new AwsenvError(`the role of "${target}" is assumed by another role, not by the key itself`, {
    hint: `probe the first role of its chain: ${roles.at(-1)?.name}`,
  })
}

function checked(source: Awaited<ReturnType<typeof findSource>>): KeyedSource {
  if ('accessKey' in source && !isTemporary(source.accessKey)) return source
  throw new AwsenvError(`${source.place} has no long-term key, and the probe is about one`, {
    hint: 'name the profile that has the key: awsenv doctor --probe --from PROFILE',
  })
}

/** Those of the profiles that name this key's profile as their source. */
function rolesOf(context: Context, { base }: KeyedSource): readonly Profile[] {
  const stored = context.keys.names()
  return context.profiles.names().flatMap(name => {
    const profile = context.profiles.get(name)
    try {
      const [role, next, ...more] = profile === undefined ? [] : chainWithVault(context, profile, stored)
      return role !== undefined && next?.name === base.name && more.length === 0 ? [role] : []
    } catch {
      return [] // The check of the profiles tells what is wrong with it.
    }
  })
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

const NOTHING = { mfaSerial: undefined, mfaStdin: false, isRefresh: false }

/** Each refused request is one that a security team may look at. */
const MOST_ROLES = 5
