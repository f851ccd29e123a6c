import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { ExitCode, misused } from '../errors.ts'
import { examine } from '../setup/doctor/examine.ts'
import type { NamedFinding } from '../setup/doctor/finding.ts'
import { confirm } from '../terminal/confirm.ts'
import { printable } from '../text/printable.ts'

/** What is wrong on this machine, and what mends it. */
export class DoctorCommand extends AwsenvCommand {
  static override paths = [['doctor']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'check this machine, and say what mends each fault',
    details:
      'Looks at files, variables and the binary, and asks neither AWS nor you. Exit code 1 if there is a failure; a warning is none. ' +
      '--report names the checks and their results alone: no path, account id, profile or secret.',
    examples: [
      ['Check this machine', '$0 doctor'],
      ['For a public issue', '$0 doctor --report'],
      ['Mend file modes', '$0 doctor --fix'],
    ],
  })

  json = Option.Boolean('--json', false, { description: 'as JSON' })
  report = Option.Boolean('--report', false, { description: 'names and results of the checks, for a public issue' })
  fix = Option.Boolean('--fix', false, { description: 'mend what can be mended here, after a question' })
  yes = Option.Boolean('--yes', false, { description: 'mend without a question' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    if (this.fix && (this.json || this.report)) throw misused('--fix goes with neither --json nor --report')
    const findings = examine(this.awsenv)
    this.awsenv.output.write(this.rendered(findings))
    const left = this.fix && this.mended(findings) ? examine(this.awsenv) : findings
    return left.some(({ state }) => state === 'failure') ? ExitCode.failed : ExitCode.done
  }

  private rendered(findings: readonly NamedFinding[]): string {
    if (this.report) {
      const lines = findings.map(({ state, check }) => `${state}: ${check}\n`)
      return `awsenv ${this.cli.binaryVersion}\n${lines.join('')}`
    }
    if (this.json) {
      const shown = findings.map(({ check, state, what, remedy }) => ({ check, state, what, remedy }))
      return `${JSON.stringify(shown, null, 2)}\n`
    }
    return findings.map(textOf).join('')
  }

  /** Whether anything was mended. */
  private mended(findings: readonly NamedFinding[]): boolean {
    const mendable = findings.filter(({ mend }) => mend !== undefined)
    if (mendable.length === 0) {
      this.awsenv.say('nothing of this can be mended by --fix')
      return false
    }
    const commands = mendable.map(({ remedy }) => `  ${remedy}`).join('\n')
    if (!this.yes && !confirm(this.awsenv, `This will be done:\n${commands}\nGo on?`, 'no')) return false
    for (const { mend } of mendable) mend?.()
    this.awsenv.say(`${mendable.length} mended`)
    return true
  }
}

function textOf({ state, check, what, remedy }: NamedFinding): string {
  const line = `${state}: ${check}: ${printable(what)}\n`
  return remedy ? `${line}  ${printable(remedy)}\n` : line
}
