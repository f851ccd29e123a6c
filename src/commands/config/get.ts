import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { AwsenvError } from '../../errors.ts'
import { defaultOf, keyPath } from '../../settings/key.ts'
import { keyName } from '../../settings/settings.ts'
import { shownValue } from '../../settings/toml/edit.ts'
import { valueAt } from '../../settings/written.ts'

export class ConfigGetCommand extends AwsenvCommand {
  static override paths = [['config', 'get']]
  static override usage = Command.Usage({
    category: 'Settings',
    description: 'print a setting',
    details: 'Prints what the file says, or the default. A list or a table is printed as in the file.',
    examples: [
      ['Whether AWS_VAULT is set too', '$0 config get aws_vault'],
      ['Where an alias leads', '$0 config get aliases.prod'],
    ],
  })

  key = Option.String({ name: 'KEY' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const path = keyPath(this.key)
    const file = await this.awsenv.settings
    const value = valueAt(file.data, path) ?? defaultOf(path)
    if (value === undefined) {
      throw new AwsenvError(`"${keyName(path)}" is not set in "${file.path}"`, {
        hint: 'awsenv config list shows what is',
      })
    }
    this.awsenv.output.write(`${shownValue(value)}\n`)
  }
}
