/** ARNs, partitions and account ids. Pure. Limits and patterns: reference of AssumeRole and of IAM identifiers. */
import { misused } from '../errors.ts'

/** A role as in its ARN; `path` has no slash at its ends and may be empty. */
export type RoleArn = {
  readonly arn: string
  readonly partition: string
  readonly accountId: string
  readonly path: string
  readonly roleName: string
}

/** One of AWS's separate clouds: credentials of one are worthless in another. */
export type Partition = {
  readonly id: string
  readonly dnsSuffix: string
  /** The region of STS if none is configured. */
  readonly implicitRegion: string
  readonly regionPrefix: string
}

/** From botocore's partitions.json. */
export const PARTITIONS: readonly Partition[] = [
  { id: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', implicitRegion: 'cn-northwest-1', regionPrefix: 'cn-' },
  { id: 'aws-us-gov', dnsSuffix: 'amazonaws.com', implicitRegion: 'us-gov-west-1', regionPrefix: 'us-gov-' },
  { id: 'aws-eusc', dnsSuffix: 'amazonaws.eu', implicitRegion: 'eusc-de-east-1', regionPrefix: 'eusc-' },
  { id: 'aws-iso', dnsSuffix: 'c2s.ic.gov', implicitRegion: 'us-iso-east-1', regionPrefix: 'us-iso-' },
  { id: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov', implicitRegion: 'us-isob-east-1', regionPrefix: 'us-isob-' },
  { id: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk', implicitRegion: 'eu-isoe-west-1', regionPrefix: 'eu-isoe-' },
  { id: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov', implicitRegion: 'us-isof-south-1', regionPrefix: 'us-isof-' },
  { id: 'aws', dnsSuffix: 'amazonaws.com', implicitRegion: 'us-east-1', regionPrefix: '' },
]

/** The partition of a region; a region of an unknown form counts as `aws`, as in the SDKs. */
export function partitionOfRegion(region: string): Partition {
  for (const partition of PARTITIONS) if (region.startsWith(partition.regionPrefix)) return partition
  throw new Error('the last prefix is empty')
}

export function partitionById(id: string): Partition | undefined {
  return PARTITIONS.find(partition => partition.id === id)
}

/** The ARN of a role from an account id and a role's name, which may have its path before it. */
export function roleArn(partition: string, accountId: string, role: string): RoleArn {
  return parseRoleArn(`arn:${partition}:iam::${checkedAccountId(accountId)}:role/${checkedRoleName(role)}`)
}

/** @throws AwsenvError unless it is the ARN of an IAM role. */
export function parseRoleArn(arn: string): RoleArn {
  const match = /^arn:(aws[a-z0-9-]*):iam::(\d{12}):role\/((?:[\x21-\x2e\x30-\x7e]+\/)*)([\w+=,.@-]{1,64})$/.exec(arn)
  if (match === null || arn.length > 2048) {
    throw misused(
      `"${arn}" is not the ARN of a role`,
      'it looks like arn:aws:iam::123456789012:role/Admin, where the name may have a path before it',
    )
  }
  const [, partition = '', accountId = '', path = '', roleName = ''] = match
  return { arn, partition, accountId, path: path.replace(/\/$/, ''), roleName }
}

/** What IAM Identity Center calls the role of an ARN; undefined for any other role. */
export function permissionSetIn(roleArn: string): string | undefined {
  return /\/AWSReservedSSO_([\w+=,.@-]+)_[0-9a-f]{16}$/.exec(roleArn)?.[1]
}

/** The account id and the last part of the name in an ARN of STS or IAM (a session or a user). */
export function parsePrincipalArn(arn: string): { partition: string; accountId: string; name: string } | undefined {
  const match =
    /^arn:(aws[a-z0-9-]*):(?:iam|sts)::(\d{12}):(?:root|(?:user|assumed-role|federated-user)\/(?:.*\/)?([^/]+))$/.exec(
      arn,
    )
  if (match === null) return undefined
  const [, partition = '', accountId = '', name = 'root'] = match
  return { partition, accountId, name }
}

/** The 12 digits of an account id, which the console writes with dashes: `1234-5678-9012`. */
export function accountIdIn(text: string): string | undefined {
  return /^(?:\d{12}|\d{4}-\d{4}-\d{4})$/.test(text) ? text.replaceAll('-', '') : undefined
}

/** `123456789012 Admin`, typed as one word. */
export function accountAndRole(text: string): readonly [accountId: string, role: string] | undefined {
  const [, account = '', role = ''] = /^(\S+) (\S+)$/.exec(text) ?? []
  const accountId = accountIdIn(account)
  return accountId === undefined ? undefined : [accountId, role]
}

/**
 * What `assume` takes instead of a word that has an account and a role, but is neither an ARN of a role nor two words: a
 * session's ARN, as CloudTrail shows it, or `123456789012/Admin`.
 */
export function roleMeant(word: string): string | undefined {
  const [, account = '', role = ''] = SESSION_ARN.exec(word) ?? ACCOUNT_WITH_ROLE.exec(word) ?? []
  const accountId = accountIdIn(account)
  return accountId && `${accountId} ${permissionSetIn(`/${role}`) ?? role}`
}

const SESSION_ARN = /^arn:aws[a-z0-9-]*:sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/[^/]+$/
const ACCOUNT_WITH_ROLE = /^([\d-]+)[:/](?:role\/)?((?:[\w+=,.@-]+\/)*[\w+=,.@-]+)$/

export function checkedAccountId(text: string): string {
  const accountId = accountIdIn(text)
  if (accountId !== undefined) return accountId
  throw misused(`"${text}" is not an account id`, 'an account id is 12 digits')
}

/** @throws AwsenvError unless it can be part of an endpoint's host name. */
export function checkedRegion(region: string): string {
  if (/^[a-z]{2,}(?:-[a-z0-9]+)+-\d+$/.test(region) && region.length <= 32) return region
  throw misused(`"${region}" is not a region`, 'a region looks like eu-central-1')
}

function checkedRoleName(role: string): string {
  const name = role.replace(/^\//, '')
  if (/^(?:[\x21-\x2e\x30-\x7e]+\/)*[\w+=,.@-]{1,64}$/.test(name)) return name
  throw misused(
    `"${role}" is not the name of a role`,
    'up to 64 letters, digits and +=,.@_-; a path may stand before it, as in team/dev/Admin',
  )
}
