import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { AwsenvError } from '../errors.ts'
import { dataDirectory } from '../files/directories.ts'
import { writeTextFile } from '../files/write.ts'
import { installHook, uninstallHook } from '../install/hook-line.ts'
import { hookedShell, hookFile } from '../install/shell-file.ts'
import { readAsset } from '../runtime/assets.ts'

/** Prints or installs the hook, with which `awsenv assume …` is enough. The bytes are those of shell/awsenv.*. */
export class InitCommand extends AwsenvCommand {
  static override paths = [['init']]
  static override usage = Command.Usage({
    category: 'Shell',
    description: 'print or install the hook of a shell',
    details:
      'SHELL is bash, zsh, fish, powershell, nushell, elvish or xonsh. To start shells faster, source the installed file, which --path names, instead of running this command.',
    examples: [
      ['Load it in every new shell', '$0 init bash --install'],
      ['In ~/.zshrc, without a file', 'eval "$($0 init zsh)"'],
    ],
  })

  path_ = Option.Boolean('--path', false, { description: 'print where the installed file is' })
  install = Option.Boolean('--install', false, {
    description: "put the line that loads it into the shell's start-up file, after showing it",
  })
  uninstall = Option.Boolean('--uninstall', false, { description: 'remove that line again' })
  yes = Option.Boolean('--yes', false, { description: "don't ask before changing a file" })
  shellName = Option.String({ name: 'SHELL' })

  async execute(): Promise<void> {
    const context = this.awsenv
    const shell = hookedShell(this.shellName)
    const file = hookFile(shell)
    if (this.uninstall) return uninstallHook(context, shell, this.places(file)[0], this.yes)
    if (this.install) return installHook(context, shell, this.installed(file) ?? this.put(file), this.yes)
    context.output.write(this.path_ ? `${this.installed(file) ?? this.missing(file)}\n` : readAsset(file))
  }

  /** Looks beside the binary, where the build puts it, and in the share folders of the user and of the binary's prefix. */
  private places(file: string): readonly [string, ...string[]] {
    const { env, home, executable } = this.awsenv
    const here = dirname(realpathSync(executable))
    return [join(dataDirectory(env, home), file), join(here, '..', 'share', 'awsenv', file), join(here, 'shell', file)]
  }

  private installed(file: string): string | undefined {
    const path = this.places(file).find(place => existsSync(place))
    if (path !== undefined && readFileSync(path, 'utf8') !== readAsset(file)) {
      this.awsenv.say(
        `"${path}" is from another version of awsenv: awsenv init ${this.shellName} >"${path}" replaces it`,
      )
    }
    return path
  }

  /** The user's own copy of the hook. */
  private put(file: string): string {
    const [path] = this.places(file)
    writeTextFile(path, undefined, readAsset(file))
    this.awsenv.say(`the hook is now in "${path}"`)
    return path
  }

  private missing(file: string): never {
    const places = this.places(file)
    throw new AwsenvError(`the hook is not installed: looked for ${places.map(place => `"${place}"`).join(', ')}`, {
      hint: `put it there: awsenv init ${this.shellName} --install`,
    })
  }
}
