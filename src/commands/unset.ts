import { Command } from 'clipanion'
import { EnvironmentCommand } from '../command-line/command.ts'
import { leftNote, NO_SESSION } from '../command-line/leaving.ts'
import type { ToldChange } from '../model/environment.ts'
import { isActive } from '../model/restore.ts'

/** Puts this shell back to what it was before the first login or assume. Cached sessions stay. */
export class UnsetCommand extends EnvironmentCommand {
  static override paths = [['unset']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'put this shell back to what it was before',
    details:
      'Restores every variable that awsenv changed, your own key included. Cached sessions stay, so the next assume needs no MFA code.',
    examples: [
      ['With the hook', '$0 unset'],
      ['Without it', 'eval "$($0 unset)"'],
    ],
  })

  override isIdle(): boolean {
    return !isActive(this.awsenv.env)
  }

  async change(): Promise<ToldChange> {
    const { env, wayBack } = this.awsenv
    const note = leftNote(env, wayBack.change) ?? `${NO_SESSION}: nothing has changed`
    return { ...wayBack, notes: [...wayBack.notes, note] }
  }
}
