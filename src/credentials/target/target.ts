/** What a person types to get a role: an account and a role, an ARN, a profile, an alias. */
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { accountAndRole, accountIdIn } from '../../model/arn.ts'
import { didYouMean, lookedAt } from '../../profiles/unknown-profile.ts'
import { type Alias, accountIdNamed, aliasNamed } from '../../settings/settings.ts'
import { ssoSessions } from '../identity-center/sso-session.ts'
import type { SessionRequest } from '../session/request.ts'
import type { Lookup, Target } from './found.ts'
import { lookUp } from './lookup.ts'
import { pickRole } from './pick-role.ts'

/** The words typed. With `roleName`, `target` is an account; without both, the person is asked. */
type Typed = {
  readonly target: string | undefined
  readonly roleName: string | undefined
  readonly from: string | undefined
}

/** An alias beats a profile of the same name. */
export async function targetOf(context: Context, typed: Typed, request: SessionRequest): Promise<Target> {
  const { settings } = await context.settings
  const lookup = { context, settings, request }
  const { from } = typed
  const [target, roleName] =
    typed.target === undefined ? await pickRole(context, settings) : ([typed.target, typed.roleName] as const)
  const alias = roleName === undefined ? aliasNamed(settings, target) : undefined
  return alias === undefined ? lookUp(lookup, target, roleName, from) : targetOfAlias(lookup, target, alias, from)
}

/**
 * Whether the word after the target belongs to it, as a role's name after an account does. So does an account id
 * after an unknown word: the two were swapped, and targetOf says so. Any other unknown word may be an account of IAM
 * Identity Center.
 */
export async function takesRole(context: Context, target: string, next: string | undefined): Promise<boolean> {
  if (/^\d{12}$/.test(target)) return true
  const { settings } = await context.settings
  const meansMore =
    target.startsWith('arn:') ||
    aliasNamed(settings, target) !== undefined ||
    context.profiles.get(target) !== undefined
  const accountId = accountIdNamed(settings, target) ?? accountIdIn(target) ?? accountIdIn(next ?? '')
  return !meansMore && (accountId !== undefined || (/^[^-]/.test(next ?? '') && ssoSessions(context).length > 0))
}

/** The alias's options override its profile's. */
async function targetOfAlias(lookup: Lookup, name: string, alias: Alias, from: string | undefined): Promise<Target> {
  const { profiles } = lookup.context
  const [target, roleName] = accountAndRole(alias.role) ?? ([alias.role, undefined] as const)
  if (roleName === undefined && !target.startsWith('arn:') && profiles.get(target) === undefined) {
    throw new AwsenvError(`alias "${name}" leads to profile "${target}", which is not in ${lookedAt(profiles)}`, {
      hint: didYouMean(target, profiles),
    })
  }
  const { roles, words, ...rest } = await lookUp(lookup, target, roleName, from ?? alias.from)
  const [role, ...before] = roles
  const keys = Object.entries({
    region: alias.region,
    duration_seconds: alias.duration === undefined ? undefined : String(alias.duration),
    external_id: alias.external_id,
    role_session_name: alias.session_name,
  }).filter(([, value]) => value !== undefined)
  const named = role && { ...role, ...Object.fromEntries(keys) }
  return {
    ...rest,
    label: name,
    roles: named === undefined ? [] : [named, ...before],
    words: [name, ...words.slice(1)],
  }
}
