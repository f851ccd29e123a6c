/** From what an account has to the steps that are missing. Run over what its steps make, it has none left. Pure. */
import { AwsenvError } from '../../errors.ts'
import type { UserName } from '../policy/account-plan.ts'
import { POLICY_SIZES, type PolicyDocument, policySize } from '../policy/document.ts'
import { POLICY_NAME } from '../policy/rendered.ts'
import { ASSUME_SID, userPolicy } from '../policy/user-policy.ts'
import { listOf, saysTheSame, statementsIn } from './documents.ts'
import { type Document, trustPlan, type WideStatement } from './trust.ts'

export type Wanted = {
  readonly user: UserName
  readonly roleArn: string
  /** In seconds; undefined: as it is, or the usual. */
  readonly mfaAge: number | undefined
  /** Undefined: as it is, or the usual. */
  readonly rolePolicyArn: string | undefined
  /** Whether statements that let somebody in without MFA may go. */
  readonly removesWide: boolean
}

/** What IAM has. Documents are JSON. */
export type Existing = {
  readonly user: ExistingUser | undefined
  readonly role: ExistingRole | undefined
}

export type ExistingUser = {
  readonly isOurs: boolean
  /** Inline policies, by name. */
  readonly policies: ReadonlyMap<string, string>
  /** The ARNs of managed policies. */
  readonly attached: readonly string[]
}

export type ExistingRole = {
  readonly isOurs: boolean
  readonly trust: string
  /** The ARNs of managed policies, and the names of inline ones. */
  readonly policies: readonly string[]
}

export type Step =
  | { readonly kind: 'create user' }
  | { readonly kind: 'put user policy'; readonly document: PolicyDocument; readonly before: string | undefined }
  | { readonly kind: 'create role'; readonly document: Document }
  | { readonly kind: 'change trust'; readonly document: Document; readonly before: string }
  | { readonly kind: 'attach role policy'; readonly policyArn: string }

export type Plan = {
  readonly steps: readonly Step[]
  /** What awsenv didn't make, and would change: each needs a yes that names it. */
  readonly foreign: readonly ('user' | 'role')[]
  readonly wide: readonly WideStatement[]
  /** Other policies of the user, by name or ARN: what they allow needs no role. */
  readonly otherPolicies: readonly string[]
}

/** @throws AwsenvError if the user's policy doesn't fit into IAM's limits. */
export function planFor(wanted: Wanted, { user, role }: Existing): Plan {
  const userSteps: readonly Step[] = [
    ...(user === undefined ? [{ kind: 'create user' } as const] : []),
    ...policySteps(wanted, user),
  ]
  const { steps: roleSteps, wide } = roleStepsFor(wanted, role)
  const foreign = [
    ...(user?.isOurs === false && userSteps.length > 0 ? ['user' as const] : []),
    ...(role?.isOurs === false && roleSteps.length > 0 ? ['role' as const] : []),
  ]
  const inline = [...(user?.policies.keys() ?? [])].filter(name => name !== POLICY_NAME)
  return { steps: [...userSteps, ...roleSteps], foreign, wide, otherPolicies: [...inline, ...(user?.attached ?? [])] }
}

function policySteps({ user, roleArn }: Wanted, existing: ExistingUser | undefined): readonly Step[] {
  const before = existing?.policies.get(POLICY_NAME)
  const document = userPolicy({ user, roleArns: [...new Set([...rolesIn(before), roleArn])].sort() })
  if (before !== undefined && saysTheSame(before, document)) return []
  checkSize(user, document, existing)
  return [{ kind: 'put user policy', document, before }]
}

/** The roles that our policy names already. */
function rolesIn(document: string | undefined): readonly string[] {
  const statement = statementsIn(document).find(({ Sid }) => Sid === ASSUME_SID)
  return listOf(statement?.['Resource'])
    .map(String)
    .filter(arn => /^arn:[^:]+:iam::\d{12}:role\/[^*]+$/.test(arn))
}

function roleStepsFor(
  { user, roleArn, mfaAge, rolePolicyArn, removesWide }: Wanted,
  role: ExistingRole | undefined,
): { readonly steps: readonly Step[]; readonly wide: readonly WideStatement[] } {
  const { document, wide } = trustPlan(role?.trust, user.arn, mfaAge, removesWide)
  const usual = `arn:${roleArn.split(':')[1]}:iam::aws:policy/${ADMINISTRATOR}`
  const policies = role?.policies ?? []
  const missing = rolePolicyArn ?? (policies.length === 0 ? usual : undefined)
  const policyArn = missing === undefined || policies.includes(missing) ? undefined : missing
  const trust: readonly Step[] =
    document === undefined
      ? []
      : [
          role === undefined
            ? { kind: 'create role', document }
            : { kind: 'change trust', document, before: role.trust },
        ]
  return {
    steps: [...trust, ...(policyArn === undefined ? [] : [{ kind: 'attach role policy' as const, policyArn }])],
    wide,
  }
}

/** A user's inline policies count together. */
function checkSize({ name }: UserName, document: PolicyDocument, existing: ExistingUser | undefined): void {
  const others = [...(existing?.policies ?? [])].filter(([policy]) => policy !== POLICY_NAME)
  const size = others.reduce((sum, [, text]) => sum + text.replace(/\s/g, '').length, policySize(document))
  if (size <= POLICY_SIZES.inline) return
  throw new AwsenvError(
    `the inline policies of the user "${name}" would have ${size} characters together, and IAM takes ${POLICY_SIZES.inline}`,
    {
      hint:
        others.length > 0
          ? `make the others managed policies (${others.map(([policy]) => policy).join(', ')}), or choose another user`
          : 'choose another user for further roles',
    },
  )
}

const ADMINISTRATOR = 'AdministratorAccess'
