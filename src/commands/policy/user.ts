import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { accountOption, partitionOption, policyFormOption } from '../../command-line/policy-options.ts'
import { misused } from '../../errors.ts'
import { roleNamed, userNamed } from '../../setup/policy/account-plan.ts'
import { POLICY_SIZES, policySize } from '../../setup/policy/document.ts'
import { policyFormNamed, rendered } from '../../setup/policy/rendered.ts'
import { userPolicy } from '../../setup/policy/user-policy.ts'

/** Prints the policy of a user who may only enrol MFA, replace their own key, and assume the roles. */
export class PolicyUserCommand extends AwsenvCommand {
  static override paths = [['policy', 'user']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'print the policy of a user who may only assume roles',
    details:
      'The user may enrol an MFA device, replace their own access keys with MFA, and assume the roles. Everything else is denied without MFA. ' +
      'USER and ROLE are names, which may have a path before them, or ARNs.',
    examples: [
      ['For one role', '$0 policy user alice Admin --account 123456789012'],
      ['Two roles', '$0 policy user alice Admin team/Deploy --account 123456789012'],
      ['As a CloudFormation template', '$0 policy user alice Admin --account 123456789012 --as cloudformation'],
    ],
  })

  account = accountOption()
  partition = partitionOption()
  as = policyFormOption()
  user = Option.String({ name: 'USER' })
  roles = Option.Rest({ name: 'ROLE', required: 1 })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const form = policyFormNamed(this.as)
    const user = userNamed(this.user, this.account, this.partition)
    const roleArns = [...new Set(this.roles.map(role => roleNamed(role, user)))]
    const policy = userPolicy({ user, roleArns })
    const size = policySize(policy)
    if (size > POLICY_SIZES.managed) {
      throw misused(
        `a policy for ${roleArns.length} roles has ${size} characters, and IAM takes ${POLICY_SIZES.managed} at most`,
        'name fewer roles, or make a second user',
      )
    }
    this.awsenv.output.write(rendered(form, [{ kind: 'user', user, policy }]))
    if (size > POLICY_SIZES.inline) {
      this.awsenv.say(
        `warning: the policy has ${size} characters, and IAM takes ${POLICY_SIZES.inline} in a user's inline policies: attach it as a managed policy`,
      )
    }
  }
}
