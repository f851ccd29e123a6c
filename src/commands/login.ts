import { Command, Option } from 'clipanion'
import { giveSession } from '../command-line/answer.ts'
import { formatOption, printOption, shellOption } from '../command-line/options.ts'
import { SessionCommand } from '../command-line/session-command.ts'
import { rememberNames } from '../completion/names-files.ts'
import { sessionChange } from '../credentials/environment/change.ts'
import {
  isOfIdentityCenter,
  type SsoSession,
  shownSession,
  ssoSessionAt,
  ssoSessionNamed,
} from '../credentials/identity-center/sso-session.ts'
import { portalToken } from '../credentials/identity-center/token.ts'
import { unknownSession } from '../credentials/identity-center/unknown-session.ts'
import type { LoginOwner } from '../credentials/login-step.ts'
import { resolveLogin } from '../credentials/resolve.ts'
import { LOGIN_DURATION } from '../credentials/session/login.ts'
import { sourceForLogin } from '../credentials/source/for-login.ts'
import { profilesWithVault } from '../credentials/source/vault-entry.ts'
import { ExitCode, misused } from '../errors.ts'
import { checkedRegion, parsePrincipalArn } from '../model/arn.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { clockTime, duration } from '../model/duration.ts'
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
      'PROFILE may also be a profile or an sso-session of IAM Identity Center, or its start URL with --region. Then a browser opens; ' +
      'over SSH, in WSL and containers, or with --device-code, a code is shown that you type on any device. ' +
      'awsenv and the AWS CLI share the token.',
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
    description: 'sign in to IAM Identity Center with a code, on any device',
  })
  profile = Option.String({ required: false, name: 'PROFILE' })

  override get givesData(): boolean {
    return this.format !== undefined
  }

  async execute(): Promise<number> {
    const session = this.portalSession()
    if (session !== undefined) return this.signIn(session)
    if (this.deviceCode) {
      throw misused('--device-code is only for IAM Identity Center, and this login uses a key', 'leave it out')
    }
    return giveSession(this.awsenv, this, () => this.change())
  }

  /** Undefined for a login with a key. */
  private portalSession(): SsoSession | undefined {
    const context = this.awsenv
    const word = this.profile
    if (word === undefined) return undefined
    const profile = profilesWithVault(context).get(word)
    const isPortal = profile === undefined || (profile.role_arn === undefined && isOfIdentityCenter(profile))
    if (!isPortal || context.keys.names().includes(word)) return undefined
    const session = ssoSessionNamed(context, word)
    if (session !== undefined || !/^https?:/.test(word)) return session
    if (this.region === undefined) throw unknownSession(context, word)
    return ssoSessionAt(word, checkedRegion(this.region))
  }

  /** Leaves the shell as it is: only a role of this session changes it. */
  private async signIn(session: SsoSession): Promise<number> {
    const context = this.awsenv
    const { format, duration: time, mfaSerial, mfaStdin, refresh, deviceCode } = this
    if ([format, time, mfaSerial].some(option => option !== undefined) || mfaStdin) {
      throw misused(
        `you log in to ${shownSession(session)} in a browser, and the login itself gives no credentials`,
        'leave out --format, --duration and the MFA options; awsenv assume PROFILE gives credentials',
      )
    }
    const request = { byDevice: deviceCode, isAskedFor: true, isRefresh: refresh }
    const { expires, isNew } = await portalToken(context, session, request)
    await rememberNames(context)
    const end = `until ${clockTime(expires, context.now())} (${duration(expires - context.now() / 1000)})`
    const done = isNew ? 'you are signed in' : 'you are signed in already'
    context.say(`${done} to ${shownSession(session)}, ${end}`)
    return ExitCode.done
  }

  async change(): Promise<ToldChange> {
    const context = this.awsenv
    // Read before the code is asked for: a faulty file must not cost a code.
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
