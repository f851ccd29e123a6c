import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { misused } from '../../errors.ts'
import type { Profile } from '../../profiles/profile.ts'

/** How awsenv reads the two shared files, for a bug report. */
export class ConfigDumpCommand extends AwsenvCommand {
  static override paths = [['config', 'dump']]
  static override usage = Command.Usage({
    category: 'Settings',
    description: 'print the profiles of ~/.aws without secrets',
    details:
      'For bug reports. Secret keys, passwords and session tokens are "[secret]"; names, account ids, access key ids and command lines stay: ' +
      'look through it before you publish it.',
    examples: [['Into a file', '$0 config dump --json >profiles.json']],
  })

  json = Option.Boolean('--json', false, { description: 'print JSON, the only format so far' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    if (!this.json) {
      throw misused('config dump prints only JSON', 'run: awsenv config dump --json')
    }
    const { profiles } = this.awsenv
    const dump = {
      profiles: keysByName(profiles.names(), name => profiles.get(name)),
      sso_sessions: keysByName(profiles.ssoSessionNames(), name => profiles.ssoSession(name)),
    }
    // A Secret serialises as "[secret]".
    this.awsenv.output.write(`${JSON.stringify(dump, null, 2)}\n`)
  }
}

function keysByName(names: readonly string[], find: (name: string) => Profile | undefined) {
  const valuesOf = (name: string) =>
    [...(find(name)?.settings ?? [])].map(([key, { value }]) => [key, typeof value === 'string' ? shown(value) : value])
  return Object.fromEntries(names.map(name => [name, Object.fromEntries(valuesOf(name))]))
}

/** Hides passwords in URLs. */
function shown(value: string): string {
  return value.replace(/(:\/\/[^\s/:@]*:)[^\s/@]+@/g, '$1[secret]@')
}
