import { Command, Option } from 'clipanion'
import { EnvironmentCommand } from '../command-line/command.ts'
import { forgottenNote, leftNote, NO_SESSION } from '../command-line/leaving.ts'
import type { EnvironmentChange, ToldChange } from '../model/environment.ts'
import { isActive } from '../model/restore.ts'
import type { Entry } from '../vault/payload.ts'
import { isCleared, isSessionEntry } from '../vault/sessions/entries.ts'

/** `unset`, and forgets the session: to get it back, assume or log in again. */
export class ClearCommand extends EnvironmentCommand {
  static override paths = [['clear']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: "unset, and forget this shell's session",
    details:
      'Forgets the role, or the login, that is active in this shell; with --all, every cached session. AWS keeps accepting the credentials ' +
      'until they expire: only a policy in the account can revoke them.',
    examples: [
      ['Leave the role and forget it', '$0 clear'],
      ['Forget every session: the next assume asks for MFA', '$0 clear --all'],
    ],
  })

  all = Option.Boolean('--all', false, { description: 'forget every cached session' })

  override isIdle(): boolean {
    return !isActive(this.awsenv.env)
  }

  /** Forgets the cached sessions even if no shell evaluates the script. */
  override async execute(): Promise<number> {
    if (this.all) this.forgotten = await this.forget('all')
    return super.execute()
  }

  async change(): Promise<ToldChange> {
    const { env, wayBack } = this.awsenv
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_ACCOUNT_ID: accountId = '' } = isActive(env) ? env : {}
    const sessions = this.forgotten ?? (await this.forget({ accessKeyId, accountId }))
    return { ...wayBack, notes: [...wayBack.notes, this.note(wayBack.change, sessions)] }
  }

  /** The number of sessions that `--all` forgot. */
  private forgotten: number | undefined

  /** Returns the number of sessions. */
  private async forget(cleared: Parameters<typeof isCleared>[2]): Promise<number> {
    const { vault, say } = this.awsenv
    if (cleared === 'all')
      for (const { path, why } of await vault.removeUnreadable())
        say(`"${path}" could not be read and was removed: ${why}`)
    const isForgotten = ([name, entry]: [string, Entry]) => isCleared(name, entry, cleared)
    let sessions = 0
    if ([...vault.list()].some(isForgotten)) {
      await vault.update(entries => {
        const names = [...entries].filter(isForgotten).map(([name]) => name)
        for (const name of names) entries.delete(name)
        sessions = names.filter(isSessionEntry).length
      })
    }
    return sessions
  }

  private note(change: EnvironmentChange, sessions: number): string {
    const left = leftNote(this.awsenv.env, change)
    if (left === undefined && !this.all) return `${NO_SESSION}: nothing has changed (--all forgets the cached sessions)`
    return `${left ?? NO_SESSION}; ${forgottenNote(sessions, this.all)}`
  }
}
