import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { taking } from '../command-line/options.ts'
import { parseDuration } from '../model/duration.ts'
import { setUp } from '../setup/account/setup.ts'
import { MFA_AGE } from '../setup/policy/account-plan.ts'

/** Makes the user, the role and the key that awsenv needs, as an administrator of the account. */
export class SetupCommand extends AwsenvCommand {
  static override paths = [['setup']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'make the IAM user, role and key that awsenv needs',
    details:
      "With an administrator's credentials: those of this shell (as awsenv whoami shows them), or of --from. Shows first what exists and what would change, and asks. " +
      'The user may only enrol MFA, replace their own key, and assume the role; the role demands MFA. The new key goes into the vault and is never shown. ' +
      'If it is interrupted, run it again: it does what is missing.',
    examples: [
      ['A user and the role Admin', '$0 setup alice'],
      ['Look at the plan only', '$0 setup alice --dry-run'],
      [
        'Names with a path, and a role that may only read',
        '$0 setup team/alice --role team/Auditor --role-policy ReadOnlyAccess',
      ],
    ],
  })

  from = taking(
    'PROFILE',
    Option.String('--from', { description: "the administrator's profile (default: the credentials of this shell)" }),
  )
  account = taking('ACCOUNT', Option.String('--account', { description: 'fail unless it is this account' }))
  role = taking(
    'ROLE',
    Option.String('--role', 'Admin', { description: 'the name of the role, which may have a path' }),
  )
  rolePolicy = taking(
    'POLICY',
    Option.String('--role-policy', {
      description: "the role's policy: a name of AWS's, or an ARN (default: AdministratorAccess)",
    }),
  )
  mfaAge = taking(
    'TIME',
    Option.String('--mfa-age', {
      description: 'how long one MFA code counts: seconds, or a form like 12h (default: 12h)',
    }),
  )
  profile = taking(
    'NAME',
    Option.String('--profile', { description: "the profile that the key is for (default: the user's name)" }),
  )
  dryRun = Option.Boolean('--dry-run', false, { description: 'show the plan, and change nothing' })
  yes = Option.Boolean('--yes,-y', false, { description: 'change what the plan says without a question' })
  confirm = taking(
    'NAME',
    Option.Array('--confirm', [], {
      description: 'also change this user or role, which awsenv did not make, or delete the unused key of this id',
    }),
  )
  narrow = Option.Boolean('--narrow', false, {
    description: "remove statements from the role's trust policy that let somebody in without MFA",
  })
  user = Option.String({ name: 'USER' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const { user, role, rolePolicy, profile, from, account } = this
    await setUp(this.awsenv, {
      ...{ user, role, rolePolicy, profile, from, account },
      mfaAge: this.mfaAge === undefined ? undefined : parseDuration(this.mfaAge, MFA_AGE.least, MFA_AGE.most),
      isDry: this.dryRun,
      yes: this.yes,
      named: this.confirm,
      narrows: this.narrow,
    })
  }
}
