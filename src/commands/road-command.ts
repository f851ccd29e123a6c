import { Option } from 'clipanion'
import type { Wishes } from '../credentials/wishes.ts'
import { parseDuration } from '../duration.ts'
import { type EnvironmentChange, type ShellSession, sessionVariables } from '../environment.ts'
import { ExitCode } from '../errors.ts'
import { dataOf, formatNamed } from '../formats.ts'
import { EnvironmentCommand } from './command.ts'
import { sessionChange } from './session-change.ts'

/** The options of the commands that lead to a session: whose key, how long, where, and where the MFA code comes from. */
export abstract class RoadCommand extends EnvironmentCommand {
  duration = Option.String('--duration', {
    description: 'how long the session is to last: seconds, or a form like 1h30m',
  })
  region = Option.String('--region', { description: 'the region to work in' })
  mfaSerial = Option.String('--mfa-serial', {
    description: 'the MFA device: its ARN, or the serial of a hardware device',
  })
  mfaStdin = Option.Boolean('--mfa-stdin', false, { description: 'read the MFA code from stdin' })
  format = Option.String('--format', {
    description: 'as data instead of a script: json, process, dotenv, export; the shell stays as it is',
  })
  refresh = Option.Boolean('--refresh', false, { description: 'a new session, even where a good one is cached' })

  override get givesData(): boolean {
    return this.format !== undefined
  }

  override async execute(): Promise<number> {
    if (this.format === undefined) return super.execute()
    const format = formatNamed(this.format)
    this.refuseTerminal()
    const { change, notes } = await this.change()
    this.awsenv.output.write(format.render(dataOf(change)))
    for (const note of notes) this.awsenv.say(note)
    return ExitCode.done
  }

  /** The session as the shell is to have it, with the way back; as data, it is the session alone. */
  protected async changeFor(session: ShellSession, target?: readonly string[]): Promise<EnvironmentChange> {
    const { settings } = await this.awsenv.settings
    const named = { ...session, setsAwsVault: settings.aws_vault }
    return this.givesData ? sessionVariables(named) : sessionChange(this.awsenv, named, target)
  }

  /** `--duration` must lie within the limits that AWS sets for the call, in seconds. */
  wishes(limits: { readonly least: number; readonly most: number }): Wishes {
    return {
      region: this.region,
      mfaSerial: this.mfaSerial,
      mfaStdin: this.mfaStdin,
      durationSeconds:
        this.duration === undefined ? undefined : parseDuration(this.duration, limits.least, limits.most),
      isRefresh: this.refresh,
    }
  }
}
