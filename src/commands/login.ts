import { Command, Option } from 'clipanion'
import { giveSession } from '../command-line/answer.ts'
import { formatOption, printOption, shellOption } from '../command-line/options.ts'
import { SessionCommand } from '../command-line/session-command.ts'
import { rememberNames } from '../completion/names-files.ts'
import { sessionChange } from '../credentials/environment/change.ts'
import type { LoginOwner } from '../credentials/login-step.ts'
import { resolveLogin } from '../credentials/resolve.ts'
import { LOGIN_DURATION } from '../credentials/session/login.ts'
import type { SigningIn } from '../credentials/sign-in/sign-in.ts'
import { signingInAt, signingInFor } from '../credentials/signing-in.ts'
import { sourceForLogin } from '../credentials/source/for-login.ts'
import type { Source } from '../credentials/source/source.ts'
import { ExitCode, misused } from '../errors.ts'
import { parsePrincipalArn } from '../model/arn.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { until } from '../model/duration.ts'
import { sessionVariables, type ToldChange } from '../model/environment.ts'
import { accountOf } from '../settings/settings.ts'

/** Asks for MFA once. Afterwards roles are assumed without a question, here and in other terminals. */
export class LoginCommand extends SessionCommand {
  static override paths = [['login']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'log in once, with MFA or in a browser',
    details:
      'Calls GetSessionToken with a code of your MFA device. The session is cached, sealed, for as long as it lasts (12 hours unless ' +
      '--duration says otherwise, up to 36), and every terminal uses it. The MFA code comes from the terminal, ' +
      '--mfa-stdin, AWSENV_MFA_CODE, or the command that "mfa_process" in the profile names. ' +
      'PROFILE may also be a profile or an sso-session of IAM Identity Center, its start URL with --region, or a profile of aws login. Then a browser opens; ' +
      'over SSH, in WSL and containers, or with --device-code, any device will do. ' +
      'awsenv and the AWS CLI share the sign-in.',
    examples: [
      ['Log in with the key of the environment or of [default]', '$0 login'],
      ['Log in with the key of a profile, for eight hours', '$0 login work --duration 8h'],
      ['Sign in to IAM Identity Center', '$0 login https://acme.awsapps.com/start --region eu-central-1'],
    ],
  })

  shell = shellOption()
  print = printOption()
  format = formatOption()
  deviceCode = Option.Boolean('--device-code', false, {
    description: 'sign in with a code, on any device',
  })
  profile = Option.String({ required: false, name: 'PROFILE' })

  override get givesData(): boolean {
    return this.format !== undefined
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    const { profile, region } = this
    const portal = profile === undefined ? undefined : signingInAt(context, profile, region)
    if (portal !== undefined) return this.signIn(portal)
    const source = await sourceForLogin(context, profile)
    const signingIn = signingInFor(context, source, region)
    if (signingIn !== undefined) return this.signIn(signingIn)
    if (this.deviceCode) {
      throw misused('--device-code is for a sign-in by a browser, and this login uses a key', 'leave it out')
    }
    return giveSession(context, this, () => this.change(source))
  }

  /** Leaves the shell as it is: only credentials that are assumed then change it. */
  private async signIn({ signIn, begin, explore }: SigningIn): Promise<number> {
    const context = this.awsenv
    const { format, duration: time, mfaSerial, mfaStdin, refresh, deviceCode } = this
    if ([format, time, mfaSerial].some(option => option !== undefined) || mfaStdin) {
      throw misused(
        `you log in to ${signIn.shown} in a browser, and the login itself gives no credentials`,
        'leave out --format, --duration and the MFA options; awsenv assume PROFILE gives credentials',
      )
    }
    const { expires, isNew } = await begin({ byDevice: deviceCode, isAskedFor: true, isRefresh: refresh })
    if (isNew) await explore?.()
    await rememberNames(context)
    const done = isNew ? 'you are signed in' : 'you are signed in already'
    const end = expires === undefined ? '' : `, ${until(expires, context.now())}`
    context.say(`${done} to ${signIn.shown}${end}`)
    return ExitCode.done
  }

  private async change(source: Source): Promise<ToldChange> {
    const context = this.awsenv
    // Read before the code is asked for: a faulty file must not cost a code.
    const { settings } = await context.settings
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
    const ends = until(credentials.expiration, context.now())
    return { change, notes: [`you were ${was}; you are ${shownOwner(owner)}, ${ends}`] }
  }
}

/** `alice with MFA (arn:aws:iam::123456789012:user/alice)` */
function shownOwner({ arn, accountId }: LoginOwner): string {
  if (arn === undefined) return `a user of account ${accountId} with MFA`
  return `${parsePrincipalArn(arn)?.name ?? arn} with MFA (${arn})`
}
