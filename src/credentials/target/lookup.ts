/** Turns an account and a role, an ARN, or a profile's name into a chain of roles and its source. */

import type { Context } from '../../context/context.ts'
import { misused } from '../../errors.ts'
import { accountIdIn, checkedAccountId, parseRoleArn, permissionSetIn, type RoleArn, roleArn } from '../../model/arn.ts'
import { inProfile } from '../../profiles/in-profile.ts'
import { checkIncludes } from '../../profiles/include.ts'
import { adHocProfile, type Profile } from '../../profiles/profile.ts'
import { type Account, accountIdNamed, accountOf, aliasNamed, type Settings } from '../../settings/settings.ts'
import { findSource } from '../source/find.ts'
import { type SourceForAccount, sourceForAccount } from '../source/for-account.ts'
import { partitionOf } from '../source/partition.ts'
import type { Source } from '../source/source.ts'
import { listedPlaces } from './assigned-account.ts'
import { assignedAccountId, assignedTarget } from './assigned-role.ts'
import type { Lookup, Target } from './found.ts'
import { refuseNearly, unknownTarget } from './unknown-target.ts'

/** Without a `roleName`, the target is an ARN or a profile. */
export async function lookUp(
  lookup: Lookup,
  target: string,
  roleName: string | undefined,
  from: string | undefined,
): Promise<Target> {
  if (roleName !== undefined) return targetOfAccount(lookup, target, roleName, from)
  return target.startsWith('arn:') ? targetOfArn(lookup, target, from) : targetOfProfile(lookup, target, from)
}

async function targetOfAccount(
  lookup: Lookup,
  account: string,
  roleName: string,
  from: string | undefined,
): Promise<Target> {
  const { context, settings, request } = lookup
  const known = accountIdOf(settings, account)
  if (known === undefined && !isListedName(context, account)) {
    refuseComplete(lookup, account, roleName)
    refuseSwapped(lookup, account, roleName)
    // Before a sign-in that would look for an account of that name. `awsenv accounts` lists it if there is one.
    if (/^\d+$/.test(account)) checkedAccountId(account)
  }
  const assigned = await assignedTarget(lookup, account, roleName, from)
  if (assigned !== undefined) return assigned
  const accountId = known ?? (await assignedAccountId(context, account)) ?? checkedAccountId(account)
  // Before anything is asked: a word that can't be a role's name fails here.
  roleArn('aws', accountId, roleName)
  const ownSettings = accountOf(settings, accountId)
  const found = await sourceForAccount(context, accountId, from ?? ownSettings.from)
  const role = roleArn(partitionOf(context, found.source, request), accountId, roleName)
  return withSource(context, role, ownSettings, found)
}

/** A profile, an alias or an ARN instead of an account has its role already. */
function refuseComplete(lookup: Lookup, account: string, roleName: string): void {
  const kind = completeKind(lookup, account)
  if (kind === undefined) return
  throw misused(
    `"${account}" is ${kind}, and "${roleName}" is one word too many`,
    `run: awsenv assume ${account}, or name an account by its 12 digits before the role`,
  )
}

function completeKind({ context, settings }: Lookup, word: string): string | undefined {
  if (word.startsWith('arn:')) return 'an ARN'
  if (aliasNamed(settings, word) !== undefined) return 'an alias'
  return context.profiles.get(word) === undefined ? undefined : 'a profile'
}

/** `assume Admin 123456789012` is an error, not a guess: it may be a production account. */
function refuseSwapped({ context, settings }: Lookup, role: string, account: string): void {
  if (accountIdOf(settings, account) === undefined && !isListedName(context, account)) return
  throw misused(`the account "${account}" comes after the role`, `run: awsenv assume ${account} ${role}`)
}

/** Whether IAM Identity Center has listed an account of that name. */
function isListedName(context: Context, word: string): boolean {
  return listedPlaces(context).some(({ account }) => account.accountName === word)
}

/** The id of the account that the word means: by its name in the settings, or as its digits. */
function accountIdOf(settings: Settings, word: string): string | undefined {
  return accountIdNamed(settings, word) ?? accountIdIn(word)
}

async function targetOfArn(lookup: Lookup, arn: string, from: string | undefined): Promise<Target> {
  const { context, settings } = lookup
  refuseNearly(arn)
  const role = parseRoleArn(arn)
  const { accountId } = role
  // Such a role trusts IAM Identity Center alone.
  const permissionSet = permissionSetIn(arn)
  const assigned = permissionSet && (await assignedTarget(lookup, accountId, permissionSet, from))
  if (assigned) return assigned
  const account = accountOf(settings, accountId)
  return withSource(context, role, account, await sourceForAccount(context, accountId, from ?? account.from))
}

function withSource(
  context: Context,
  { arn, accountId, roleName }: RoleArn,
  account: Account,
  { source, hasChoice }: SourceForAccount,
): Target {
  const label = `${roleName}@${account.name ?? accountId}`
  context.debug(`${label} is assumed with the key of ${source.place}`)
  const role = ofAccount(account, adHocProfile(label, { role_arn: arn }))
  const { from } = source
  return { label, roles: [role, ...source.roles], source, from, hasChoice, words: [arn, `--from=${from}`] }
}

async function targetOfProfile({ context, settings }: Lookup, name: string, from: string | undefined): Promise<Target> {
  const { profiles } = context
  const profile = profiles.get(name)
  if (profile === undefined && (/^\d+$/.test(name) || accountIdIn(name) !== undefined)) {
    throw misused(`the role's name is missing after "${name}"`, `run: awsenv assume ${name} ROLE`)
  }
  if (profile === undefined) throw unknownTarget(context, settings, name)
  checkIncludes(profile, profiles)
  if (profile.role_arn === undefined && from !== undefined) {
    throw misused(
      `profile "${name}" has no role_arn: there is no role to assume with another key`,
      'leave --from out: its own credentials are handed on',
    )
  }
  const source = await findSource(context, from ?? name)
  // A profile with only a source_profile stands for that profile.
  if (profile.role_arn === undefined) {
    const { roles } = source
    return { label: name, roles, source, from: roles.length > 0 ? (roles[0]?.name ?? name) : name, words: [name] }
  }
  const before = from === undefined ? source.roles.slice(1) : source.roles
  const role = from === undefined ? profile : withoutToken(profile)
  const { accountId } = inProfile(role, 'role_arn', parseRoleArn)
  const roles: Target['roles'] = [ofAccount(accountOf(settings, accountId), role), ...before]
  if (from !== undefined) return { label: name, roles, source, from: source.from, words: [name, `--from=${from}`] }
  return { label: name, roles, source, from: roles[1]?.name ?? keyName(source), words: [name] }
}

/** The role without its web identity token: the user named a key for it. */
function withoutToken({ web_identity_token_file, ...role }: Profile): Profile {
  return role
}

/** The account's `duration` applies to its roles, unless their profiles have one. */
function ofAccount({ duration }: Account, role: Profile): Profile {
  return role.duration_seconds !== undefined || duration === undefined
    ? role
    : { ...role, duration_seconds: String(duration) }
}

/** A name that finds the key at the start of the lookup, not the role that its profile may also have. */
function keyName(source: Source): string {
  const { roles, base, isBackup } = source
  const isOther = isBackup || roles.some(({ name }) => name === base.name)
  return isOther && 'accessKey' in source ? source.accessKey.accessKeyId : base.name
}
