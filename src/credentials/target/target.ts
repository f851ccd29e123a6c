/** What a person names to get a role: an account and a role, an ARN, a profile, an alias. Each becomes a profile and a source. */
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { didYouMean, lookedAt } from '../../profiles/unknown-profile.ts'
import { type Alias, accountIdNamed, aliasNamed } from '../../settings/settings.ts'
import type { SessionRequest } from '../session/request.ts'
import { type Lookup, lookUp, type Target } from './lookup.ts'
import { pickRole } from './pick-role.ts'

/** What was typed. `target` is an account id when `roleName` is given; without both, the person is asked. */
type Typed = {
  readonly target: string | undefined
  readonly roleName: string | undefined
  readonly from: string | undefined
}

/** An alias goes before a profile of the same name. */
export async function targetOf(context: Context, typed: Typed, request: SessionRequest): Promise<Target> {
  const { settings } = await context.settings
  const lookup = { context, settings, request }
  const { from } = typed
  const [target, roleName] =
    typed.target === undefined ? await pickRole(context, settings) : ([typed.target, typed.roleName] as const)
  const alias = roleName === undefined ? aliasNamed(settings, target) : undefined
  return alias === undefined ? lookUp(lookup, target, roleName, from) : targetOfAlias(lookup, target, alias, from)
}

/** Whether a word names an account, by its id or its name, so that the name of a role is to follow. */
export async function isAccount(context: Context, word: string): Promise<boolean> {
  if (/^\d{12}$/.test(word)) return true
  const { settings } = await context.settings
  const meansMore = aliasNamed(settings, word) !== undefined || context.profiles.get(word) !== undefined
  return !meansMore && accountIdNamed(settings, word) !== undefined
}

/** What the alias says of the role goes before what its profile says. */
async function targetOfAlias(lookup: Lookup, name: string, alias: Alias, from: string | undefined): Promise<Target> {
  const { profiles } = lookup.context
  const [target = '', roleName] = /^\d{12} /.test(alias.role) ? alias.role.split(' ') : [alias.role]
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
  const named = { ...role, ...Object.fromEntries(keys) }
  return { ...rest, label: name, roles: [named, ...before], words: [name, ...words.slice(1)] }
}
