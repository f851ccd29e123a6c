import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { taking } from '../../command-line/options.ts'
import { accountOption, partitionOption, policyFormOption } from '../../command-line/policy-options.ts'
import { AwsenvError, ExitCode, misused } from '../../errors.ts'
import { readTextFile } from '../../files/read.ts'
import { parseDuration } from '../../model/duration.ts'
import { MFA_AGE, roleNamed, userNamed } from '../../setup/policy/account-plan.ts'
import { policyFormNamed, rendered } from '../../setup/policy/rendered.ts'
import { roleTrustPolicy } from '../../setup/policy/role-trust-policy.ts'
import { trustFindings } from '../../setup/trust/findings.ts'
import { parseTrust } from '../../setup/trust/parse.ts'

/** Prints the trust policy of a role that one user may assume with a recent MFA code, or checks an existing one. */
export class PolicyTrustCommand extends AwsenvCommand {
  static override paths = [['policy', 'trust']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'print or check a trust policy that demands MFA',
    details:
      'Only this user may assume the role, and only with a recent MFA code. ' +
      '--check reads a trust policy from a file and says what is wrong with it; the exit code is 1 if somebody can assume the role without MFA.',
    examples: [
      ['For a user', '$0 policy trust alice --account 123456789012'],
      ['As Terraform', '$0 policy trust alice --account 123456789012 --role Admin --as terraform'],
      ['Check what a role has', '$0 policy trust --check trust.json'],
    ],
  })

  account = accountOption()
  partition = partitionOption()
  as = policyFormOption()
  mfaAge = taking(
    'TIME',
    Option.String('--mfa-age', '12h', {
      description: 'how long one MFA code counts: seconds, or a form like 12h',
    }),
  )
  role = taking(
    'ROLE',
    Option.String('--role', {
      description: 'the role that a template makes: its name, with its path if it has one',
    }),
  )
  tags = Option.Boolean('--tags', false, { description: 'allow session tags (sts:TagSession)' })
  sourceIdentity = Option.Boolean('--source-identity', false, {
    description: 'allow a source identity (sts:SetSourceIdentity)',
  })
  check = taking(
    'FILE',
    Option.String('--check', { description: 'check the trust policy in this file; - reads it from stdin' }),
  )
  user = Option.String({ name: 'USER', required: false })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    return this.check === undefined ? this.print() : this.checked(this.check)
  }

  private print(): number {
    if (this.user === undefined) {
      throw misused(
        'the user that the role should trust is missing',
        'name the user, as in: awsenv policy trust alice --account 123456789012; or check a policy with --check FILE',
      )
    }
    const form = policyFormNamed(this.as)
    const user = userNamed(this.user, this.account, this.partition)
    const mfaAge = parseDuration(this.mfaAge, MFA_AGE.least, MFA_AGE.most)
    const policy = roleTrustPolicy({ user, mfaAge }, { tags: this.tags, sourceIdentity: this.sourceIdentity })
    if (form !== 'json' && this.role === undefined) {
      throw misused('the role in the template has no name', 'name it with --role NAME')
    }
    const roleArn = roleNamed(this.role ?? 'Role', user)
    this.awsenv.output.write(rendered(form, [{ kind: 'role', roleArn, policy }]))
    return ExitCode.done
  }

  private checked(path: string): number {
    const place = path === '-' ? 'stdin' : path
    const text = path === '-' ? this.stdin() : readTextFile(path)
    if (text === undefined) throw new AwsenvError(`there is no file "${path}"`)
    const findings = trustFindings(parseTrust(text, place))
    for (const { severity, what, remedy } of findings) this.awsenv.output.write(`${severity}: ${what}\n  ${remedy}\n`)
    if (findings.length === 0)
      this.awsenv.output.write(`ok: ${place} admits only those it names, and only with a recent MFA code\n`)
    return findings.some(({ severity }) => severity === 'failure') ? ExitCode.failed : ExitCode.done
  }

  private stdin(): string {
    const lines: string[] = []
    for (let line = this.awsenv.readStdinLine(); line !== undefined; line = this.awsenv.readStdinLine())
      lines.push(line)
    return lines.join('\n')
  }
}
