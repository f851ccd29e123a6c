import { Option } from 'clipanion'
import type { Network } from '../aws/client/network.ts'
import { rememberNames } from '../completion/names-files.ts'
import type { Context } from '../context/context.ts'
import { resolveRole } from '../credentials/resolve.ts'
import { ROLE_DURATION } from '../credentials/session/assume-role.ts'
import type { SessionRequest } from '../credentials/session/request.ts'
import { roleParameters } from '../credentials/session/role-parameters.ts'
import { sessionPolicy } from '../credentials/session/session-policy.ts'
import { rememberKey } from '../credentials/source/remembered.ts'
import type { Target } from '../credentials/target/found.ts'
import { targetOf } from '../credentials/target/target.ts'
import { parseDuration } from '../model/duration.ts'
import type { ShellSession } from '../model/environment.ts'
import { checkRoleOptions, parseTags, type RoleOptions } from '../model/session-options.ts'
import { inheritedOf } from '../profiles/chain.ts'
import { accountOf } from '../settings/settings.ts'
import { taking } from './options.ts'
import { SessionCommand } from './session-command.ts'

/** A role's session, and the words after `awsenv assume` that get it again, in any shell. */
export type RoleSession = {
  readonly session: ShellSession
  /** Nobody knows when the session really ends. */
  readonly isOpenEnded: boolean
  readonly words: string[]
  /** The network over which it was obtained. */
  readonly network: Network
}

/** The options of commands that take a role: whose key assumes it, and what the session carries. */
export abstract class RoleCommand extends SessionCommand {
  from = taking('PROFILE', Option.String('--from', { description: 'the profile, or the access key id, to start from' }))
  sessionName = taking(
    'NAME',
    Option.String('--session-name', {
      description: 'what CloudTrail calls the session (default: your user name)',
    }),
  )
  externalId = taking(
    'ID',
    Option.String('--external-id', { description: "the id that the role's trust policy asks for" }),
  )
  sourceIdentity = taking(
    'NAME',
    Option.String('--source-identity', {
      description: 'who is behind the session, through all later roles',
    }),
  )
  tag = taking('TAG=VALUE', Option.Array('--tag', [], { description: 'a session tag; may be given again' }))
  transitiveTag = taking(
    'TAG',
    Option.Array('--transitive-tag', [], {
      description: 'the key of a tag that later roles inherit; may be given again',
    }),
  )
  policy = taking(
    'FILE',
    Option.String('--policy', { description: 'a session policy: JSON, or the path of a file that has it' }),
  )
  policyArn = taking(
    'ARN',
    Option.Array('--policy-arn', [], {
      description: 'a managed policy as session policy; may be given again',
    }),
  )
  /** `--yes`, where a command has it. */
  yes = false
  minTtl = taking(
    'TIME',
    Option.String('--min-ttl', {
      description: 'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m',
    }),
  )

  /** The target that was typed. */
  protected resolveTarget(
    context: Context,
    request: SessionRequest,
    target: string | undefined,
    roleName: string | undefined,
  ): Promise<Target> {
    return targetOf(context, { target, roleName, from: this.from }, request)
  }

  /** The cached session, or a new one. */
  protected async sessionOf(context: Context, request: SessionRequest, target: Target): Promise<RoleSession> {
    const { label, roles, source, from, words } = target
    const { settings } = await context.settings
    const {
      credentials,
      accountId,
      roleArn,
      network,
      exported,
      isOpenEnded = false,
    } = await resolveRole(context, roles, source, request)
    const { colour } = accountOf(settings, accountId)
    const session = { credentials, accountId, role: label, roleArn, from, region: exported }
    const found: RoleSession = {
      session: { ...session, colour, setsAwsVault: settings.aws_vault },
      words: [...words, ...this.optionWords()],
      network,
      isOpenEnded,
    }
    await rememberNames(context, ...roles.flatMap(({ role_arn }) => role_arn ?? []))
    if (target.hasChoice !== false) await rememberKey(context, accountId, target)
    return found
  }

  protected roleRequest(): SessionRequest {
    const least = this.leastLeft()
    return {
      ...this.request(ROLE_DURATION),
      role: this.roleOptions(),
      confirmation: this.yes ? 'yes' : undefined,
      lifeLeft: least === undefined ? undefined : () => least,
    }
  }

  /** The command to type so that no code is needed here: a login, if the role is assumed through one. */
  protected remedy(request: SessionRequest, { roles, source, words }: Target): readonly string[] {
    const [role, ...before] = roles
    if (role === undefined) return ['login', source.from]
    const requests = [roleParameters(role, request), ...before.map(step => roleParameters(step, PLAIN_REQUEST))]
    const isByLogin = requests.every(({ durationSeconds }) => durationSeconds <= ROLE_DURATION.chained)
    const serial = this.mfaSerial ?? inheritedOf([...roles, source.base], 'mfa_serial')
    if (isByLogin && serial === source.base.mfa_serial) return ['login', source.from]
    const [target = '', ...options] = words
    return ['exec', ...options, ...this.optionWords(), target, 'true']
  }

  /** `--min-ttl`, in seconds. */
  protected leastLeft(): number | undefined {
    return this.minTtl === undefined ? undefined : parseDuration(this.minTtl, 1, ROLE_DURATION.most)
  }

  /** The options that `assume -` repeats. Those of a single call, such as --refresh, aren't among them. */
  protected optionWords(): string[] {
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
    const words: string[] = []
    for (const [name, value] of Object.entries(single)) if (value !== undefined) words.push(`--${name}=${value}`)
    for (const [name, values] of Object.entries(several)) words.push(...values.map(value => `--${name}=${value}`))
    return words
  }

  private roleOptions(): RoleOptions {
    const { tag, transitiveTag, policyArn, policy } = this
    const options = {
      externalId: this.externalId,
      roleSessionName: this.sessionName,
      sourceIdentity: this.sourceIdentity,
      tags: tag.length > 0 ? parseTags(tag) : undefined,
      policy: policy === undefined ? undefined : sessionPolicy(policy),
      policyArns: policyArn.length > 0 ? policyArn : undefined,
    }
    checkRoleOptions(options)
    // A transitive tag may be one of the profile's tags, so they are checked together.
    return { ...options, transitiveTagKeys: transitiveTag.length > 0 ? transitiveTag : undefined }
  }
}

const PLAIN_REQUEST: SessionRequest = { mfaStdin: false, isRefresh: false }
