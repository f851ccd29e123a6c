import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { refreshNames } from '../../completion/names-files.ts'
import { AwsenvError } from '../../errors.ts'
import { writeTextFile } from '../../files/write.ts'
import { changedText } from '../../settings/file.ts'
import { anyPath } from '../../settings/key.ts'
import { keyName } from '../../settings/settings.ts'
import { shownValue } from '../../settings/toml/edit.ts'
import { valueAt } from '../../settings/written.ts'

export class ConfigUnsetCommand extends AwsenvCommand {
  static override paths = [['config', 'unset']]
  static override usage = Command.Usage({
    category: 'Settings',
    description: 'remove a setting',
    details: 'The default applies again. The key of a table removes the whole table.',
    examples: [
      ['An alias', '$0 config unset aliases.prod'],
      ['All settings of an account', '$0 config unset accounts.123456789012'],
    ],
  })

  key = Option.String({ name: 'KEY' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const path = anyPath(this.key)
    const file = await this.awsenv.settings
    const before = valueAt(file.data, path)
    if (before === undefined) {
      throw new AwsenvError(`"${keyName(path)}" is not set in "${file.path}"`, {
        hint: 'awsenv config list shows what is',
      })
    }
    writeTextFile(file.path, file.text, await changedText(file, path, undefined))
    await refreshNames(this.awsenv)
    this.awsenv.say(`${keyName(path)} is no longer set (was ${shownValue(before)}) in "${file.path}"`)
  }
}
