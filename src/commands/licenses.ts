import { AwsenvCommand } from '../command-line/command.ts'
import { readAsset } from '../runtime/assets.ts'

/** `awsenv --licenses`: the licenses of everything in the binary. */
export class LicensesCommand extends AwsenvCommand {
  static override paths = [['--licenses']]

  async execute(): Promise<void> {
    this.awsenv.output.write(readAsset('notices.txt'))
  }
}
