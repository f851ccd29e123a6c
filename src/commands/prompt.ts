import { Command } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { sessionLine } from '../model/claimed-session.ts'

/** For prompts made by programs. The hooks make theirs without a process. */
export class PromptCommand extends AwsenvCommand {
  static override paths = [['prompt']]
  static override usage = Command.Usage({
    category: 'Shell',
    description: 'print the segment for a prompt of your own',
    details:
      'Reads the environment only. In bash, zsh, fish and PowerShell the hook keeps the same in the variable __awsenv_ps1, without starting a process.',
    examples: [['Show it', '$0 prompt']],
  })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const session = sessionLine(this.awsenv.env, this.awsenv.now())
    if (session !== undefined) this.awsenv.output.write(`${session.text}\n`)
  }
}
