import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { taking } from '../command-line/options.ts'
import { AwsenvError, ExitCode, misused } from '../errors.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { LOCAL_CHECKS } from '../setup/doctor/checks.ts'
import { examine } from '../setup/doctor/examine.ts'
import { clock } from '../setup/doctor/local/clock.ts'
import { announcement, PROBES } from '../setup/doctor/probe/probes.ts'
import { subjectOf } from '../setup/doctor/probe/subject.ts'
import { asJson, asReport, asText } from '../setup/doctor/render.ts'
import type { NamedFinding } from '../setup/finding.ts'
import { confirm } from '../terminal/confirm.ts'

/** What is wrong on this machine, and what mends it. */
export class DoctorCommand extends AwsenvCommand {
  static override paths = [['doctor']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'check this machine, and say what mends each fault',
    details:
      'Looks at files, variables, the hook and the binary, and compares the clock with AWS by one request without a key; --offline sends none. ' +
      '--probe asks AWS whether your role is refused without MFA, after it has said which requests that takes, and after a yes. ' +
      'The exit code is 1 if there is a failure; a warning is none. --report leaves out every path, account id, name and secret.',
    examples: [
      ['Check this machine', '$0 doctor'],
      ['Check the account, too', '$0 doctor --probe 123456789012 Admin'],
      ['For a public issue', '$0 doctor --report'],
    ],
  })

  offline = Option.Boolean('--offline', false, { description: "send no request: the clock isn't checked" })
  probe = Option.Boolean('--probe', false, {
    description: 'also ask AWS what your key may do alone; with TARGET, for that role',
  })
  from = taking('PROFILE', Option.String('--from', { description: 'the profile whose key is probed' }))
  json = Option.Boolean('--json', false, { description: 'as JSON' })
  report = Option.Boolean('--report', false, { description: 'without paths, names and accounts, for a public issue' })
  fix = Option.Boolean('--fix', false, { description: 'mend what can be mended here, after a question' })
  yes = Option.Boolean('--yes', false, { description: "don't ask" })

  target = Option.String({ name: 'TARGET', required: false })
  roleName = Option.String({ name: 'ROLE', required: false })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    if (this.json && this.report) throw misused('use only one of --json and --report')
    if (this.fix && (this.json || this.report)) throw misused('--fix goes with neither --json nor --report')
    if (!this.probe && (this.target !== undefined || this.from !== undefined))
      throw misused('a role or a key is named for the probe alone', 'add --probe')
    if (this.probe && this.offline) throw misused('--probe asks AWS, and --offline forbids it')
    const context = this.awsenv
    const probed = this.probe ? await this.probed() : []
    const local = await examine(this.offline ? LOCAL_CHECKS : [...LOCAL_CHECKS, clock], context)
    const findings = [...local, ...probed]
    context.output.write(this.rendered(findings))
    const mended = this.fix ? await this.mend(findings) : []
    const left = findings.filter(one => !mended.includes(one))
    const isFailed = left.some(({ state, mend }) => state === 'failure' || (this.fix && mend !== undefined))
    return isFailed ? ExitCode.failed : ExitCode.done
  }

  /** Says what it will ask, and asks nothing without a yes. */
  private async probed(): Promise<readonly NamedFinding[]> {
    for (const line of announcement()) this.awsenv.say(line)
    if (!this.yes && !this.agrees('Go on?')) throw new AwsenvError('you said no: nothing was asked')
    const { target, roleName, from } = this
    const subject = await subjectOf(this.awsenv, { target, roleName, from })
    const { source, roles } = subject
    const named = roles.map(({ roleArn }) => `"${roleArn}"`).join(', ')
    const key = `the key ${shownAccessKeyId(source.accessKey)} of ${source.place}`
    this.awsenv.say(`probing ${key}${named === '' ? '' : `, and ${named}`}`)
    return examine(PROBES, subject)
  }

  private rendered(findings: readonly NamedFinding[]): string {
    if (this.report) return asReport(findings, this.cli.binaryVersion ?? '')
    return this.json ? asJson(findings) : asText(findings)
  }

  /** Returns what was mended. */
  private async mend(findings: readonly NamedFinding[]): Promise<readonly NamedFinding[]> {
    const context = this.awsenv
    const mendable = findings.filter(({ mend }) => mend !== undefined)
    if (mendable.length === 0) {
      context.say('--fix can mend none of this: follow the hints')
      return []
    }
    for (const { remedy } of mendable) context.say(`this will be done: ${remedy}`)
    if (!this.yes && !this.agrees('Do it?')) throw new AwsenvError('you said no: nothing has changed')
    const mended: NamedFinding[] = []
    for (const finding of mendable) if (await this.isMended(finding)) mended.push(finding)
    context.say(`${mended.length} of ${mendable.length} mended`)
    return mended
  }

  /** A failure is said, and doesn't stop the others. */
  private async isMended({ mend, remedy }: NamedFinding): Promise<boolean> {
    try {
      await mend?.()
      return true
    } catch (error) {
      const { message, hint } = error as AwsenvError
      this.awsenv.say(`error: not done: ${remedy}: ${message}`)
      if (hint !== undefined) this.awsenv.say(`hint: ${hint}`)
      return false
    }
  }

  private agrees(question: string): boolean {
    if (this.awsenv.terminal.isPresent()) return confirm(this.awsenv, question, 'no')
    throw new AwsenvError('there is no terminal to ask on', {
      hint: 'add --yes, if that is what you want',
      exitCode: ExitCode.cannotAsk,
    })
  }
}
