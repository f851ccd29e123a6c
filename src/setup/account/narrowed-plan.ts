/** The plan, after the questions that it depends on. */
import { hasManagedPolicy } from '../../aws/roles.ts'
import type { Context } from '../../context/context.ts'
import { misused } from '../../errors.ts'
import { parseRoleArn } from '../../model/arn.ts'
import { printable } from '../../text/printable.ts'
import { type Plan, planFor, type Wanted } from '../plan/plan.ts'
import type { Administrator } from './administrator.ts'
import { type Consent, mayGo } from './consent.ts'
import type { ExaminedRole, ExaminedUser } from './examine.ts'

type Request = Consent & {
  readonly rolePolicy: string | undefined
  readonly mfaAge: number | undefined
  readonly isDry: boolean
  readonly narrows: boolean
}

/** Asks first whether statements should go that let somebody in without MFA, since the plan depends on it. */
export async function narrowedPlan(
  context: Context,
  request: Request,
  admin: Administrator,
  user: ExaminedUser,
  role: ExaminedRole,
): Promise<Plan> {
  const rolePolicyArn = request.rolePolicy === undefined ? undefined : policyArn(request.rolePolicy, admin)
  const wanted: Wanted = {
    ...{ user: user.name, roleArn: role.arn, mfaAge: request.mfaAge, rolePolicyArn },
    removesWide: request.narrows,
  }
  const existing = { user: user.existing, role: role.existing }
  const plan = planFor(wanted, existing)
  await checkPolicies(context, admin, plan)
  if (plan.wide.length === 0) return plan
  const { roleName } = parseRoleArn(role.arn)
  for (const { statement, why } of plan.wide)
    context.say(`the trust policy of role "${roleName}" has ${printable(JSON.stringify(statement))}: ${why.join('; ')}`)
  if (request.narrows) return plan
  const question = `Remove ${plan.wide.length === 1 ? 'this statement' : 'these statements'} from the trust policy of role "${roleName}"?`
  if (!request.isDry && mayGo(context, request, undefined, question))
    return planFor({ ...wanted, removesWide: true }, existing)
  context.say('warning: it stays as wide as it is; --narrow removes this')
  return plan
}

function policyArn(text: string, { partition }: Administrator): string {
  if (/^arn:[\w-]+:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(text)) return text
  if (/^(?:[\w-]+\/)*[\w+=,.@-]{1,128}$/.test(text)) return `arn:${partition}:iam::aws:policy/${text}`
  throw misused(`"${text}" is not the name of a policy of AWS, and not the ARN of a policy`)
}

/** Before anything is made: a role without its policy is of no use. */
async function checkPolicies(context: Context, admin: Administrator, { steps }: Plan): Promise<void> {
  for (const step of steps) {
    if (step.kind !== 'attach role policy' || (await hasManagedPolicy(context.transport, admin, step.policyArn)))
      continue
    throw misused(
      `there is no policy "${step.policyArn}"`,
      'name a policy of AWS, such as ReadOnlyAccess, or the ARN of one of your own',
    )
  }
}
