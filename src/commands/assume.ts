import { readFileSync } from 'node:fs'
import { Command, Option } from 'clipanion'
import { parseRoleArn } from '../aws/arn.ts'
import { checkRoleOptions, parseTags, type RoleOptions } from '../aws/role-options.ts'
import { restoreOf } from '../credentials/before.ts'
import { destinationOf } from '../credentials/destination.ts'
import { ROLE_DURATION } from '../credentials/providers/assume-role.ts'
import { resolveRole } from '../credentials/resolve.ts'
import { clockTime, duration } from '../duration.ts'
import type { ToldChange } from '../environment.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { RoadCommand } from './road-command.ts'

/** The role into this shell. */
export class AssumeCommand extends RoadCommand {
  static override paths = [['assume']]
  static override usage = Command.Usage({
    description: 'assume a role and put it into this shell',
    details:
      'TARGET is an account id with the name of a role, the ARN of a role, a profile with role_arn, an alias of the settings, or - for the role before this one. ' +
      'Without it, a list of aliases, profiles and the roles assumed lately is shown to choose from, or account and role are asked for (AWSENV_PICKER=0, a plain terminal, nothing to choose from). A cached session is used where there is one; MFA is asked for where no login is at hand.',
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
  sourceIdentity = Option.String('--source-identity', {
    description: 'who is behind the session, through all later roles',
  })
  tag = Option.Array('--tag', [], { description: 'a session tag, KEY=VALUE; may be given again' })
  transitiveTag = Option.Array('--transitive-tag', [], {
    description: 'the key of a tag that later roles inherit; may be given again',
  })
  policy = Option.String('--policy', { description: 'a session policy: JSON, or the path of a file that has it' })
  policyArn = Option.Array('--policy-arn', [], {
    description: 'a managed policy as session policy; may be given again',
  })
  target = Option.String({ required: false, name: 'TARGET' })
  role = Option.String({ required: false, name: 'ROLE' })

  async change(): Promise<ToldChange> {
    if (this.target === '-' && this.role === undefined) return this.theOneBefore().change()
    const context = this.awsenv
    const wishes = { ...this.wishes(ROLE_DURATION), role: this.roleOptions() }
    const { label, roles, source, from, words } = await destinationOf(
      context,
      { target: this.target, roleName: this.role, from: this.from },
      wishes,
    )
    const { arn, accountId } = parseRoleArn(roles[0].role_arn ?? '')
    const { credentials, exported } = await resolveRole(context, roles, source, wishes)
    const session = { credentials, accountId, role: label, roleArn: arn, from, region: exported }
    const change = await this.changeFor(session, [...words, ...this.optionWords()])
    const left = credentials.expiration - context.now() / 1000
    const note = `${label} is assumed (${arn}), until ${clockTime(credentials.expiration, context.now())} (${duration(left)})`
    return { change, notes: [note] }
  }

  private roleOptions(): RoleOptions {
    const { tag, transitiveTag, policyArn, policy } = this
    const options = {
      externalId: this.externalId,
      roleSessionName: this.sessionName,
      sourceIdentity: this.sourceIdentity,
      tags: tag.length > 0 ? parseTags(tag) : undefined,
      policy: policy === undefined ? undefined : policyText(policy),
      policyArns: policyArn.length > 0 ? policyArn : undefined,
    }
    checkRoleOptions(options)
    // Their tags may stand in the profile: they are checked together with those.
    return { ...options, transitiveTagKeys: transitiveTag.length > 0 ? transitiveTag : undefined }
  }

  /** With the options of this call, such as --duration, instead of its own. */
  private theOneBefore(): AssumeCommand {
    const words = restoreOf(this.awsenv)?.previous
    if (words === undefined) {
      throw new AwsenvError('there is no role before this one in this shell', {
        hint: 'name one: awsenv assume ACCOUNT ROLE',
      })
    }
    const flags = [this.refresh && '--refresh', this.mfaStdin && '--mfa-stdin'].filter(word => typeof word === 'string')
    return this.cli.process(['assume', ...words, ...this.optionWords(), ...flags], this.context) as AssumeCommand
  }

  /** The options that belong to the destination, for `assume -`. Those of one call, such as --refresh, don't. */
  private optionWords(): string[] {
    const single = {
      duration: this.duration,
      region: this.region,
      'mfa-serial': this.mfaSerial,
      'session-name': this.sessionName,
      'external-id': this.externalId,
      'source-identity': this.sourceIdentity,
      policy: this.policy,
    }
    const several = { tag: this.tag, 'transitive-tag': this.transitiveTag, 'policy-arn': this.policyArn }
    const options = [
      ...Object.entries(single),
      ...Object.entries(several).flatMap(([name, values]) => values.map(value => [name, value] as const)),
    ]
    return options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]))
  }
}

/** JSON as it stands, or the file that has it. */
function policyText(policy: string): string {
  if (policy.trimStart().startsWith('{')) return policy
  try {
    return readFileSync(policy, 'utf8')
  } catch (cause) {
    throw new AwsenvError(`the session policy "${policy}" can't be read (${(cause as NodeJS.ErrnoException).code})`, {
      hint: 'give JSON, or the path of a file with it',
      exitCode: ExitCode.misused,
      cause,
    })
  }
}
