import { arch, platform, versions } from 'node:process'
import { Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { build } from '../runtime/build.ts'

/** `awsenv --version`: data, so it goes to stdout. */
export class VersionCommand extends AwsenvCommand {
  static override paths = [['--version'], ['-v']]

  json = Option.Boolean('--json', false, { description: 'as JSON' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const version = this.cli.binaryVersion ?? ''
    const { commit, kind } = build
    const { node, v8, openssl } = versions
    const report = { version, commit, build: kind, platform, arch, node, v8, openssl }
    this.awsenv.output.write(this.json ? `${JSON.stringify(report, null, 2)}\n` : `${version}\n`)
  }
}
