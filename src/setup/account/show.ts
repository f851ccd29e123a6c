/** A plan as a person reads it: what exists, and what would change, as a diff. */
import { diff } from 'node:util'
import { parseRoleArn } from '../../model/arn.ts'
import { statementsIn } from '../plan/documents.ts'
import type { Plan, Step } from '../plan/plan.ts'
import type { UserName } from '../policy/account-plan.ts'
import { POLICY_NAME } from '../policy/rendered.ts'

export type Shown = {
  readonly user: UserName
  readonly roleArn: string
  readonly userExists: boolean
  readonly roleExists: boolean
}

/** Lines with + for what is new, ~ for what changes, and = for what stays. */
export function shownSteps({ user, roleArn, userExists, roleExists }: Shown, plan: Plan): readonly string[] {
  const { roleName } = parseRoleArn(roleArn)
  const names = { user: `user ${user.name}`, role: `role ${roleName}` }
  const foreign = (kind: 'user' | 'role') => (plan.foreign.includes(kind) ? ', which awsenv did not make' : '')
  return [
    ...(userExists ? [`= ${names.user} (${user.arn})${foreign('user')}`] : []),
    ...plan.otherPolicies.map(policy => `=   with another policy of its own: ${policy}`),
    ...stepLines(plan.steps, ['create user', 'put user policy'], names),
    ...(roleExists ? [`= ${names.role} (${roleArn})${foreign('role')}`] : []),
    ...stepLines(plan.steps, ['create role', 'change trust', 'attach role policy'], names),
  ]
}

function stepLines(
  steps: readonly Step[],
  kinds: readonly Step['kind'][],
  names: { readonly user: string; readonly role: string },
): readonly string[] {
  return steps.filter(({ kind }) => kinds.includes(kind)).flatMap(step => linesOf(step, names))
}

function linesOf(step: Step, { user, role }: { readonly user: string; readonly role: string }): readonly string[] {
  switch (step.kind) {
    case 'create user':
      return [`+ ${user}`]
    case 'put user policy':
      return documentLines(`policy ${POLICY_NAME} of ${user}`, step.before, step.document)
    case 'create role':
      return documentLines(`${role}, with this trust policy`, undefined, step.document)
    case 'change trust':
      return documentLines(`trust policy of ${role}`, step.before, step.document)
    case 'attach role policy':
      return [`+ policy of ${role}: ${step.policyArn}`]
  }
}

/** A new document as one statement a line; a changed one as a diff. */
function documentLines(title: string, before: string | undefined, document: object): readonly string[] {
  const after = JSON.stringify(document)
  if (before === undefined) {
    return [`+ ${title}:`, ...statementsIn(after).map(statement => `+     ${JSON.stringify(statement)}`)]
  }
  return [`~ ${title}:`, ...diffLines(prettyLines(before), prettyLines(after)).map(line => `    ${line}`)]
}

function prettyLines(text: string): readonly string[] {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split('\n')
  } catch {
    return text.split('\n')
  }
}

/** With two lines around each change. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const lines = diff([...before], [...after]).map(([sign, line]) => ({ sign, line }))
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ sign }) => sign !== 0)
  return lines.flatMap(({ sign, line }, index) => {
    if (isNear(index)) return [`${SIGNS[sign]} ${line}`]
    return index > 0 && isNear(index - 1) ? ['  …'] : []
  })
}

/** Of node:util's diff: 1 stands only in the first text. */
const SIGNS = { [-1]: '+', [0]: ' ', [1]: '-' } as const
const AROUND = 2
