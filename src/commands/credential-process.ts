import { Command, Option } from 'clipanion'
import { giveData } from '../command-line/answer.ts'
import { naming } from '../command-line/naming.ts'
import { askedIn, askOption, printOption, taking } from '../command-line/options.ts'
import { RoleCommand } from '../command-line/role-command.ts'
import { rememberNames } from '../completion/names-files.ts'
import type { Context } from '../context/context.ts'
import { withSharedFiles } from '../context/shared-files.ts'
import { withReplaced } from '../context/unattended.ts'
import { resolveLogin } from '../credentials/resolve.ts'
import { LOGIN_DURATION } from '../credentials/session/login.ts'
import type { SessionRequest } from '../credentials/session/request.ts'
import { findSource } from '../credentials/source/find.ts'
import type { Source } from '../credentials/source/source.ts'
import { profilesWithVault } from '../credentials/source/vault-entry.ts'
import { isTemporary } from '../model/credentials.ts'
import { sessionVariables, type ToldChange } from '../model/environment.ts'
import { aliasNamed } from '../settings/settings.ts'

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
export class CredentialProcessCommand extends RoleCommand {
  static override paths = [['credential-process']]
  static override usage = Command.Usage({
    category: 'Other programs',
    description: 'print the credentials that AWS SDKs ask for',
    details:
      'For credential_process in ~/.aws/config; config add-profile writes it there. Answers from the cache, and renews the session when less than a quarter of it ' +
      '(15 minutes at most) is left. A profile with a key and no role gives its login session. If it needs an MFA code and the profile has no mfa_process, it exits with 75 and says what to type; with --ask window, or the setting ask, it asks in a window if there is no terminal.',
    examples: [
      ['In ~/.aws/config', 'credential_process = /home/alice/.local/bin/awsenv credential-process prod'],
      ['Write such a profile', '$0 config add-profile awsenv-prod prod'],
    ],
  })

  awsConfig = taking(
    'FILE',
    Option.String('--aws-config', { description: 'read this file instead of AWS_CONFIG_FILE' }),
  )
  awsCredentials = taking(
    'FILE',
    Option.String('--aws-credentials', { description: 'read this file instead of AWS_SHARED_CREDENTIALS_FILE' }),
  )
  ask = askOption()
  print = printOption()
  target = Option.String({ name: 'TARGET' })
  role = Option.String({ required: false, name: 'ROLE' })

  override get givesData(): boolean {
    return true
  }

  private reading: Context | undefined

  protected override get awsenv(): Context {
    this.reading ??= withSharedFiles(super.awsenv, this.awsConfig, this.awsCredentials)
    return this.reading
  }

  execute(): Promise<number> {
    const { path, print } = this
    return giveData(this.awsenv, { path, print, format: 'process' }, () => this.change())
  }

  private async change(): Promise<ToldChange> {
    const source = await this.keyOf(this.target)
    if (source !== undefined) return this.loginOf(source)
    const words = [this.target, this.role, this.from && `--from=${this.from}`].filter(word => word !== undefined)
    const request = this.roleRequest()
    const target = await this.resolveTarget(this.unasked(['assume', ...words]), request, this.target, this.role)
    const { session } = await this.sessionOf(this.unasked(this.remedy(request, target)), request, target)
    return { change: sessionVariables(session), notes: [] }
  }

  /** A profile with a key and no role stands for its login session. */
  private async keyOf(name: string): Promise<Source | undefined> {
    if (this.role !== undefined || this.from !== undefined) return undefined
    const context = this.unasked(['login', name])
    const { settings } = await context.settings
    const profile = profilesWithVault(context).get(name)
    if (profile === undefined || profile.role_arn !== undefined || aliasNamed(settings, name) !== undefined)
      return undefined
    const source = await findSource(context, name)
    return 'accessKey' in source && !isTemporary(source.accessKey) && source.roles.length === 0 ? source : undefined
  }

  private async loginOf(source: Source): Promise<ToldChange> {
    const context = this.unasked(['login', this.target])
    const { credentials, owner, exported } = await resolveLogin(context, source, this.request(LOGIN_DURATION))
    await rememberNames(context)
    const { accountId } = owner
    const session = { credentials, accountId, role: this.target, from: source.from, region: exported }
    return { change: sessionVariables(session), notes: [] }
  }

  private unasked(command: readonly string[]): Context {
    const unasked = naming(this.awsenv, () => command)
    if (this.awsenv.terminal.isPresent()) return unasked
    const purpose = [this.target, ...(this.role === undefined ? [] : [this.role])].join(' ')
    return withReplaced(unasked, { ask: askedIn(this.ask), purpose })
  }

  /** botocore runs this at every request once less than 15 minutes are left, which is always so for shorter sessions. */
  protected override roleRequest(): SessionRequest {
    const least = this.leastLeft() ?? 0
    return {
      ...super.roleRequest(),
      confirmation: 'recent',
      lifeLeft: durationSeconds => Math.max(least, Math.min(RENEWED, durationSeconds / 4)),
      lifeLeftAtWorst: this.refresh ? undefined : Math.max(least, 1),
    }
  }
}

/** In seconds. */
const RENEWED = 900
