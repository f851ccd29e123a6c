import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { refreshNames } from '../../completion/names-files.ts'
import { AwsenvError } from '../../errors.ts'
import { changeConfigFile, checkWritten, isAddedProfile } from '../../install/process-profile.ts'
import { withoutProfiles } from '../../profiles/edit.ts'
import { unknownProfile } from '../../profiles/unknown-profile.ts'

export class ConfigRemoveProfileCommand extends AwsenvCommand {
  static override paths = [['config', 'remove-profile']]
  static override usage = Command.Usage({
    category: 'Other programs',
    description: 'remove a profile that config add-profile wrote',
    details: 'The rest of the file stays byte for byte. A profile that awsenv did not write is left alone.',
    examples: [['Remove one', '$0 config remove-profile awsenv-prod']],
  })

  name = Option.String({ name: 'PROFILE' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const context = this.awsenv
    const profile = context.profiles.get(this.name)
    if (profile === undefined) throw unknownProfile(this.name, context.profiles)
    if (!isAddedProfile(context, profile)) {
      throw new AwsenvError(`profile "${this.name}" wasn't written by config add-profile`, {
        hint: 'to remove it anyway, edit the file yourself',
      })
    }
    const names = new Set([this.name])
    const path = await changeConfigFile(context, (bytes, file) => {
      checkWritten(bytes, file, names)
      return withoutProfiles(bytes, file, names)
    })
    await refreshNames(context)
    context.say(`profile "${this.name}" was removed from "${path}"`)
  }
}
