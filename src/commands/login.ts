import { Command, Option } from 'clipanion'
import { giveSession } from '../command-line/answer.ts'
import { formatOption, printOption, shellOption } from '../command-line/options.ts'
import { SessionCommand } from '../command-line/session-command.ts'
import { rememberNames } from '../completion/names-file.ts'
import { sessionChange } from '../credentials/environment/change.ts'
import type { LoginOwner } from '../credentials/login-step.ts'
import { resolveLogin } from '../credentials/resolve.ts'
import { LOGIN_DURATION } from '../credentials/session/login.ts'
import { sourceForLogin } from '../credentials/source/for-login.ts'
import { parsePrincipalArn } from '../model/arn.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { clockTime, duration } from '../model/duration.ts'
import { sessionVariables, type ToldChange } from '../model/environment.ts'
import { accountOf } from '../settings/settings.ts'

/** MFA once: every role that is assumed afterwards, here or in another terminal, is assumed without a question. */
export class LoginCommand extends SessionCommand {
  static override paths = [['login']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'log in with MFA, once for all roles',
    details:
      'Calls GetSessionToken with a code of your MFA device. The session is cached, sealed, for as long as it lasts (12 hours unless ' +
      '--duration says otherwise, up to 36), and every terminal uses it. The code is asked for on the terminal, or comes from ' +
      '--mfa-stdin, AWSENV_MFA_CODE, or the command that "mfa_process" in the profile names.',
    examples: [
      ['Log in with the key of the environment or of [default]', '$0 login'],
      ['Log in with the key of a profile, for eight hours', '$0 login work --duration 8h'],
    ],
  })

  shell = shellOption()
  print = printOption()
  format = formatOption()
  profile = Option.String({ required: false, name: 'PROFILE' })

  override get givesData(): boolean {
    return this.format !== undefined
  }

  async execute(): Promise<number> {
    return giveSession(this.awsenv, this, () => this.change())
  }

  async change(): Promise<ToldChange> {
    const context = this.awsenv
    // Before the code is asked for: a file that is not understood ends it here.
    const { settings } = await context.settings
    const source = await sourceForLogin(context, this.profile)
    const { credentials, accessKey, owner, exported } = await resolveLogin(
      context,
      source,
      this.request(LOGIN_DURATION),
    )
    await rememberNames(context)
    const { accountId } = owner
    const was =
      context.env['AWSENV_ROLE'] ??
      `the key ${shownAccessKeyId({ accessKeyId: context.env['AWS_ACCESS_KEY_ID'] ?? accessKey.accessKeyId })}`
    const { name = accountId, colour } = accountOf(settings, accountId)
    const role = `mfa@${name}`
    const session = { credentials, accountId, role, from: source.from, region: exported }
    const named = { ...session, colour, setsAwsVault: settings.aws_vault }
    const change = this.givesData ? sessionVariables(named) : await sessionChange(context, named)
    const left = credentials.expiration - context.now() / 1000
    const note = `you were ${was}; you are ${shownOwner(owner)}, until ${clockTime(credentials.expiration, context.now())} (${duration(left)})`
    return { change, notes: [note] }
  }
}

/** `alice with MFA (arn:aws:iam::123456789012:user/alice)` */
function shownOwner({ arn, accountId }: LoginOwner): string {
  if (arn === undefined) return `a user of account ${accountId} with MFA`
  return `${parsePrincipalArn(arn)?.name ?? arn} with MFA (${arn})`
}
