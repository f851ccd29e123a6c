/** The error for a single word that is neither an alias nor a profile. */
import type { Context } from '../../context/context.ts'
import { type AwsenvError, misused } from '../../errors.ts'
import { roleMeant } from '../../model/arn.ts'
import { unknownProfile } from '../../profiles/unknown-profile.ts'
import type { Settings } from '../../settings/settings.ts'
import { shellWord } from '../../shells/posix.ts'
import { accountsMeant, isItsName } from './account-names.ts'
import { listedPlaces } from './assigned-account.ts'

/** An account of IAM Identity Center lacks its role; any other word is taken for a profile's name. */
export function unknownTarget(context: Context, settings: Settings, word: string): AwsenvError {
  refuseNearly(word)
  const accounts = accountsMeant(
    word,
    listedPlaces(context).map(({ account }) => account),
  )
  const [account, ...others] = new Map(accounts.map(one => [one.accountId, one])).values()
  if (account === undefined || others.length > 0 || !isItsName(word, account))
    return unknownProfile(word, context.profiles, Object.keys(settings.aliases))
  const { accountName, roles = [] } = account
  const there = roles.length === 0 ? '' : `; it has ${roles.join(', ')}`
  return misused(
    `the role's name is missing after "${word}"`,
    `run: awsenv assume ${shellWord(accountName)} ${roles.length === 1 ? roles[0] : 'ROLE'}${there}`,
  )
}

/** The error of a word that has an account and a role, but not in a form that assume takes. */
export function refuseNearly(word: string): void {
  const meant = roleMeant(word)
  if (meant) throw misused(`"${word}" is neither a profile nor the ARN of a role`, `run: awsenv assume ${meant}`)
}
