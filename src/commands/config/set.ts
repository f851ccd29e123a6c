import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { refreshNames } from '../../completion/names-files.ts'
import { writeTextFile } from '../../files/write.ts'
import { changedText } from '../../settings/file.ts'
import { keyPath, typedValue } from '../../settings/key.ts'
import { keyName } from '../../settings/settings.ts'
import { shownValue } from '../../settings/toml/edit.ts'
import { valueAt } from '../../settings/written.ts'

export class ConfigSetCommand extends AwsenvCommand {
  static override paths = [['config', 'set']]
  static override usage = Command.Usage({
    category: 'Settings',
    description: 'change a setting',
    details: 'Checks the value and writes it into the file. Comments and everything else in the file stay.',
    examples: [
      ['A short name for a role', '$0 config set aliases.prod "123456789012 Admin"'],
      ['A profile, in another region', `$0 config set aliases.prod '{ role = "work", region = "eu-west-1" }'`],
      ['A name for an account', '$0 config set accounts.123456789012.name production'],
    ],
  })

  key = Option.String({ name: 'KEY' })
  value = Option.String({ name: 'VALUE' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const path = keyPath(this.key)
    const value = await typedValue(path, this.value)
    const file = await this.awsenv.settings
    const before = valueAt(file.data, path)
    const text = await changedText(file, path, value)
    writeTextFile(file.path, file.text, text)
    await refreshNames(this.awsenv)
    const was = before === undefined ? 'was not set' : `was ${shownValue(before)}`
    this.awsenv.say(`${keyName(path)} is ${shownValue(value)} (${was}) in "${file.path}"`)
  }
}
