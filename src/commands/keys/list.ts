import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { usesOf } from '../../credentials/keys/uses.ts'
import { servedBy } from '../../install/served-profiles.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { duration } from '../../model/duration.ts'
import { table } from '../../terminal/table.ts'
import { printable } from '../../text/printable.ts'
import { inRotation } from '../../vault/keys/entry-names.ts'
import type { KeyFacts } from '../../vault/keys/key-vault.ts'

/** The keys of the vault, without their secrets. */
export class KeysListCommand extends AwsenvCommand {
  static override paths = [['keys', 'list']]
  static override usage = Command.Usage({
    category: 'Keys',
    description: "list the keys in awsenv's vault",
    details:
      "Name, the last four characters of the id, MFA device, how long it has been here, and which profiles start from it. Sends no request; asks for the vault's passphrase if it is locked.",
    examples: [
      ['All keys', '$0 keys list'],
      ['For a script', '$0 keys list --json'],
    ],
  })

  json = Option.Boolean('--json', false, { description: 'as JSON' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const { keys, output } = this.awsenv
    const all = [...(await keys.list())].sort(([one], [other]) => (one < other ? -1 : 1))
    output.write(
      this.json
        ? `${JSON.stringify(
            all.map(entry => this.report(entry)),
            null,
            2,
          )}\n`
        : this.text(all),
    )
    if (all.length === 0)
      this.awsenv.say(`there is no key in awsenv's vault; run: awsenv keys add, or awsenv keys import`)
    for (const name of inRotation(keys.names()))
      this.awsenv.say(`the rotation of "${name}" isn't finished; run: awsenv keys rotate ${name}`)
  }

  private text(all: readonly (readonly [string, KeyFacts])[]): string {
    if (all.length === 0) return ''
    const now = this.awsenv.now() / 1000
    const rows = all.map(([name, facts]) => {
      const { sources, served, copies } = this.usesOf(name, facts)
      const age = facts.created === undefined ? '' : ageOf(now - facts.created)
      const uses = [...sources, ...served, ...copies.map(place => `plain text: ${place}`)].join(', ')
      return [name, shownAccessKeyId(facts), this.deviceOf(name, facts) ?? '', age, uses]
    })
    return table([['name', 'key', 'mfa device', 'age', 'used by'], ...rows.map(row => row.map(printable))])
  }

  private report([name, facts]: readonly [string, KeyFacts]) {
    return { name, ...facts, mfa_serial: this.deviceOf(name, facts), ...this.usesOf(name, facts) }
  }

  private usesOf(name: string, facts: KeyFacts) {
    return { ...usesOf(this.awsenv, name, facts), served: servedBy(this.awsenv, name, facts) }
  }

  /** A profile's own device counts before the remembered one. */
  private deviceOf(name: string, facts: KeyFacts): string | undefined {
    return this.awsenv.profiles.get(name)?.mfa_serial ?? facts.mfa_serial
  }
}

/** In whole days from one day on. */
function ageOf(seconds: number): string {
  const days = Math.floor(seconds / 86_400)
  if (days === 0) return duration(seconds)
  return days === 1 ? '1 day' : `${days} days`
}
