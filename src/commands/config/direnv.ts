import { Command } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { DIRENV_FUNCTION } from '../../install/direnv.ts'

/** Prints what direnv needs to know `use awsenv`. */
export class ConfigDirenvCommand extends AwsenvCommand {
  static override paths = [['config', 'direnv']]
  static override usage = Command.Usage({
    category: 'Settings',
    description: 'print the function for direnv\'s "use awsenv"',
    details:
      'For ~/.config/direnv/direnvrc. With it, "use awsenv prod" in an .envrc gives a role to a folder. It asks for no code while cd is under way, but says what to type.',
    examples: [['Install it', '$0 config direnv >>~/.config/direnv/direnvrc']],
  })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    this.awsenv.output.write(DIRENV_FUNCTION)
  }
}
