/** What the trust policy of a role should become: our statement in it, and everything else as it is. Pure. */
import { MFA_AGE } from '../policy/account-plan.ts'
import { roleTrustPolicy, TRUST_SID } from '../policy/role-trust-policy.ts'
import { access, LONG_TERM_KEY, SESSION_WITH_MFA, SESSION_WITHOUT_MFA } from '../trust/evaluate.ts'
import { trustFindings } from '../trust/findings.ts'
import { parseTrust } from '../trust/parse.ts'
import { frameOf, listOf, type RawStatement, saysTheSame, statementsIn } from './documents.ts'

export type TrustPlan = {
  /** Undefined if the policy is right as it is. */
  readonly document: Document | undefined
  /** Statements that let somebody in without MFA, and that aren't ours to remove without a yes of their own. */
  readonly wide: readonly WideStatement[]
}

export type Document = { readonly Version: string; readonly Statement: readonly RawStatement[] }

export type WideStatement = { readonly statement: RawStatement; readonly why: readonly string[] }

/** `mfaAge` is what was asked for: without it, the age in our statement stays. */
export function trustPlan(
  existing: string | undefined,
  userArn: string,
  mfaAge: number | undefined,
  removesWide: boolean,
): TrustPlan {
  const statements = statementsIn(existing)
  const ours = statements.find(isOurs)
  const others = statements.filter(statement => !isOurs(statement))
  const wide = others.flatMap(statement => wideStatement(statement) ?? [])
  const kept = removesWide ? others.filter(one => !wide.some(({ statement }) => statement === one)) : others
  const needsOurs = ours !== undefined || mfaAge !== undefined || !admitsOnlyWithMfa(kept, userArn)
  const document = {
    ...frameOf(existing),
    Statement: [...(needsOurs ? [ourStatement(ours, userArn, mfaAge)] : []), ...kept],
  }
  return { document: existing !== undefined && saysTheSame(existing, document) ? undefined : document, wide }
}

/** One statement for all users that it names by ARN: a user who was deleted stands there by an id, and goes. */
function ourStatement(ours: RawStatement | undefined, userArn: string, mfaAge: number | undefined): RawStatement {
  const actions = listOf(ours?.['Action']).map(String)
  const has = (action: string) => actions.includes(action)
  const extras = { tags: has('sts:TagSession'), sourceIdentity: has('sts:SetSourceIdentity') }
  const age = mfaAge ?? ageIn(ours) ?? MFA_AGE.usual
  const user = { arn: userArn }
  const [statement] = roleTrustPolicy({ user, mfaAge: age }, extras).Statement
  const users = [...new Set([...usersIn(ours), userArn])].sort()
  return { ...statement, Principal: { AWS: users.length === 1 ? users[0] : users } }
}

function usersIn(statement: RawStatement | undefined): readonly string[] {
  const { AWS } = (statement?.['Principal'] ?? {}) as { AWS?: unknown }
  return listOf(AWS)
    .map(String)
    .filter(name => /^arn:[^:]+:iam::\d{12}:user\/[^*]+$/.test(name))
}

/** Undefined unless it is an age that IAM's sessions can have. */
function ageIn(statement: RawStatement | undefined): number | undefined {
  const { NumericLessThan } = (statement?.['Condition'] ?? {}) as { NumericLessThan?: Record<string, unknown> }
  const age = Number(listOf(NumericLessThan?.['aws:MultiFactorAuthAge'])[0])
  return age >= MFA_AGE.least && age <= MFA_AGE.most ? age : undefined
}

/** Whether the user gets in already, and only with MFA: then somebody has written it better than we can know. */
function admitsOnlyWithMfa(statements: readonly RawStatement[], userArn: string): boolean {
  const parsed = parsedStatements(statements)
  const may = (mfa: typeof LONG_TERM_KEY) => access(parsed, userArn, mfa)
  return (
    may(SESSION_WITH_MFA) === 'allowed' && may(LONG_TERM_KEY) === 'refused' && may(SESSION_WITHOUT_MFA) === 'refused'
  )
}

function wideStatement(statement: RawStatement): WideStatement | undefined {
  const [parsed] = parsedStatements([statement])
  if (parsed?.effect !== 'Allow' || !parsed.principals.some(({ kind }) => kind === 'AWS')) return undefined
  const why = trustFindings([parsed]).flatMap(({ severity, what }) => (severity === 'failure' ? [what] : []))
  return why.length === 0 ? undefined : { statement, why }
}

function parsedStatements(statements: readonly RawStatement[]) {
  return parseTrust(JSON.stringify({ Statement: statements }), 'the trust policy')
}

function isOurs({ Sid }: RawStatement): boolean {
  return Sid === TRUST_SID
}
