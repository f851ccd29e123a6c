import { Command, Option } from 'clipanion'
import { parseRoleArn, roleArn } from '../aws/arn.ts'
import type { Context } from '../context.ts'
import { restoreOf } from '../credentials/before.ts'
import { ROLE_DURATION } from '../credentials/providers/assume-role.ts'
import { partitionOf, resolveRole } from '../credentials/resolve.ts'
import type { Source } from '../credentials/source.ts'
import type { Wishes } from '../credentials/wishes.ts'
import { clockTime, duration } from '../duration.ts'
import type { EnvironmentChange } from '../environment.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { unknownProfile } from '../profiles/near.ts'
import { adHocProfile, type Profile } from '../profiles/profile.ts'
import { RoadCommand } from './road-command.ts'
import { sessionChange } from './session-change.ts'

/** The role into this shell. Everything that can be named becomes a profile first; from there the road is one. */
export class AssumeCommand extends RoadCommand {
  static override paths = [['assume']]
  static override usage = Command.Usage({
    description: 'assume a role and put it into this shell',
    details:
      'TARGET is an account id with the name of a role, the ARN of a role, a profile with role_arn, or - for the role before this one. ' +
      'Without it, account and role are asked for. A cached session is used where there is one; MFA is asked for where no login is at hand.',
    examples: [
      ['Assume by account and name', '$0 assume 123456789012 Admin'],
      ['Assume by ARN, from the key of a profile', '$0 assume arn:aws:iam::123456789012:role/team/Deploy --from work'],
      ['Assume what a profile says, for four hours', '$0 assume prod --duration 4h'],
      ['Go back to the role before', '$0 assume -'],
    ],
  })

  from = Option.String('--from', { description: 'the profile, or the access key id, to start from' })
  sessionName = Option.String('--session-name', {
    description: 'what CloudTrail calls the session (default: your user name)',
  })
  externalId = Option.String('--external-id', { description: "the id that the role's trust policy asks for" })
  target = Option.String({ required: false, name: 'TARGET' })
  role = Option.String({ required: false, name: 'ROLE' })

  async change(): Promise<EnvironmentChange> {
    if (this.target === '-' && this.role === undefined) return this.theOneBefore().change()
    const context = this.awsenv
    const wishes = { ...this.wishes(ROLE_DURATION), sessionName: this.sessionName, externalId: this.externalId }
    checkNames(wishes)
    const { label, role, source, words } = this.destination(wishes)
    const roles = role === undefined ? source.roles : [role, ...source.roles]
    const { arn, accountId } = parseRoleArn(roles[0]?.role_arn ?? '')
    const { credentials, exported } = await resolveRole(context, roles, source, wishes)
    const session = { credentials, accountId, role: label, roleArn: arn, from: source.from, region: exported }
    const change = await sessionChange(context, session, [...words, ...this.optionWords(source)])
    const left = credentials.expiration - context.now() / 1000
    context.say(
      `${label} is assumed (${arn}), until ${clockTime(credentials.expiration, context.now())} (${duration(left)})`,
    )
    return change
  }

  /** What was named: the profile to assume (none where the source is itself the role's profile), and what leads there again. */
  private destination(wishes: Wishes): {
    label: string
    role: Profile | undefined
    source: Source
    words: readonly string[]
  } {
    const [target, roleName] = this.target === undefined ? askForRole(this.awsenv) : [this.target, this.role]
    if (roleName === undefined && !target.startsWith('arn:')) return this.profileDestination(target)
    const source = this.source(this.from)
    const {
      arn,
      accountId,
      roleName: name,
    } = roleName === undefined
      ? parseRoleArn(target)
      : roleArn(partitionOf(this.awsenv, source, wishes), target, roleName)
    return {
      label: `${name}@${accountId}`,
      role: adHocProfile(`${name}@${accountId}`, { role_arn: arn }),
      source,
      words: [arn],
    }
  }

  private profileDestination(name: string): {
    label: string
    role: Profile | undefined
    source: Source
    words: readonly string[]
  } {
    const { profiles } = this.awsenv
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
    if (this.from === undefined) return { label: name, role: undefined, source: this.source(name), words: [name] }
    return { label: name, role: profile, source: this.source(this.from), words: [name] }
  }

  private theOneBefore(): AssumeCommand {
    const words = restoreOf(this.awsenv)?.previous
    if (words === undefined)
      throw new AwsenvError('there is no role before this one in this shell', {
        hint: 'name one: awsenv assume ACCOUNT ROLE',
      })
    const given = [
      this.duration && `--duration=${this.duration}`,
      this.region && `--region=${this.region}`,
      this.refresh && '--refresh',
      this.mfaStdin && '--mfa-stdin',
    ]
    return this.cli.process(
      ['assume', ...words, ...given.filter(word => typeof word === 'string')],
      this.awsenv,
    ) as AssumeCommand
  }

  /** The options that belong to the destination, for `assume -`. Those of one call, such as --refresh, don't. */
  private optionWords(source: Source): string[] {
    const { sessionName, externalId, duration: howLong, region, mfaSerial } = this
    const from =
      this.from ??
      (this.target?.startsWith('arn:') || this.role !== undefined || this.target === undefined
        ? source.from
        : undefined)
    const options = {
      from,
      'session-name': sessionName,
      'external-id': externalId,
      duration: howLong,
      region,
      'mfa-serial': mfaSerial,
    }
    return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]))
  }
}

function askForRole(context: Context): [target: string, role: string] {
  const ask = (question: string) => {
    const answer = context.terminal.ask(question)?.trim()
    if (answer) return answer
    throw new AwsenvError('nothing was given: nothing has changed', { hint: 'run: awsenv assume ACCOUNT ROLE' })
  }
  return [ask('Account id: '), ask('Role: ')]
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function checkNames({ sessionName, externalId }: Wishes): void {
  const refuse = (message: string, hint: string) => {
    throw new AwsenvError(message, { hint, exitCode: ExitCode.misused })
  }
  if (sessionName !== undefined && !/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    refuse(`"${sessionName}" can't be the name of a session`, 'it has 2 to 64 letters, digits and +=,.@_-')
  }
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    refuse(`"${externalId}" can't be an external id`, 'it has 2 to 1224 letters, digits and +=,.@:/_-')
  }
}
