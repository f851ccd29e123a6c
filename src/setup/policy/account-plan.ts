/** The user of the two policies, and the roles that only this user may assume, with MFA. Pure. */
import { misused } from '../../errors.ts'
import { checkedAccountId, parseRoleArn, partitionById, roleArn } from '../../model/arn.ts'

export type AccountPlan = {
  readonly user: UserName
  readonly roleArns: readonly string[]
  /** In seconds: how old a code may be, by the trust policy. */
  readonly mfaAge: number
}

export type UserName = {
  readonly partition: string
  readonly accountId: string
  /** `/`, or as in `/team/dev/`. */
  readonly path: string
  readonly name: string
  readonly arn: string
}

/** In seconds: one code in twelve hours, the default life of GetSessionToken's session. */
export const MFA_AGE = { least: 900, usual: 43_200, most: 129_600 } as const

/** A user as typed: an ARN, or a name, which may have its path before it, with the account's id. */
export function userNamed(text: string, accountId: string | undefined, partition = 'aws'): UserName {
  const arn = /^arn:(aws[a-z0-9-]*):iam::(\d{12}):user\/(.+)$/.exec(text)
  if (arn !== null) return userName(arn[1] ?? '', arn[2] ?? '', arn[3] ?? '')
  if (accountId === undefined) {
    throw misused(
      `the account of the user "${text}" is not known`,
      'name the account with --account 123456789012, or the user by its ARN',
    )
  }
  return userName(partition, checkedAccountId(accountId), text)
}

/** A role as typed: an ARN, or a name in the user's account. */
export function roleNamed(text: string, { partition, accountId }: UserName): string {
  return (text.startsWith('arn:') ? parseRoleArn(text) : roleArn(partition, accountId, text)).arn
}

function userName(partition: string, accountId: string, text: string): UserName {
  const match = /^\/?((?:[\x21-\x2e\x30-\x7e]+\/)*)([\w+=,.@-]{1,64})$/.exec(text)
  if (match === null || partitionById(partition) === undefined) {
    throw misused(
      `"${text}" is not the name of an IAM user`,
      'up to 64 letters, digits and +=,.@_-; a path may stand before it, as in team/dev/alice',
    )
  }
  const [, folders = '', name = ''] = match
  const path = `/${folders}`
  return { partition, accountId, path, name, arn: `arn:${partition}:iam::${accountId}:user${path}${name}` }
}
