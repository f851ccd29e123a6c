import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { meantSessions } from '../../command-line/meant-sessions.ts'
import { taking } from '../../command-line/options.ts'
import { refreshNames } from '../../completion/names-files.ts'
import { allAssignments } from '../../credentials/identity-center/discover.ts'
import { type SsoSession, wordOf } from '../../credentials/identity-center/sso-session.ts'
import { AwsenvError, ExitCode, misused } from '../../errors.ts'
import { readBytes } from '../../files/read.ts'
import { changeConfigFile } from '../../install/process-profile.ts'
import {
  MARK,
  type SyncedProfile,
  type SyncPlan,
  shownPlan,
  synced,
  syncPlan,
  type Wanted,
} from '../../install/sync-plan.ts'
import { isTemplate, profileName } from '../../model/profile-template.ts'
import { configPaths } from '../../profiles/files.ts'
import { confirm } from '../../terminal/confirm.ts'
import { printable } from '../../text/printable.ts'

/** Profiles for tools that know nothing but profiles. */
export class ConfigSyncCommand extends AwsenvCommand {
  static override paths = [['config', 'sync']]
  static override usage = Command.Usage({
    category: 'Other programs',
    description: 'write profiles for the roles of IAM Identity Center',
    details:
      'For tools that know nothing but profiles; awsenv itself needs none of them. Writes one profile for each account and role that SSO_SESSION gives you, shows the change first, ' +
      `and asks. Each profile has ${MARK}, by which it is known as awsenv's: the rest of the file stays byte for byte, and keys that you add to such a profile stay, too. ` +
      'A name that a profile of yours has is left to it. The template takes {account_name}, {account_id}, {role_name} and {session}; the setting profile_template keeps one.',
    examples: [
      ['See what it would write', '$0 config sync --dry-run'],
      ['Write it, and remove what is not assigned any more', '$0 config sync acme --prune --yes'],
      ['With other names', "$0 config sync --template '{account_id}.{role_name}'"],
    ],
  })

  template = taking('TEMPLATE', Option.String('--template', { description: 'how the profiles are called' }))
  dryRun = Option.Boolean('--dry-run', false, { description: 'show the change, and write nothing' })
  prune = Option.Boolean('--prune', false, {
    description: 'remove the profiles of roles that are not assigned any more',
  })
  yes = Option.Boolean('--yes,-y', false, { description: 'write without a question' })
  session = Option.String({ required: false, name: 'SSO_SESSION' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    const wanted = await this.wanted(meantSessions(context, this.session, this.path))
    const { config } = configPaths(context.env, context.home)
    const plan = syncPlan(readBytes(config) ?? new Uint8Array(), config, wanted)
    this.sayLeftOut(plan)
    const lines = shownPlan(plan, this.prune)
    if (lines.length === 0) {
      context.say(`every role has its profile in "${config}": nothing has changed`)
      return ExitCode.done
    }
    context.output.write(lines.map(line => `${printable(line)}\n`).join(''))
    if (this.dryRun) return ExitCode.done
    this.confirm(config, plan)
    const shown = JSON.stringify(plan)
    await changeConfigFile(context, (bytes, file) => {
      if (JSON.stringify(syncPlan(bytes, file, wanted)) !== shown) throw changedMeanwhile(file)
      return synced(bytes, file, plan, this.prune)
    })
    await refreshNames(context)
    context.say(`"${config}" has changed: ${this.counts(plan)}`)
    return ExitCode.done
  }

  private async wanted(sessions: readonly SsoSession[]): Promise<Wanted> {
    const context = this.awsenv
    const { settings } = await context.settings
    const template = this.template ?? settings.profile_template
    if (!isTemplate(template)) {
      throw misused(
        `"${template}" is not a template for the names of profiles`,
        'it has to name {role_name}, and {account_name} or {account_id}: {account_name}/{role_name}',
      )
    }
    const profiles: SyncedProfile[] = []
    for (const session of sessions) {
      const { accounts } = await allAssignments(context, session, { newerThan: NEW })
      for (const account of accounts)
        for (const role of account.roles ?? []) profiles.push(profileFor(template, session, account, role))
    }
    const { profiles: known } = context
    const reserved = known.names().filter(name => {
      const files = [...(known.get(name)?.settings.values() ?? [])].map(({ file }) => file)
      return files.includes(configPaths(context.env, context.home).credentials)
    })
    return { profiles, marks: new Set(sessions.map(wordOf)), reserved: new Set(reserved) }
  }

  private confirm(file: string, plan: SyncPlan): void {
    if (this.yes) return
    if (!this.awsenv.terminal.isPresent()) {
      throw new AwsenvError('nobody can be asked whether to write this', {
        hint: 'add --yes to write it, or --dry-run to look at it only',
        exitCode: ExitCode.cannotAsk,
      })
    }
    if (confirm(this.awsenv, `Write this to "${file}" (${this.counts(plan)})?`, 'yes')) return
    throw new AwsenvError('you said no: nothing has changed')
  }

  private counts({ added, changed, gone }: SyncPlan): string {
    const removed = this.prune ? gone.length : 0
    const counts = Object.entries({ added: added.length, changed: changed.length, removed })
    return counts.flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`])).join(', ')
  }

  private sayLeftOut({ taken, twice, gone }: SyncPlan): void {
    const { awsenv: context, prune } = this
    const several = (names: readonly string[]) =>
      `${names
        .slice(0, MOST_NAMED)
        .map(name => `"${name}"`)
        .join(', ')}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}`
    if (taken.length > 0) context.say(`left as they are, since profiles of yours have these names: ${several(taken)}`)
    if (twice.length > 0)
      context.say(
        `left out, since several roles would have the name: ${several(twice)}; put {account_id} into the template`,
      )
    if (gone.length > 0 && !prune)
      context.say(`not assigned any more, and removed with --prune: ${several(gone.map(({ name }) => name))}`)
  }
}

function profileFor(
  template: string,
  session: SsoSession,
  { accountId, accountName }: { readonly accountId: string; readonly accountName: string },
  role: string,
): SyncedProfile {
  const { name: sso_session, startUrl, region } = session
  const word = sso_session ?? new URL(startUrl).hostname.split('.')[0] ?? ''
  const values = { account_name: accountName, account_id: accountId, role_name: role, session: word }
  const where = sso_session === undefined ? { sso_start_url: startUrl, sso_region: region } : { sso_session }
  return {
    name: profileName(template, values),
    keys: { ...where, sso_account_id: accountId, sso_role_name: role, [MARK]: wordOf(session) },
  }
}

function changedMeanwhile(file: string): AwsenvError {
  return new AwsenvError(`"${file}" was changed meanwhile`, {
    hint: 'nothing has been written: run the command again',
  })
}

/** As many as a message can hold. */
const MOST_NAMED = 6
/** In seconds: a list that was just looked at need not be asked for again. */
const NEW = 300
