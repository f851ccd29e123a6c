/** Which targets a list of names and patterns means: `prod,acme-*,123456789012 Admin,data-* ReadOnly`. Pure. */
import { misused } from '../../errors.ts'
import { eitherOf, nearNames } from '../../text/near-names.ts'
import { roleIn } from './account-names.ts'

/** What a person would type to get one of them. */
export type Selected = {
  readonly target: string
  readonly roleName?: string | undefined
  /** The session of IAM Identity Center that gives it, if that is known. */
  readonly from?: string | undefined
  /** Whether a pattern found it; else it was typed. */
  readonly isFound: boolean
}

/** What there is to choose from. */
export type Choice = {
  /** Aliases and profiles with a role. */
  readonly names: readonly string[]
  /** Accounts, and the names of their roles if they are known. */
  readonly accounts: readonly SelectableAccount[]
}

export type SelectableAccount = {
  readonly accountId: string
  readonly accountName: string
  readonly roles?: readonly string[] | undefined
  /** Whether an alias or a profile leads into it: then their names are what a pattern without a role finds. */
  readonly hasProfile?: boolean
}

/** In the order of the list, each one once. @throws AwsenvError for a pattern that finds nothing */
export function selected(lists: readonly string[], choice: Choice, isName: (word: string) => boolean): Selected[] {
  const all = lists.flatMap(list => itemsOf(list, isName)).flatMap(item => meant(item, choice, isName))
  return [...new Map(all.map(one => [`${one.target}\n${one.roleName ?? ''}`, one])).values()]
}

/** The accounts that have a role of this name, as `--each-account` asks. */
export function accountsWithRole(
  accounts: readonly (SelectableAccount & { readonly from: string })[],
  roleName: string,
): readonly Selected[] {
  const having = accounts.flatMap(({ accountId, from, roles = [] }) => {
    const role = roleIn(roles, roleName)
    return role === undefined ? [] : [{ target: accountId, roleName: role, from, isFound: true }]
  })
  if (having.length > 0) return having
  const near = nearNames(roleName, [...new Set(accounts.flatMap(({ roles = [] }) => roles))])
  throw misused(
    `no account of IAM Identity Center gives you a role "${roleName}"`,
    near.length > 0 ? `did you mean ${eitherOf(near)}?` : 'awsenv accounts lists the roles',
  )
}

/** A name may have a comma in it. */
function itemsOf(list: string, isName: (word: string) => boolean): readonly string[] {
  if (isName(list)) return [list]
  const items = list.split(',').map(item => item.trim())
  if (items.includes('')) throw misused(`"${list}" has an empty name in it`, 'write the names like --each dev,prod')
  return items
}

function meant(item: string, choice: Choice, isName: (word: string) => boolean): readonly Selected[] {
  if (isName(item)) return [{ target: item, isFound: false }]
  const [, account, roleName] = /^(.*\S)\s+(\S+)$/.exec(item) ?? []
  if (!/[*?]/.test(item))
    return account === undefined ? [{ target: item, isFound: false }] : [{ target: account, roleName, isFound: false }]
  const found =
    account === undefined || roleName === undefined
      ? [...namesLike(item, choice), ...soleRoles(item, choice)]
      : accountsLike(account, roleName, choice)
  if (found.length > 0) return found
  throw misused(
    `nothing matches "${item}"`,
    'a pattern finds aliases, profiles with a role, and accounts: awsenv list and awsenv accounts have their names',
  )
}

function namesLike(pattern: string, { names }: Choice): readonly Selected[] {
  const fits = matcher(pattern)
  return names.filter(fits).map(target => ({ target, isFound: true }))
}

/** Accounts of that name with a single role. Which one is meant of several, nobody guesses. */
function soleRoles(pattern: string, { accounts }: Choice): readonly Selected[] {
  const fits = matcher(pattern)
  return accounts
    .filter(({ accountName, roles = [], hasProfile }) => roles.length > 0 && !hasProfile && fits(accountName))
    .map(({ accountId, accountName, roles: [roleName, ...others] = [] }) => {
      if (others.length === 0) return { target: accountId, roleName, isFound: true }
      throw misused(
        `account "${accountName}" has several roles: ${[roleName, ...others].join(', ')}`,
        `write the role after the pattern: --each '${pattern} ${roleName}'`,
      )
    })
}

function accountsLike(pattern: string, roleName: string, { accounts }: Choice): readonly Selected[] {
  const fits = matcher(pattern)
  return accounts
    .filter(({ accountId, accountName }) => fits(accountName) || fits(accountId))
    .filter(({ roles }) => roles === undefined || roles.includes(roleName))
    .map(({ accountId }) => ({ target: accountId, roleName, isFound: true }))
}

/** `*` is any number of characters, `?` is one. */
export function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split(/\*+/).map(part => Array.from(part))
  const [first = [], ...others] = parts
  const last = others.pop()
  return name => {
    const text = Array.from(name)
    if (last === undefined) return text.length === first.length && fitsAt(text, 0, first)
    const end = text.length - last.length
    if (end < first.length || !fitsAt(text, 0, first) || !fitsAt(text, end, last)) return false
    let at = first.length
    for (const part of others) {
      while (at + part.length <= end && !fitsAt(text, at, part)) at++
      if (at + part.length > end) return false
      at += part.length
    }
    return true
  }
}

function fitsAt(text: readonly string[], at: number, part: readonly string[]): boolean {
  return part.every((character, index) => character === '?' || character === text[at + index])
}
