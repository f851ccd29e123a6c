import { Command, Option } from 'clipanion'
import { accountAlias } from '../aws/iam.ts'
import { getCallerIdentity } from '../aws/sts.ts'
import { AwsenvCommand } from '../command-line/command.ts'
import { type Asked, identityTable, jsonReport, mismatch, settingsTable } from '../command-line/identity-report.ts'
import type { ToolCredentials } from '../credentials/environment/aws-tools.ts'
import { type Configuration, configurationOf, readableProfile } from '../credentials/environment/configuration.ts'
import { toolDifferences } from '../credentials/environment/tool-differences.ts'
import { networkInShell, stsEndpointOf } from '../credentials/session/network.ts'
import { signInBehind } from '../credentials/signing-in.ts'
import { toolKey } from '../credentials/tool-key.ts'
import { AwsenvError, ExitCode } from '../errors.ts'

/** Shows whose credentials AWS's tools would use in this shell, and where each setting comes from. */
export class WhoamiCommand extends AwsenvCommand {
  static override paths = [['whoami']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'show who you are to AWS, and which settings say so',
    details:
      "First what AWS's tools would use in this shell, as aws configure list shows it; then what AWS says of it (GetCallerIdentity, and the alias of the " +
      "account if you may read it), next to what this shell claims, or why awsenv couldn't ask. The exit code is 3 if there are no credentials or they have expired.",
    examples: [
      ['Ask AWS', '$0 whoami'],
      ['What the shell claims, without a request', '$0 whoami --offline'],
      ['For a script', '$0 whoami --json'],
    ],
  })

  offline = Option.Boolean('--offline', false, {
    description: 'read only the environment and the files, and make no request',
  })
  json = Option.Boolean('--json', false, { description: 'as JSON' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    const found = configurationOf(context)
    const { from } = found.claim ?? {}
    const signedIn = from === undefined ? undefined : signInBehind(context, from)
    const place = { now: context.now(), endpoint: this.endpoint(found), signedIn }
    if (!this.json) context.output.write(settingsTable(found, place))
    for (const warning of this.warnings(found)) context.say(`warning: ${warning}`)
    const { configuration, asked } = await this.answered(found)
    if (this.json) context.output.write(`${JSON.stringify(jsonReport(configuration, asked, place), null, 2)}\n`)
    if (configuration.refusal !== undefined) throw configuration.refusal
    if (!this.json) context.output.write(`\n${identityTable(configuration, asked, place)}`)
    const said = mismatch(configuration, asked)
    if (said !== undefined) context.say(said)
    return ExitCode.done
  }

  /** What AWS says, or why it could not be asked. */
  private async answered(configuration: Configuration): Promise<{ configuration: Configuration; asked: Asked }> {
    const { credentials, refusal } = configuration
    if (credentials === undefined || refusal !== undefined || this.offline) return { configuration, asked: {} }
    try {
      return { configuration, asked: await this.ask(configuration, credentials) }
    } catch (error) {
      if (!(error instanceof AwsenvError)) throw error
      return { configuration: { ...configuration, refusal: error }, asked: {} }
    }
  }

  private async ask(configuration: Configuration, credentials: ToolCredentials): Promise<Asked> {
    const context = this.awsenv
    const network = networkInShell(context, configuration)
    const accessKey = await toolKey(context, credentials, network)
    const caller = { accessKey, network }
    // Both at once: the alias is a courtesy, and nobody should wait for it.
    const [identity, alias] = await Promise.all([
      getCallerIdentity(context.transport, caller),
      accountAlias(context.transport, caller).catch(() => undefined),
    ])
    return { identity, alias }
  }

  private endpoint({ profile: selected }: Configuration): string | undefined {
    const profile = readableProfile(this.awsenv, selected?.value)
    try {
      return stsEndpointOf(this.awsenv, profile === undefined ? [] : [profile])
    } catch (error) {
      if (error instanceof AwsenvError) return `(${error.message})`
      throw error
    }
  }

  private warnings({ profile, region }: Configuration): readonly string[] {
    const context = this.awsenv
    return toolDifferences(context.env, profile, region, name => readableProfile(context, name)?.region)
  }
}
