import { Cli, Command, Option } from 'clipanion'
import { giveSession } from '../command-line/answer.ts'
import { naming } from '../command-line/naming.ts'
import { askedIn, askOption, formatOption, printOption, shellOption, yesOption } from '../command-line/options.ts'
import { RoleCommand } from '../command-line/role-command.ts'
import type { CliContext, Context } from '../context/context.ts'
import { withReplaced } from '../context/unattended.ts'
import { sessionChange } from '../credentials/environment/change.ts'
import { keepReady } from '../credentials/ready/keep.ts'
import { wordsOfPrevious } from '../credentials/ready/texts.ts'
import type { Target } from '../credentials/target/found.ts'
import { AwsenvError } from '../errors.ts'
import { ownExpiry } from '../model/claimed-session.ts'
import { until } from '../model/duration.ts'
import { type Environment, type ShellSession, sessionVariables, type ToldChange } from '../model/environment.ts'
import { shellOf } from '../shells/index.ts'

/** Puts a role into this shell. */
export class AssumeCommand extends RoleCommand {
  static override paths = [['assume']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'put a role into this shell',
    details:
      'TARGET is an account id with the name of a role, the ARN of a role, a profile with role_arn, an alias of the settings, or - for the previous role. ' +
      "Without it, a list of aliases, profiles and recent roles lets you choose; with AWSENV_PICKER=0, in a plain terminal or with an empty list, awsenv asks for account and role. It uses a cached session if there is one, and asks for an MFA code if you aren't logged in.",
    examples: [
      ['Assume by account and name', '$0 assume 123456789012 Admin'],
      ['Assume what a profile says, for four hours', '$0 assume prod --duration 4h'],
      ['Go back to the role before', '$0 assume -'],
    ],
  })

  shell = shellOption()
  print = printOption()
  format = formatOption()
  ask = askOption()
  override yes = yesOption()
  target = Option.String({ required: false, name: 'TARGET' })
  role = Option.String({ required: false, name: 'ROLE' })

  override get givesData(): boolean {
    return this.format !== undefined
  }

  async execute(): Promise<number> {
    const context = this.awsenv
    return giveSession(context, this, () => this.change(context))
  }

  async change(context: Context): Promise<ToldChange> {
    const call = context.hook === undefined ? undefined : this.plainWords()
    if (this.target !== '-' || this.role !== undefined) return this.answer(context, call)
    return this.theOneBefore(context).answer(context, call && wordsOfPrevious(context.restore?.previous ?? []))
  }

  /** `call` is the words of a call that the hook may answer the next time. */
  private async answer(speaking: Context, call: readonly string[] | undefined): Promise<ToldChange> {
    const began = speaking.now()
    let hasSpoken = false
    const say = (line: string) => {
      hasSpoken = true
      speaking.say(line)
    }
    const context = call === undefined ? speaking : withReplaced(speaking, { say })
    const request = this.roleRequest()
    const typed = ['assume', this.target ?? '', this.role ?? ''].filter(word => word !== '')
    let found: Target | undefined
    const asking = this.asking(context, () => (found === undefined ? typed : this.remedy(request, found)))
    const target = await this.resolveTarget(asking, request, this.target, this.role)
    found = target
    const { session, words, isOpenEnded } = await this.sessionOf(asking, request, target)
    const change = this.givesData ? sessionVariables(session) : await sessionChange(context, session, words)
    const hook = context.hook === undefined ? undefined : shellOf([context.hook])?.hook
    if (!this.givesData && hook !== undefined && !hook.isPlain) {
      const { roles, hasChoice } = target
      await keepReady(context, { began, words: hasSpoken ? undefined : call, session, roles, hasChoice, change })
    }
    const now = context.now()
    const became = this.givesData ? 'is assumed' : whatBecame(context.env, session, now)
    const what = session.roleArn ?? `account ${session.accountId}`
    const ends = isOpenEnded ? '; nothing says when its key expires' : `, ${until(session.credentials.expiration, now)}`
    return { change, notes: [`${session.role} ${became} (${what})${ends}`] }
  }

  /** `--ask`. `command` is what a person has to type if nobody may be asked. */
  private asking(context: Context, command: () => readonly string[]): Context {
    if (this.ask === undefined) return context
    const ask = askedIn(this.ask)
    if (ask === 'never') return naming(context, command)
    return ask === undefined ? context : withReplaced(context, { ask })
  }

  /** Undefined where an option says more. */
  private plainWords(): readonly string[] | undefined {
    const { from, shell, print, debug, ask } = this
    const hasOptions = [from, shell, ask].some(option => option !== undefined) || print || debug
    if (hasOptions || this.optionWords().length > 0 || this.flagWords().length > 0) return undefined
    return this.target === undefined ? undefined : [this.target, ...(this.role === undefined ? [] : [this.role])]
  }

  /** The options that are for one call. */
  private flagWords(): readonly string[] {
    const { refresh, mfaStdin, yes, minTtl } = this
    const flags = [
      refresh && '--refresh',
      mfaStdin && '--mfa-stdin',
      yes && '--yes',
      minTtl !== undefined && `--min-ttl=${minTtl}`,
    ]
    return flags.filter(word => typeof word === 'string')
  }

  /** The previous role, with the options of this call (such as --duration) instead of its own. */
  private theOneBefore({ restore }: Context): AssumeCommand {
    const words = restore?.previous
    if (words === undefined) {
      throw new AwsenvError('this shell has no previous role', {
        hint: 'name one: awsenv assume ACCOUNT ROLE',
      })
    }
    const options = [...this.optionWords(), ...this.flagWords()]
    return Cli.from<CliContext>(AssumeCommand).process(['assume', ...words, ...options], this.context) as AssumeCommand
  }
}

/** Whether this shell had the role already, with this session or another. */
function whatBecame(env: Environment, { roleArn, credentials }: ShellSession, now: number): string {
  const isActive = roleArn !== undefined && env['AWSENV_ROLE_ARN'] === roleArn
  if (!isActive || (ownExpiry(env) ?? 0) <= now / 1000) return 'is assumed'
  const isSame = env['AWS_ACCESS_KEY_ID'] === credentials.accessKeyId
  return isSame ? 'is active already' : 'was active already, and is assumed anew'
}
