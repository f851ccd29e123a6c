import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { meantSessions } from '../command-line/meant-sessions.ts'
import { rememberNames } from '../completion/names-files.ts'
import type { Assignments } from '../credentials/identity-center/assignments.ts'
import { allAssignments } from '../credentials/identity-center/discover.ts'
import { type SsoSession, shownSession } from '../credentials/identity-center/sso-session.ts'
import { ExitCode } from '../errors.ts'
import { duration } from '../model/duration.ts'
import { printedTable } from '../terminal/table.ts'

type Listed = Assignments & { readonly session: SsoSession }

/** Lists what IAM Identity Center gives, without a single profile. */
export class AccountsCommand extends AwsenvCommand {
  static override paths = [['accounts']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'list the accounts and roles of IAM Identity Center',
    details:
      'Signs in if need be, and lists every account and role that SESSION gives you: assume, exec and the other commands take them by name, without a profile. ' +
      'The list is kept for a day, for completion too; --refresh asks AWS again. Without SESSION: every session that you are signed in to, or the only one that there is.',
    examples: [
      ['List them', '$0 accounts'],
      ['Assume one by name', '$0 assume "Data Platform" ReadOnly'],
      ['For a script', '$0 accounts acme --json'],
    ],
  })

  json = Option.Boolean('--json', false, { description: 'as JSON' })
  refresh = Option.Boolean('--refresh', false, { description: 'ask AWS again' })
  session = Option.String({ required: false, name: 'SSO_SESSION' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    const listed: Listed[] = []
    for (const session of meantSessions(context, this.session, this.path)) {
      const assignments = await allAssignments(context, session, this.refresh ? { newerThan: 0 } : {})
      listed.push({ ...assignments, session })
    }
    await rememberNames(context)
    context.output.write(this.json ? `${JSON.stringify(listed.map(report), null, 2)}\n` : listed.map(shown).join('\n'))
    if (!this.json) for (const one of listed) this.sayAge(one)
    return ExitCode.done
  }

  private sayAge({ session, since, accounts }: Listed): void {
    const age = this.awsenv.now() / 1000 - since
    const count = `${accounts.length} account${accounts.length === 1 ? '' : 's'}`
    const when = age < 60 ? '' : `, listed ${duration(age)} ago (--refresh asks again)`
    this.awsenv.say(`${shownSession(session)} gives you ${count}${when}`)
  }
}

function shown({ accounts }: Listed): string {
  if (accounts.length === 0) return ''
  const rows = accounts.map(({ accountId, accountName, roles = [] }) => [accountName, accountId, roles.join(', ')])
  return printedTable([['account', 'id', 'roles'], ...rows])
}

function report({ session, since, accounts }: Listed): object {
  const { name, startUrl, region } = session
  return { session: name ?? null, startUrl, region, since: new Date(since * 1000).toISOString(), accounts }
}
