/** Assumes a role with the credentials before it in the chain. */

import type { Caller } from '../../aws/client/call.ts'
import { endpointOf, type Network } from '../../aws/client/network.ts'
import { assumeRole, type MfaCode } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { type Credentials, fromStoredForm, storedForm } from '../../model/credentials.ts'
import type { RoleOptions } from '../../model/session-options.ts'
import { entryName, hashOf } from '../../vault/sessions/entries.ts'
import { cached } from './cached.ts'
import type { SessionRequest } from './request.ts'

/** A role to assume: the parts of the request that identify the session. */
export type RoleParameters = RoleOptions & { readonly roleArn: string; readonly durationSeconds: number }

/** The credentials that assume the role, and how to make the request. */
export type RoleCaller = Pick<Caller, 'accessKey'> & {
  /** Who asks, for the message if AWS refuses. */
  readonly who: string | undefined
  /** The default session name: the caller's name. */
  readonly roleSessionName: string
  /** The age, in seconds, of the login's MFA code. */
  readonly sessionAge?: number | undefined
  /** For a request that carries an MFA code: gets a code and makes the request, again with the next code if AWS refuses. */
  readonly withCode?: ((request: (code: MfaCode) => Promise<Credentials>) => Promise<Credentials>) | undefined
}

/** How much life a cached session needs, and how long getting a new one may take. */
type SessionAge = Pick<SessionRequest, 'isRefresh' | 'lifeLeft' | 'lifeLeftAtWorst'> & {
  readonly patience?: number | undefined
}

export async function assumedRole(
  context: Context,
  role: RoleParameters,
  cacheKey: readonly string[],
  network: Network,
  source: () => Promise<RoleCaller>,
  age: SessionAge,
): Promise<Credentials> {
  const ask = async () => {
    const { accessKey, who, roleSessionName, sessionAge, withCode } = await source()
    const request = (mfaCode?: MfaCode) =>
      assumeRole(context.transport, { accessKey, network }, { ...role, roleSessionName, mfaCode }, { who, sessionAge })
    return withCode === undefined ? request() : withCode(request)
  }
  return cachedRole(context, role, cacheKey, network, ask, age)
}

/** The cached session of a role, else a new one. `cacheKey` identifies the credentials that assume it. */
export async function cachedRole(
  context: Context,
  role: RoleParameters,
  cacheKey: readonly string[],
  network: Network,
  ask: () => Promise<Credentials>,
  { isRefresh, lifeLeft, lifeLeftAtWorst, patience }: SessionAge,
): Promise<Credentials> {
  const began = context.now() / 1000
  const least = lifeLeft?.(role.durationSeconds) ?? EARLY
  const lasts = ({ expires }: { readonly expires: number }, seconds: number) =>
    expires - context.now() / 1000 >= seconds
  const stored = await cached<'role'>(context, {
    patience,
    entry: entryName('role', hashOf(...cacheKey, JSON.stringify(role), endpointOf(network, 'sts'))),
    isGood: entry => lasts(entry, least) && (!isRefresh || entry.value.since > began),
    ...(lifeLeftAtWorst !== undefined && { isGoodAtWorst: entry => lasts(entry, lifeLeftAtWorst) }),
    produce: async () => {
      const credentials = await ask()
      return {
        value: { ...storedForm(credentials), since: context.now() / 1000, roleArn: role.roleArn },
        expires: credentials.expiration,
      }
    },
  })
  return fromStoredForm(stored)
}

/** In seconds. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const ROLE_DURATION = { least: 900, most: 43_200, chained: 3_600, usual: 3_600 } as const

/** In seconds: a session that is about to end is no longer handed out. */
export const EARLY = 300
