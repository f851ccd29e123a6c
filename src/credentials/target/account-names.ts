/** Which of the accounts of IAM Identity Center, and of their roles, a typed word means. Pure. */
import { nearNames } from '../../text/near-names.ts'

type Named = { readonly accountId: string; readonly accountName: string }

/** The accounts that a word names: by id, by name, by the name without case and blanks, or by a part of it. */
export function accountsMeant<T extends Named>(word: string, accounts: readonly T[]): readonly T[] {
  const exact = accounts.filter(({ accountId, accountName }) => accountId === word || accountName === word)
  if (exact.length > 0) return exact
  const plain = plainName(word)
  if (plain === '') return []
  const alike = accounts.filter(({ accountName }) => plainName(accountName) === plain)
  return alike.length > 0 ? alike : accounts.filter(({ accountName }) => plainName(accountName).includes(plain))
}

/** Whether it is what the account is called, but for case and blanks. */
export function isItsName(word: string, { accountId, accountName }: Named): boolean {
  return accountId === word || plainName(accountName) === plainName(word)
}

/** The names that differ by a typo. Nobody gets into an account by one. */
export function accountsNear<T extends Named>(word: string, accounts: readonly T[]): readonly T[] {
  const byName = new Map(accounts.map(account => [account.accountName, account]))
  return nearNames(word, [...byName.keys()]).flatMap(name => byName.get(name) ?? [])
}

/** The role of that name, as AWS writes it. */
export function roleIn(roles: readonly string[], typed: string): string | undefined {
  return roles.find(role => role === typed) ?? roles.find(role => role.toLowerCase() === typed.toLowerCase())
}

/** `Data Platform`, `data-platform` and `data_platform` are one name. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '')
}
