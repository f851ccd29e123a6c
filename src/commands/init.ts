import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Command, Option } from 'clipanion'
import { assetNames, readAsset } from '../assets.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { shells } from '../shells/index.ts'
import { AwsenvCommand } from './command.ts'

/** The hook: with it, `awsenv assume …` is enough. The same bytes as shell/awsenv.*. */
export class InitCommand extends AwsenvCommand {
  static override paths = [['init']]
  static override usage = Command.Usage({
    description: "print the hook of a shell, for the shell's start-up file",
    details:
      'SHELL is bash or zsh. Sourcing the installed file, which --path names, spares the start of a process at every shell start.',
    examples: [
      ['In ~/.bashrc, where the file is installed', '. "$($0 init bash --path)"'],
      ['In ~/.zshrc, without a file', 'eval "$($0 init zsh)"'],
    ],
  })

  path_ = Option.Boolean('--path', false, { description: 'print where the installed file is' })
  shellName = Option.String({ name: 'SHELL' })

  async execute(): Promise<void> {
    const file = `awsenv.${this.hookOf(this.shellName)}`
    this.awsenv.output.write(this.path_ ? `${this.installed(file)}\n` : readAsset(file))
  }

  private hookOf(name: string): string {
    const hooked = shells.map(shell => shell.name).filter(shell => assetNames().includes(`awsenv.${shell}`))
    if (hooked.includes(name)) return name
    throw new AwsenvError(`there is no hook for "${name}"`, {
      hint: `choose one of: ${hooked.join(', ')}`,
      exitCode: ExitCode.misused,
    })
  }

  /** Beside the binary, as the build leaves it, or in the share folder of its prefix or of the user. */
  private installed(file: string): string {
    const { env, home, executable } = this.awsenv
    const here = dirname(realpathSync(executable))
    const data = env['XDG_DATA_HOME'] || join(home, '.local', 'share')
    const places = [join(here, '..', 'share', 'awsenv', file), join(data, 'awsenv', file), join(here, 'shell', file)]
    const path = places.find(place => existsSync(place))
    if (path === undefined) {
      throw new AwsenvError(`the hook is not installed: looked for ${places.map(place => `"${place}"`).join(', ')}`, {
        hint: `put it there: awsenv init ${this.shellName} >${places[1]}`,
      })
    }
    if (readFileSync(path, 'utf8') !== readAsset(file))
      this.awsenv.say(`"${path}" is of another version of awsenv: copy shell/${file} there again`)
    return path
  }
}
