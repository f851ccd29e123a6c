import { Command, Option } from 'clipanion'
import { taking, yesOption } from '../command-line/options.ts'
import { RoleCommand, type RoleSession } from '../command-line/role-command.ts'
import type { Context } from '../context/context.ts'
import { sessionChange } from '../credentials/environment/change.ts'
import { ONE_CALL, programEnvironment, sayBroken } from '../credentials/environment/program.ts'
import type { Target } from '../credentials/target/found.ts'
import { takesRole, targetOf } from '../credentials/target/target.ts'
import { AwsenvError, misused } from '../errors.ts'
import { renewingProgram } from '../install/renewing.ts'
import { userShell } from '../install/user-shell.ts'
import { until } from '../model/duration.ts'
import { changed, type Environment } from '../model/environment.ts'
import type { ProgramCall } from '../process/host.ts'

/** Gives a role to one program. */
export class ExecCommand extends RoleCommand {
  static override paths = [['exec']]
  static targetOptions = ['--each', '--each-account']
  static override usage = Command.Usage({
    category: 'Other programs',
    description: 'run one program with a role',
    details:
      'TARGET is what assume takes: an account with the name of a role, the ARN of a role, a profile with role_arn, or an alias. Everything after it is the ' +
      'command, unchanged, without a -- before it. awsenv becomes the command, so signals, job control and the exit code work as if you had started it yourself. ' +
      "With --renewing, the command gets no keys but a profile that asks awsenv each time (docs/exec.md). With --each or --each-account there is no TARGET: the command runs in each of them at once, without stdin, and a table says how each ended; the exit code is 1 unless all were done. Without a command it starts your shell, in which unset and clear work as after assume. The exit code is 127 if the command doesn't exist, and 126 if it can't run.",
    examples: [
      ['Plan with the role of a profile', '$0 exec prod terraform plan'],
      ['In several accounts at once', "$0 exec --each 'dev,acme-*' -- aws s3 ls"],
      ['Longer than a session lasts', '$0 exec --renewing prod terraform apply'],
    ],
  })

  renewing = Option.Boolean('--renewing', false, {
    description: 'no keys, but a profile that asks awsenv again: for what outlasts a session',
  })
  each = taking(
    'TARGETS',
    Option.Array('--each', [], {
      description: "run it in each of these at once: dev,prod or a pattern like 'acme-*'; may be given again",
    }),
  )
  eachAccount = taking(
    'ROLE',
    Option.String('--each-account', { description: 'in each account of IAM Identity Center that has this role' }),
  )
  regions = taking(
    'REGIONS',
    Option.String('--regions', { description: 'in each of these regions: eu-west-1,us-east-1' }),
  )
  jobs = taking('NUMBER', Option.String('--jobs', { description: 'how many commands run at once (default: 8)' }))
  output = taking('OUTPUT', Option.String('--output', { description: 'lines with a name in front (default), or json' }))
  outputDir = taking(
    'DIRECTORY',
    Option.String('--output-dir', { description: 'the output into two files each, there' }),
  )
  override yes = yesOption()
  target = Option.String({ name: 'TARGET' })
  words = Option.Proxy({ name: 'COMMAND' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    if (this.each.length > 0 || this.eachAccount !== undefined) return this.startEach(context)
    this.refuseOptionsOfEach()
    const { roleName, command } = await this.parsed()
    const request = this.roleRequest()
    const target = await this.resolveTarget(context, request, this.target, roleName)
    const role = await this.sessionOf(context, request, target)
    const [name, ...args] = command
    if (this.renewing) return this.startRenewing(context, command, target, role)
    if (name === undefined) return this.startShell(context, role)
    return this.start(context, [name, ...args], programEnvironment(context, role.session))
  }

  /** Its targets stand behind --each, so the command begins where the target would. */
  private async startEach(context: Context): Promise<number> {
    const { execEach } = await import('../jobs/exec-each.ts')
    const { regions, jobs, output, outputDir, renewing: isRenewing, from } = this
    const request = this.roleRequest()
    return execEach(context, {
      ...{ regions, jobs, output, outputDir, isRenewing, request, from },
      lists: this.each,
      roleName: this.eachAccount,
      call: [this.target, ...this.words],
      resolve: ({ target, roleName, from: session = from }) =>
        targetOf(context, { target, roleName, from: session }, request),
      session: (asking, wanted, target) => this.sessionOf(asking, wanted, target),
    })
  }

  private refuseOptionsOfEach(): void {
    const { regions, jobs, output, outputDir } = this
    const given = Object.entries({ regions, jobs, output, 'output-dir': outputDir })
    const [name] = given.find(([, value]) => value !== undefined) ?? []
    if (name !== undefined)
      throw misused(`--${name} goes with --each`, `run: awsenv exec --each ${this.target} --${name} … COMMAND`)
  }

  /** After the target, options belong to the command; these were most likely meant for awsenv. */
  private async parsed(): Promise<{ roleName: string | undefined; command: readonly string[] }> {
    const hasRole = await takesRole(this.awsenv, this.target, this.words[0])
    const roleName = hasRole ? this.words[0] : undefined
    const rest = hasRole ? this.words.slice(1) : this.words
    if (hasRole && (roleName === undefined || roleName === '--')) {
      throw misused(`the role's name is missing after "${this.target}"`, `run: awsenv exec ${this.target} ROLE COMMAND`)
    }
    const [first] = rest
    if (first === '--') return { roleName, command: rest.slice(1) }
    const misplaced = [roleName, first].find(word => word?.startsWith('-'))
    if (misplaced === undefined) return { roleName, command: rest }
    throw misused(
      `"${misplaced}" comes after the target, where the command begins`,
      "put awsenv's options before the target, and -- before a command that begins with a dash",
    )
  }

  private async startShell(context: Context, { session, words }: RoleSession): Promise<number> {
    const change = await sessionChange(context, session, words)
    const { expiration } = session.credentials
    const program = userShell(context)
    context.say(
      `${program} with ${session.role} (${session.roleArn ?? `account ${session.accountId}`}), ${until(expiration, context.now())}`,
    )
    try {
      return await this.start(context, [program], changed(context.env, { ...change, ...ONE_CALL }))
    } catch (error) {
      throw error instanceof AwsenvError && program === context.env['SHELL'] ? ofShell(error) : error
    }
  }

  private async startRenewing(
    context: Context,
    [name, ...args]: readonly string[],
    target: Target,
    { session, words }: RoleSession,
  ): Promise<number> {
    if (name === undefined)
      throw misused('--renewing needs a command', 'the hook renews the role of a shell: awsenv exec TARGET')
    const { change, remove } = renewingProgram(context, target, words, session.region)
    try {
      const env = changed(programEnvironment(context, session), change)
      return await this.start(context, [name, ...args], env, remove)
    } finally {
      remove()
    }
  }

  private async start(context: Context, call: ProgramCall, env: Environment, afterwards?: () => void): Promise<number> {
    sayBroken(context, env)
    context.close()
    await context.eraseExpired()
    return context.runProgram(call, env, afterwards)
  }
}

/** Nobody typed the name of the shell, so the hint says where it comes from. */
function ofShell({ message, exitCode, cause }: AwsenvError): AwsenvError {
  const hint = 'SHELL names it: set SHELL to the path of your shell, or name a command behind the role'
  return new AwsenvError(message, { hint, exitCode, cause })
}
