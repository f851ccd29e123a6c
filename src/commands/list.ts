import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { jsonSignIn } from '../command-line/identity-report.ts'
import { rememberNames } from '../completion/names-files.ts'
import type { SigningIn } from '../credentials/sign-in/sign-in.ts'
import { signedIn } from '../credentials/signing-in.ts'
import {
  type CachedSession,
  cachedSessions,
  type Named,
  namesOf,
  sessionOf,
  storedKeyNames,
} from '../credentials/target/inventory.ts'
import { profileEntries } from '../credentials/target/profile-entries.ts'
import { ExitCode } from '../errors.ts'
import { clockTime, duration } from '../model/duration.ts'
import { lookedAt } from '../profiles/unknown-profile.ts'
import { accountOf, type Settings } from '../settings/settings.ts'
import { printedTable } from '../terminal/table.ts'

/** Lists what can be assumed by name, and the cached sessions. */
export class ListCommand extends AwsenvCommand {
  static override paths = [['list']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'list aliases, profiles, keys and cached sessions',
    details:
      'Reads the settings, the two files of ~/.aws, the names of the keys in the vault, the accounts that awsenv accounts listed, and the session cache: no request, no question, and no credential_process is run. ' +
      "The time left is that of the cached session of each role; a star marks this shell's role.",
    examples: [
      ['For a person', '$0 list'],
      ['For a script', '$0 list --json'],
    ],
  })

  json = Option.Boolean('--json', false, { description: 'as JSON' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    const { settings } = await context.settings
    const profiles = profileEntries(context)
    const [names, sessions] = [namesOf(context, settings, profiles), cachedSessions(context)]
    const signIns = profiles.signsIn ? signedIn(context) : []
    await rememberNames(context)
    if (this.json) {
      context.output.write(
        `${JSON.stringify({ ...report(names, sessions, settings), signIns: signIns.map(jsonSignIn), keys: storedKeyNames(context) }, null, 2)}\n`,
      )
      return ExitCode.done
    }
    const tables = [this.nameTable(names, sessions, settings), this.sessionTable(sessions, settings, signIns)]
    context.output.write(tables.filter(text => text !== '').join('\n'))
    if (names.length === 0) context.say(`there is no alias, and no profile in ${lookedAt(context.profiles)}`)
    return ExitCode.done
  }

  private nameTable(names: readonly Named[], sessions: readonly CachedSession[], settings: Settings): string {
    if (names.length === 0) return ''
    const { AWSENV_ROLE: active, AWSENV_ROLE_ARN: activeArn } = this.awsenv.env
    const rows = names.map(({ kind, name, role, by }) => {
      const session = sessionOf(role, sessions)
      const isActive = kind === 'assigned' ? session !== undefined && session.arn === activeArn : name === active
      return [
        `${isActive ? '* ' : '  '}${name}`,
        role === undefined ? '' : shownAccount(role.accountId, settings),
        role?.roleName ?? '',
        by,
        this.timeLeft(session),
      ]
    })
    return printedTable([['  name', 'account', 'role', 'from', 'time left'], ...rows])
  }

  private sessionTable(sessions: readonly CachedSession[], settings: Settings, signIns: readonly SigningIn[]): string {
    if (sessions.length + signIns.length === 0) return ''
    const now = this.awsenv.now()
    const rows = sessions.map(session => [
      `  ${session.kind}`,
      shownAccount(session.accountId, settings),
      session.permissionSet ?? session.name,
      clockTime(session.expiration, now),
      this.timeLeft(session),
    ])
    const signInRows = signIns.flatMap(one => {
      const life = one.life()
      if (life === undefined) return []
      const left = life.until > now / 1000 ? duration(life.until - now / 1000) : 'over'
      return [
        ['  sign-in', '', one.signIn.shown, clockTime(life.until, now), life.isRenewed ? 'renewed by itself' : left],
      ]
    })
    const head = ['  session', 'account', 'of', 'until', 'time left']
    return printedTable([head, ...rows, ...signInRows])
  }

  private timeLeft(session: CachedSession | undefined): string {
    return session === undefined ? '' : duration(session.expiration - this.awsenv.now() / 1000)
  }
}

/** What IAM Identity Center calls an account. */
function ownName(kind: Named['kind'], name: string): string | null {
  return kind === 'assigned' ? name : null
}

function shownAccount(accountId: string, settings: Settings): string {
  const { name } = accountOf(settings, accountId)
  return name === undefined ? accountId : `${accountId} (${name})`
}

function report(names: readonly Named[], sessions: readonly CachedSession[], settings: Settings): object {
  const time = (seconds: number) => new Date(seconds * 1000).toISOString()
  const entries = (kind: Named['kind']) =>
    names
      .filter(named => named.kind === kind)
      .map(({ name, role, by }) => {
        const session = sessionOf(role, sessions)
        return {
          name,
          accountId: role?.accountId ?? null,
          accountName: role === undefined ? null : (accountOf(settings, role.accountId).name ?? ownName(kind, name)),
          roleName: role?.roleName ?? null,
          roleArn: role?.roleArn ?? null,
          from: by === '' ? null : by,
          expiration: session === undefined ? null : time(session.expiration),
        }
      })
  return {
    aliases: entries('alias'),
    profiles: entries('profile'),
    assigned: entries('assigned'),
    sessions: sessions.map(({ kind, arn, accountId, since, expiration }) => ({
      kind,
      arn,
      accountId,
      accountName: accountOf(settings, accountId).name ?? null,
      since: time(Math.floor(since)),
      expiration: time(expiration),
    })),
  }
}
