import { Command, Option } from 'clipanion'
import type { Identity } from '../aws/sts.ts'
import { AwsenvCommand } from '../command-line/command.ts'
import { type Configuration, configurationOf, regionIn } from '../credentials/environment/configuration.ts'
import { networkOf } from '../credentials/session/network.ts'
import { stsRegion } from '../credentials/session/region.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { parsePrincipalArn } from '../model/arn.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { clockTime, duration } from '../model/duration.ts'
import { table } from '../terminal/table.ts'
import { printable } from '../text/printable.ts'

/** Who the credentials of this shell belong to, beside what the shell claims, and where each setting comes from. */
export class WhoamiCommand extends AwsenvCommand {
  static override paths = [['whoami']]
  static override usage = Command.Usage({
    description: 'who you are to AWS, how long, and where profile, key and region come from',
    details:
      'Asks AWS (GetCallerIdentity, and the alias of the account if you may read it) and shows the answer beside what this shell claims. Exit code 3 where there are no credentials, or they have expired.',
    examples: [
      ['Ask AWS', '$0 whoami'],
      ['What the shell claims, without a request', '$0 whoami --offline'],
      ['For a script', '$0 whoami --json'],
    ],
  })

  offline = Option.Boolean('--offline', false, { description: 'ask nobody: what the environment and the files say' })
  json = Option.Boolean('--json', false, { description: 'as JSON' })

  override get givesData(): boolean {
    return this.json
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    const configuration = configurationOf(context)
    const { accessKey, role, expires } = configuration
    const left = expires === undefined ? undefined : expires - context.now() / 1000
    if (accessKey === undefined) {
      throw new AwsenvError('there are no credentials in this shell or in the files', {
        hint: 'run: awsenv login, or awsenv assume ACCOUNT ROLE',
        exitCode: ExitCode.noSession,
      })
    }
    if (left !== undefined && left <= 0) {
      throw new AwsenvError(
        `the session of "${role ?? shownAccessKeyId(accessKey.value)}" expired at ${clockTime(expires ?? 0, context.now())}`,
        {
          hint: 'assume the role again: awsenv assume, or log in: awsenv login',
          exitCode: ExitCode.noSession,
        },
      )
    }
    const asked = this.offline ? undefined : await this.ask(configuration)
    context.output.write(
      this.json ? `${JSON.stringify(report(configuration, asked), null, 2)}\n` : this.text(configuration, asked, left),
    )
    return ExitCode.done
  }

  private async ask(configuration: Configuration): Promise<Asked> {
    const { aws } = this.awsenv
    const { accessKey, profile: selected } = configuration
    if (accessKey === undefined) return {}
    const profile = this.awsenv.profiles.get(selected?.value ?? 'default')
    aws.follow(networkOf(profile === undefined ? [] : [profile], this.awsenv.profiles))
    const caller = { accessKey: accessKey.value, region: stsRegion(this.awsenv, regionIn(configuration), undefined) }
    // Both at once: the alias is a courtesy, and a user that may not read it has to wait for nothing.
    const [identity, alias] = await Promise.all([
      aws.getCallerIdentity(caller),
      aws.accountAlias(caller).catch(() => undefined),
    ])
    return { identity, alias }
  }

  private text(configuration: Configuration, { identity, alias }: Asked = {}, left: number | undefined): string {
    const { role, roleArn, accountId, from, profile, accessKey, region, expires } = configuration
    const account = identity?.accountId ?? accountId
    const rows = [
      ['identity', identity?.arn ?? (this.offline ? '(not asked)' : '')],
      ['account', account === undefined ? undefined : `${account}${alias === undefined ? '' : ` (${alias})`}`],
      ['role', role === undefined ? undefined : `${role}${roleArn === undefined ? '' : ` (${roleArn})`}`],
      ['came by', from],
      [
        'time left',
        left === undefined ? undefined : `${duration(left)}, until ${clockTime(expires ?? 0, this.awsenv.now())}`,
      ],
    ].filter((row): row is string[] => row[1] !== undefined)
    const sources = [
      ['', 'value', 'from'],
      ['profile', profile?.value ?? '<not set>', profile?.origin ?? ''],
      [
        'access key',
        accessKey === undefined ? '<not set>' : shownAccessKeyId(accessKey.value),
        accessKey?.origin ?? '',
      ],
      ['region', region?.value ?? '<not set>', region?.origin ?? ''],
    ]
    const mismatch = mismatchOf(configuration, identity)
    if (mismatch !== undefined) this.awsenv.say(mismatch)
    return `${table(rows.map(row => row.map(printable)))}\n${table(sources.map(row => row.map(printable)))}`
  }
}

type Asked = { readonly identity?: Identity | undefined; readonly alias?: string | undefined }

/** A shell that says one role and has the keys of another is worth a word. */
function mismatchOf({ role, roleArn, accountId }: Configuration, identity: Identity | undefined): string | undefined {
  if (identity === undefined || role === undefined) return undefined
  const roleName = roleArn?.split('/').at(-1)
  const isSame =
    identity.accountId === accountId && (roleName === undefined || identity.arn.includes(`:assumed-role/${roleName}/`))
  return isSame
    ? undefined
    : `this shell claims "${role}", but its keys belong to ${parsePrincipalArn(identity.arn)?.name ?? 'another'} (${identity.arn})`
}

function report(configuration: Configuration, asked: Asked | undefined): object {
  const { role, roleArn, accountId, from, profile, accessKey, region, expires } = configuration
  const identity = asked?.identity
  return {
    arn: identity?.arn ?? null,
    userId: identity?.userId ?? null,
    accountId: identity?.accountId ?? accountId ?? null,
    accountAlias: asked?.alias ?? null,
    role: role ?? null,
    roleArn: roleArn ?? null,
    from: from ?? null,
    expiration: expires === undefined ? null : new Date(expires * 1000).toISOString(),
    profile: profile ?? null,
    accessKey: accessKey === undefined ? null : { value: shownAccessKeyId(accessKey.value), origin: accessKey.origin },
    region: region ?? null,
  }
}
