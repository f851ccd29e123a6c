import { AwsenvCommand } from '../command-line/command.ts'

/** `awsenv --version`: data, so it goes to stdout. */
export class VersionCommand extends AwsenvCommand {
  static override paths = [['--version'], ['-v']]

  async execute(): Promise<void> {
    this.awsenv.output.write(`${this.cli.binaryVersion}\n`)
  }
}
