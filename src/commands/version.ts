import { AwsenvCommand } from '../command-line/command.ts'

/** `awsenv --version`: data for whoever asks, so on stdout. */
export class VersionCommand extends AwsenvCommand {
  static override paths = [['--version'], ['-v']]

  async execute(): Promise<void> {
    this.awsenv.output.write(`${this.cli.binaryVersion}\n`)
  }
}
