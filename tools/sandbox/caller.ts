/** Who signed a request. */
import { timingSafeEqual } from 'node:crypto'
import { partitionOf } from './arn.ts'
import { expiredToken, invalidClientTokenId } from './errors.ts'
import type { Role, User } from './identity.ts'
import { type Session, sessionArn } from './session.ts'
import type { World } from './world.ts'

export type Caller = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly identity: User | Role
  readonly arn: string
  readonly userId: string
  /** Absent for a long-term key. */
  readonly session?: Session
}

/**
 * Finds the caller by key id and session token.
 * @throws ApiError InvalidClientTokenId for a key that is unknown, inactive, of another partition or without its token;
 * ExpiredToken. Expiry comes before the signature's age, so that a test may move the sandbox's clock past it.
 */
export function findCaller(
  world: World,
  now: number,
  request: { readonly accessKeyId: string; readonly region: string; readonly sessionToken: string | undefined },
): Caller {
  const caller = longTermCaller(world, request) ?? temporaryCaller(world, request)
  if (!caller || caller.identity.account.partition !== partitionOf(request.region)) throw invalidClientTokenId()
  if (caller.session && caller.session.expiration <= now) throw expiredToken()
  return caller
}

type Claim = { readonly accessKeyId: string; readonly sessionToken: string | undefined }

function longTermCaller(world: World, { accessKeyId, sessionToken }: Claim): Caller | undefined {
  const holder = world.keyHolder(accessKeyId)
  if (!holder?.key.active || sessionToken !== undefined) return undefined
  const { user, key } = holder
  if (key.refusals > 0) {
    key.refusals--
    return undefined
  }
  return { accessKeyId, secretAccessKey: key.secretAccessKey, identity: user, arn: user.arn, userId: user.id }
}

function temporaryCaller(world: World, { accessKeyId, sessionToken }: Claim): Caller | undefined {
  const session = world.sessions.get(accessKeyId)
  if (!session || !same(session.sessionToken, sessionToken ?? '')) return undefined
  const { identity, roleSessionName, secretAccessKey, madeWith } = session
  if (world.sessionsEndWithKey && madeWith !== undefined && !world.keyHolder(madeWith)?.key.active) return undefined
  const common = { accessKeyId, secretAccessKey, identity, session }
  if (identity.kind !== 'role' || roleSessionName === undefined)
    return { ...common, arn: identity.arn, userId: identity.id }
  return { ...common, arn: sessionArn(identity, roleSessionName), userId: `${identity.id}:${roleSessionName}` }
}

/** The account that a key belongs to, whether the key is valid or not. */
export function accountIdOf(world: World, accessKeyId: string): string | undefined {
  const identity = world.keyHolder(accessKeyId)?.user ?? world.sessions.get(accessKeyId)?.identity
  return identity?.account.id
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
