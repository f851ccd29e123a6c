import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { AwsenvError, ExitCode, misused } from '../errors.ts'
import type { Finding, OtherTool } from '../import/finding.ts'
import { toolsNamed } from '../import/tools.ts'
import { confirm } from '../terminal/confirm.ts'

/** Takes over what other tools left behind on this machine. */
export class ImportCommand extends AwsenvCommand {
  static override paths = [['import']]
  static override usage = Command.Usage({
    category: 'Keys',
    description: 'take over what another tool left behind',
    details:
      'Looks for the keys, profiles and caches of other tools: scripts (credentials.bk), aws-vault, granted, awsume, aws-mfa, saml2aws, aws-cli. ' +
      'Lists what it finds and what it would do with each, and does it after a yes. A key that another tool keeps is copied: that tool goes on working.',
    examples: [
      ['Look for everything', '$0 import'],
      ['Only show it', '$0 import --dry-run'],
      ['One tool, without a question', '$0 import aws-vault --yes'],
    ],
  })

  dryRun = Option.Boolean('--dry-run', false, { description: 'only list what there is' })
  yes = Option.Boolean('--yes', false, { description: "don't ask" })
  offline = Option.Boolean('--offline', false, { description: "don't check keys with AWS" })
  tools = Option.Rest({ name: 'TOOL' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    if (this.dryRun && this.yes) throw misused("--dry-run and --yes can't be used together")
    const tools = toolsNamed(this.tools)
    const found: Found[] = []
    for (const tool of tools) found.push({ tool, findings: await this.find(tool) })
    for (const { tool, findings } of found) {
      for (const { what, plan } of findings) {
        context.say(`${tool.name}: ${what}`)
        context.say(`  ${plan}`)
      }
    }
    if (found.every(({ findings }) => findings.length === 0))
      context.say(`found nothing of ${tools.map(({ name }) => name).join(', ')}`)
    const failures = this.dryRun ? [] : await this.take(found)
    return failures.length === 0 ? ExitCode.done : ExitCode.failed
  }

  /** What can't be read is told, and hides nothing else. */
  private async find(tool: OtherTool): Promise<readonly Finding[]> {
    try {
      return await tool.find(this.awsenv)
    } catch (error) {
      if (!(error instanceof AwsenvError)) throw error
      return [{ what: error.message, plan: error.hint ?? 'look at it, and run the command again' }]
    }
  }

  /** Asks for each tool. A failure doesn't stop the others. */
  private async take(found: readonly Found[]): Promise<readonly AwsenvError[]> {
    const context = this.awsenv
    const failures: AwsenvError[] = []
    for (const { tool, findings } of found) {
      const tasks = findings.flatMap(({ take }) => take ?? [])
      if (tasks.length > 0 && !this.isAgreed(tool, tasks.length)) {
        context.say(`${tool.name}: nothing has changed`)
        continue
      }
      for (const take of tasks) {
        try {
          await take({ isOffline: this.offline })
        } catch (error) {
          if (!(error instanceof AwsenvError)) throw error
          failures.push(error)
          context.say(`error: ${error.message}`)
          if (error.hint !== undefined) context.say(`hint: ${error.hint}`)
        }
      }
    }
    return failures
  }

  private isAgreed({ name }: OtherTool, count: number): boolean {
    if (this.yes) return true
    if (this.awsenv.terminal.isPresent())
      return confirm(this.awsenv, count === 1 ? `${name}: do it?` : `${name}: do these ${count} things?`, 'no')
    throw new AwsenvError('there is no terminal to ask on', {
      hint: 'add --yes to do all of this, or --dry-run to do nothing',
      exitCode: ExitCode.cannotAsk,
    })
  }
}

type Found = { readonly tool: OtherTool; readonly findings: readonly Finding[] }
