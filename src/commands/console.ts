import { Command, Option } from 'clipanion'
import { afterSigningOut, consoleHosts, consolePage, servicePage, signinUrl } from '../aws/console.ts'
import { getSigninToken } from '../aws/federation.ts'
import { taking, yesOption } from '../command-line/options.ts'
import { RoleCommand } from '../command-line/role-command.ts'
import { confirmRole } from '../credentials/confirmation.ts'
import { type ShellRole, shellRole } from '../credentials/session/shell-role.ts'
import { AwsenvError, ExitCode, misused } from '../errors.ts'
import { browserDirectory } from '../files/directories.ts'
import { checkedRegion, parseRoleArn, partitionOfRegion, roleArn } from '../model/arn.ts'
import { browserCommand } from '../model/browser-command.ts'
import { until } from '../model/duration.ts'
import { accountOf } from '../settings/settings.ts'

/** Opens the web console, as this shell's role or another. */
export class ConsoleCommand extends RoleCommand {
  static override paths = [['console']]
  static override usage = Command.Usage({
    category: 'Other programs',
    description: 'open the web console as a role',
    details:
      "Without TARGET: as the role that this shell has. TARGET is what assume takes; this shell then stays as it is. The sign-in link works for 15 minutes, for anyone who has it; the console's session ends with the role's credentials. " +
      'Over SSH, or without a display, it prints the link instead. The setting "browser" names a program to use instead of the system\'s browser, and gives each account a container or a profile of its own.',
    examples: [
      ['As the role of this shell', '$0 console'],
      ['The page of a service', '$0 console prod --service ec2 --region eu-west-1'],
      ['Print the link', '$0 console 123456789012 Admin --print'],
    ],
  })

  service = taking(
    'SERVICE',
    Option.String('--service', {
      description: "the service to show: ec2, s3, cfn, …, or its name in the console's address",
    }),
  )
  override region = taking('REGION', Option.String('--region', { description: 'the region to show' }))
  container = taking(
    'NAME',
    Option.String('--container', {
      description: 'the container or profile to open it in, where the setting "browser" has a place for one',
    }),
  )
  signOut = Option.Boolean('--sign-out', { description: "first leave the browser's session at the console" })
  print = Option.Boolean('--print', false, { description: 'print the link, a secret, instead of opening a browser' })
  override yes = yesOption()
  target = Option.String({ required: false, name: 'TARGET' })
  role = Option.String({ required: false, name: 'ROLE' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    // Read before anything is asked: a faulty file fails here.
    const service = servicePage(this.service)
    const wanted = this.region === undefined ? undefined : checkedRegion(this.region)
    const { settings } = await context.settings
    const who = await (this.target === undefined ? this.roleOfShell() : this.namedRole(this.target))
    const { accessKey, partition, accountId, roleName, region, network, expiration } = who
    const label = who.label ?? `${roleName}@${accountOf(settings, accountId).name ?? accountId}`
    const hosts = consoleHosts(partition)
    if (hosts === undefined)
      throw new AwsenvError(`awsenv doesn't know where the console of partition "${partition}" is`)
    if (wanted !== undefined && partitionOfRegion(wanted).id !== partition) {
      throw misused(
        `the console of ${label} has no region "${wanted}"`,
        `this region is in another partition; the role is in partition ${partition}`,
      )
    }
    const caller = { accessKey, network }
    const { signinToken, endpoint } = await getSigninToken(context.transport, caller, hosts.signin)
    const page = consolePage(partition, hosts, service, wanted ?? region)
    const link = signinUrl(endpoint, signinToken.reveal(), page)
    const url = (this.signOut ?? settings.browser_sign_out) ? afterSigningOut(link) : link
    const { name = accountId, colour } = accountOf(settings, accountId)
    const place = this.container ?? (settings.browser_per === 'role' ? `${roleName}@${name}` : name)
    const shown = { url, place, colour, account: accountId, role: roleName, name: label }
    const command = browserCommand(settings.browser, shown, browserDirectory(context.env, context.home))
    await this.show(url, command, label, ending(expiration, context.now()))
    return ExitCode.done
  }

  /** Asks again for a confirmation: a page in the browser stays open, and shows the account less clearly than a prompt. */
  private async roleOfShell(): Promise<ShellRole> {
    const { from, minTtl, refresh, mfaStdin } = this
    const words = this.optionWords().filter(word => !word.startsWith('--region='))
    if (words.length > 0 || from !== undefined || minTtl !== undefined || refresh || mfaStdin) {
      throw misused(
        'these options need a role',
        'use only --service, --region, --container, --sign-out, --print and --yes, or name a role: awsenv console ACCOUNT ROLE',
      )
    }
    const role = await shellRole(this.awsenv)
    await confirmRole(this.awsenv, roleArn(role.partition, role.accountId, role.roleName), this.roleRequest())
    return role
  }

  private async namedRole(target: string): Promise<ShellRole> {
    const context = this.awsenv
    const request = this.roleRequest()
    const found = await this.resolveTarget(context, request, target, this.role)
    const { session, network } = await this.sessionOf(context, request, found)
    const { credentials, role: label, roleArn, region } = session
    if (roleArn === undefined) {
      throw new AwsenvError(`"${target}" is not a role, and AWS opens its console only for roles`, {
        hint: 'name a role: awsenv console ACCOUNT ROLE',
      })
    }
    const { partition, accountId, roleName } = parseRoleArn(roleArn)
    const { expiration } = credentials
    return { accessKey: credentials, partition, accountId, roleName, label, region, network, expiration }
  }

  /** Sends the link to the browser or to stdout, nowhere else. */
  private async show(url: string, command: readonly string[], label: string, end: string): Promise<void> {
    const { output } = this.awsenv
    const reason = this.print ? undefined : await this.whyNotOpened(url, command)
    if (!this.print && reason === undefined) {
      this.awsenv.say(`the console of ${label} opens in your browser${end}; --print gives the link instead`)
      return
    }
    output.write(`${url}\n`)
    const lead = reason === undefined ? '' : `${reason}: open the link yourself; `
    this.awsenv.say(`${lead}for 15 minutes it signs in anyone who has it, as ${label}${end}`)
  }

  /** Undefined once a browser has been started. */
  private async whyNotOpened(url: string, command: readonly string[]): Promise<string | undefined> {
    const { browser } = this.awsenv
    if (command.length === 0 && browser.absence !== undefined) return browser.absence
    try {
      await browser.open(url, command)
      return undefined
    } catch (error) {
      if (error instanceof AwsenvError) return error.message
      throw error
    }
  }
}

function ending(expiration: number | undefined, now: number): string {
  return expiration === undefined ? '' : `, ${until(expiration, now)}`
}
