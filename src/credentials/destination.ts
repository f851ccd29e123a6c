/** What a person names to get a role: an account and a role, an ARN, a profile. Each becomes a profile and a source. */
import { parseRoleArn, roleArn } from '../aws/arn.ts'
import type { Context } from '../context.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { unknownProfile } from '../profiles/near.ts'
import { adHocProfile, type Profile } from '../profiles/profile.ts'
import { partitionOf } from './resolve.ts'
import { findSource, type Source } from './source.ts'
import type { Wishes } from './wishes.ts'

export type Destination = {
  /** What the prompt calls it: the profile's name, or `Admin@123456789012`. */
  readonly label: string
  /** The roles to be assumed, the wanted one first. */
  readonly roles: readonly [Profile, ...Profile[]]
  readonly source: Source
  /** What AWSENV_FROM says: where the next role is to start, which is where this one did. */
  readonly from: string
  /** The words that lead here again, from any shell. */
  readonly words: readonly string[]
}

/** `target` is an account id when `roleName` is given; without both, the person is asked. */
export function destinationOf(
  context: Context,
  {
    target,
    roleName,
    from,
  }: { readonly target: string | undefined; readonly roleName: string | undefined; readonly from: string | undefined },
  wishes: Wishes,
): Destination {
  if (target === undefined) return byAccount(context, ...askForRole(context), from, wishes)
  if (roleName !== undefined) return byAccount(context, target, roleName, from, wishes)
  return target.startsWith('arn:')
    ? byArn(context, target, findSource(context, from))
    : byProfile(context, target, from)
}

function byAccount(
  context: Context,
  accountId: string,
  roleName: string,
  from: string | undefined,
  wishes: Wishes,
): Destination {
  const source = findSource(context, from)
  return byArn(context, roleArn(partitionOf(context, source, wishes), accountId, roleName).arn, source)
}

function byArn(context: Context, arn: string, source: Source): Destination {
  const { accountId, roleName } = parseRoleArn(arn)
  const label = `${roleName}@${accountId}`
  context.debug(`${label} is assumed with the key of ${source.place}`)
  const roles: Destination['roles'] = [adHocProfile(label, { role_arn: arn }), ...source.roles]
  return { label, roles, source, from: source.from, words: [arn, `--from=${source.from}`] }
}

function byProfile(context: Context, name: string, from: string | undefined): Destination {
  const { profiles } = context
  const profile = profiles.get(name)
  if (profile === undefined && /^\d+$/.test(name)) {
    throw new AwsenvError(`the role's name is missing after "${name}"`, {
      hint: `run: awsenv assume ${name} ROLE`,
      exitCode: ExitCode.misused,
    })
  }
  if (profile === undefined) throw unknownProfile(name, profiles)
  if (profile.role_arn === undefined) {
    throw new AwsenvError(`profile "${name}" has no role_arn: there is no role to assume`, {
      hint: `for its own session run: awsenv login ${name}`,
    })
  }
  const source = findSource(context, from ?? name)
  const roles = (from === undefined ? source.roles : [profile, ...source.roles]) as unknown as Destination['roles']
  if (from !== undefined) return { label: name, roles, source, from: source.from, words: [name, `--from=${from}`] }
  return { label: name, roles, source, from: roles[1]?.name ?? keyName(source), words: [name] }
}

/** The name by which the key at the road's beginning is found again, and not the role that its profile may have too. */
function keyName({ roles, base, accessKey, isBackup }: Source): string {
  return isBackup || roles.some(({ name }) => name === base.name) ? accessKey.accessKeyId : base.name
}

function askForRole(context: Context): [accountId: string, roleName: string] {
  const ask = (question: string) => {
    const answer = context.terminal.ask(question)?.trim()
    if (answer) return answer
    throw new AwsenvError('nothing was given: nothing has changed', { hint: 'run: awsenv assume ACCOUNT ROLE' })
  }
  return [ask('Account id: '), ask('Role: ')]
}
