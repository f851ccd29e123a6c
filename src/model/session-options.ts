/**
 * The options of AssumeRole beside the role, each checked against AWS's limits before it is sent. Pure.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { misused } from '../errors.ts'

export type SessionTag = { readonly key: string; readonly value: string }

export type RoleOptions = {
  readonly externalId?: string | undefined
  readonly roleSessionName?: string | undefined
  readonly sourceIdentity?: string | undefined
  readonly tags?: readonly SessionTag[] | undefined
  readonly transitiveTagKeys?: readonly string[] | undefined
  /** A session policy as JSON: the session may do what both the policy and the role allow. */
  readonly policy?: string | undefined
  readonly policyArns?: readonly string[] | undefined
}

/** @throws AwsenvError that names the option and its limit. */
export function checkRoleOptions(options: RoleOptions): void {
  const {
    externalId,
    roleSessionName,
    sourceIdentity,
    tags = [],
    transitiveTagKeys = [],
    policy,
    policyArns = [],
  } = options
  if (roleSessionName !== undefined)
    check('a session name', roleSessionName, /^[\w+=,.@-]{2,64}$/, '2 to 64 letters, digits and +=,.@_-')
  if (externalId !== undefined)
    check('an external id', externalId, /^[\w+=,.@:/-]{2,1224}$/, '2 to 1224 letters, digits and +=,.@:/_-')
  if (sourceIdentity !== undefined)
    check(
      'a source identity',
      sourceIdentity,
      /^(?!aws:)[\w+=,.@-]{2,64}$/,
      '2 to 64 letters, digits and +=,.@_-, and not aws: at its start',
    )
  for (const { key, value } of tags) {
    check(
      'the key of a session tag',
      key,
      /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
      '1 to 128 letters, digits, blanks and _.:/=+-@',
    )
    check(
      `the value of the session tag "${key}"`,
      value,
      /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
      'up to 256 letters, digits, blanks and _.:/=+-@',
    )
  }
  checkTagKeys(tags, transitiveTagKeys)
  for (const arn of policyArns)
    check(
      'the ARN of a policy',
      arn,
      /^(?=.{20,2048}$)arn:aws[a-z0-9-]*:iam::(?:\d{12}|aws):policy\/[\x21-\x7e]+$/,
      '20 to 2048 characters, like arn:aws:iam::aws:policy/ReadOnlyAccess',
    )
  if (policyArns.length > MOST_POLICIES)
    throw misused(`${policyArns.length} policy ARNs are too many`, `AWS takes ${MOST_POLICIES}`)
  if (policy !== undefined) checkPolicy(policy)
}

/** The tags of `session_tags = team=web,stage=test` (aws-vault's form), or of `--tag KEY=VALUE`. */
export function parseTags(words: readonly string[]): readonly SessionTag[] {
  return words.map(word => {
    const at = word.indexOf('=')
    if (at < 1) throw misused(`"${word}" is not a session tag`, 'write it as KEY=VALUE')
    return { key: word.slice(0, at).trim(), value: word.slice(at + 1).trim() }
  })
}

function checkTagKeys(tags: readonly SessionTag[], transitiveTagKeys: readonly string[]): void {
  const keys = tags.map(({ key }) => key.toLowerCase())
  if (keys.length > MOST_TAGS) throw misused(`${keys.length} session tags are too many`, `AWS takes ${MOST_TAGS}`)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined)
    throw misused(
      `the session tag "${twice}" is given twice`,
      'AWS does not tell upper and lower case apart in the keys',
    )
  if (transitiveTagKeys.length > MOST_TAGS)
    throw misused(`${transitiveTagKeys.length} transitive tags are too many`, `AWS takes ${MOST_TAGS}`)
  const missing = transitiveTagKeys.find(key => !keys.includes(key.toLowerCase()))
  if (missing !== undefined)
    throw misused(
      `the transitive tag "${missing}" is not among the session tags`,
      `give its value too: --tag ${missing}=VALUE`,
    )
}

function checkPolicy(policy: string): void {
  check('a session policy', policy, /^[\t\n\r\x20-\u00ff]+$/, 'text within Latin-1')
  // Only AWS can tell its packed size, with tags and ARNs. The plain text has a limit too.
  if (policy.length > LONGEST_POLICY)
    throw misused(
      `the session policy has ${policy.length} characters`,
      `AWS takes ${LONGEST_POLICY}: leave blanks out, or use --policy-arn`,
    )
  try {
    JSON.parse(policy)
  } catch (cause) {
    throw misused('the session policy is not JSON', 'look for a missing comma or quote', cause)
  }
}

function check(what: string, value: string, pattern: RegExp, limit: string): void {
  if (!pattern.test(value)) throw misused(`"${value}" can't be ${what}`, `it has ${limit}`)
}

const MOST_TAGS = 50
const MOST_POLICIES = 10
const LONGEST_POLICY = 2048
