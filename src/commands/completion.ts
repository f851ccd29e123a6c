import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { refreshNames } from '../completion/names-files.ts'
import { completionFile, fullShell } from '../install/shell-file.ts'
import { readAsset } from '../runtime/assets.ts'

/** The same bytes as dist/shell/completions/awsenv.*. The hooks call it at the first Tab. */
export class CompletionCommand extends AwsenvCommand {
  static override paths = [['completion']]
  static override usage = Command.Usage({
    category: 'Shell',
    description: 'print the completions of a shell',
    details:
      'SHELL is bash, zsh, fish or powershell. The hook loads them at the first Tab; that of another shell needs none. ' +
      'They read profiles, aliases, accounts, roles and regions from a file of names without secrets. This command, list, and every login and assume update it.',
    examples: [
      ['Without the hook, in bash', '$0 completion bash >~/.local/share/bash-completion/completions/awsenv'],
      ['In zsh, in a folder of your fpath', '$0 completion zsh >~/.zfunc/_awsenv'],
      ['In fish', '$0 completion fish >~/.config/fish/completions/awsenv.fish'],
    ],
  })

  shellName = Option.String({ name: 'SHELL' })

  async execute(): Promise<void> {
    this.awsenv.output.write(readAsset(completionFile(fullShell(this.shellName))))
    await refreshNames(this.awsenv)
  }
}
