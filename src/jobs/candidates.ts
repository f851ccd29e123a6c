/** The targets of a call, each resolved or with the reason why it isn't, and each role once. */
import type { Context } from '../context/context.ts'
import type { ConfirmedRole } from '../credentials/confirmation.ts'
import { ROLE_DURATION } from '../credentials/session/assume-role.ts'
import type { SessionRequest } from '../credentials/session/request.ts'
import { roleParameters } from '../credentials/session/role-parameters.ts'
import { identityCenter, portalRoleOf } from '../credentials/source/providers/identity-center.ts'
import type { Target } from '../credentials/target/found.ts'
import type { Selected } from '../credentials/target/selection.ts'
import { AwsenvError } from '../errors.ts'
import { parseRoleArn } from '../model/arn.ts'
import { isWebIdentity, type Profile } from '../profiles/profile.ts'

export type Candidate = {
  /** As `--each` takes it. */
  readonly typed: string
  readonly target: Target | AwsenvError
}

/** @throws AwsenvError for a target that was typed, not found by a pattern: after a typing error, nothing is run at all. */
export async function candidatesOf(
  context: Context,
  selected: readonly Selected[],
  resolve: (selected: Selected) => Promise<Target>,
): Promise<readonly Candidate[]> {
  const known = new Map<string, Candidate>()
  // One after the other: each may ask whose key it starts from.
  for (const one of selected) {
    const typed = one.roleName === undefined ? one.target : `${one.target} ${one.roleName}`
    const target = await resolve(one).catch((error: unknown) => {
      if (one.isFound && error instanceof AwsenvError) return error
      throw error
    })
    const sameness = target instanceof AwsenvError ? typed : samenessOf(target)
    const other = known.get(sameness)
    if (other === undefined) known.set(sameness, { typed, target })
    else context.say(`"${typed}" is the same role as "${other.typed}": it runs once`)
  }
  return [...known.values()]
}

/** The role whose account may want a confirmation; undefined if only AWS can tell. */
export function roleOf({ roles: [role], source }: Target): ConfirmedRole | undefined {
  if (role !== undefined) {
    const { accountId, roleName } = parseRoleArn(role.role_arn ?? '')
    return { accountId, roleName }
  }
  return 'provider' in source && source.provider === identityCenter ? portalRoleOf(source.base) : undefined
}

/** AWS takes a code of its own for each longer session, and nobody can type twenty. */
export function withinAnHour(
  context: Context,
  { label, roles: [role] }: Target,
  request: SessionRequest,
): SessionRequest {
  const most = ROLE_DURATION.chained
  if (role === undefined || isWebIdentity(role) || roleParameters(role, request).durationSeconds <= most) return request
  context.say(`${label} gets a session of one hour: a longer one needs an MFA code of its own`)
  return { ...request, durationSeconds: most }
}

/** All but the names: two profiles with the same role and another region are two. */
function samenessOf({ roles, source: { base, cacheKey } }: Target): string {
  return JSON.stringify([roles.map(keysOf), cacheKey, base.region])
}

function keysOf({ name, settings, origins, ...keys }: Profile): unknown {
  return Object.entries(keys).sort()
}
