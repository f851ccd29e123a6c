/** Finds what is wrong with a trust policy that should admit one user with MFA. Pure. */
import { duration } from '../../model/duration.ts'
import {
  access,
  LONG_TERM_KEY,
  type Principal,
  SESSION_WITH_MFA,
  SESSION_WITHOUT_MFA,
  type TrustCondition,
  type TrustStatement,
} from './evaluate.ts'

/** `failure`: it admits somebody it must not, or nobody. `warning`: it holds, but less strictly than it could. */
export type TrustFinding = {
  readonly severity: 'failure' | 'warning'
  readonly what: string
  readonly remedy: string
}

export function trustFindings(statements: readonly TrustStatement[]): readonly TrustFinding[] {
  const principals = unique(
    statements.filter(({ effect }) => effect === 'Allow').flatMap(statement => statement.principals),
  ).filter(({ kind }) => kind === 'AWS')
  if (principals.length === 0)
    return [failure('it lets no user and no role in', 'add a statement that names the user: awsenv policy trust')]
  return [
    ...principals.flatMap(principal => [...whoFindings(principal), ...mfaFindings(statements, principal)]),
    ...ageFindings(statements),
  ]
}

/** The principal itself. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function whoFindings({ name }: Principal): readonly TrustFinding[] {
  const remedy = 'name the one user by ARN, as in arn:aws:iam::123456789012:user/alice'
  if (name === '*') return [failure('it trusts everybody who has an AWS account ("*")', remedy)]
  if (/^\d{12}$|:root$/.test(name)) {
    const what = `it trusts the whole account (${name}): every user and role there whose own policy allows sts:AssumeRole`
    return [{ severity: 'warning', what, remedy }]
  }
  if (!/^A(?:IDA|ROA)[A-Z0-9]+$/.test(name)) return []
  const kind = name.startsWith('AIDA') ? 'user' : 'role'
  return [
    failure(
      `it trusts ${name}, a ${kind} that was deleted: one made anew under the same name is another ${kind}, and is not trusted`,
      `write the ${kind}'s ARN there again`,
    ),
  ]
}

function mfaFindings(statements: readonly TrustStatement[], { name }: Principal): readonly TrustFinding[] {
  const may = (mfa: typeof LONG_TERM_KEY) => access(statements, name, mfa)
  const open = [
    may(LONG_TERM_KEY) === 'allowed' && 'a long-term access key alone',
    may(SESSION_WITHOUT_MFA) === 'allowed' && 'a session made without MFA',
  ].filter(one => one !== false)
  if (open.length > 0) {
    const { why, remedy } = cause(statements)
    return [failure(`${name} gets in without an MFA code, by ${open.join(' or ')}: ${why}`, remedy)]
  }
  if (may(SESSION_WITH_MFA) !== 'refused') return []
  return [failure(`${name} is refused even with MFA`, 'look at the Deny statements and at the conditions about MFA')]
}

function cause(statements: readonly TrustStatement[]): { readonly why: string; readonly remedy: string } {
  const remedy = 'use "Bool": { "aws:MultiFactorAuthPresent": "true" }'
  const about = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key === PRESENT)
  const has = (test: (condition: TrustCondition) => boolean) => about.some(test)
  if (has(({ operator, ifExists }) => operator === 'bool' && ifExists))
    return { why: 'BoolIfExists holds where MFA is absent, as it is for a long-term key', remedy }
  if (has(({ operator }) => operator === 'null'))
    return {
      why: 'Null only asks whether the session says anything about MFA, and one without a code says "false"',
      remedy,
    }
  if (about.length > 0) return { why: 'its condition about aws:MultiFactorAuthPresent does not demand "true"', remedy }
  return { why: 'no condition demands MFA', remedy: `add a condition: ${remedy.replace('use ', '')}` }
}

function ageFindings(statements: readonly TrustStatement[]): readonly TrustFinding[] {
  const conditions = statements.filter(({ effect }) => effect === 'Allow').flatMap(one => one.conditions)
  const ages = conditions.filter(({ key, operator }) => key === AGE && /^numericlessthan/.test(operator))
  const shortest = Math.min(...ages.flatMap(({ values }) => values.map(Number)))
  if (shortest < SHORTEST_AGE) {
    const what = `it takes an MFA code for ${duration(shortest)} only: then the role is refused until somebody logs in again`
    return [
      { severity: 'warning', what, remedy: 'raise aws:MultiFactorAuthAge, to 43200 for one code in twelve hours' },
    ]
  }
  if (conditions.some(({ key }) => key === AGE) || !conditions.some(({ key }) => key === PRESENT)) return []
  return [
    {
      severity: 'warning',
      what: 'it does not limit the age of an MFA code: a session keeps its code for up to 36 hours',
      remedy: 'add "NumericLessThan": { "aws:MultiFactorAuthAge": "43200" }',
    },
  ]
}

/** In seconds: a role's session lasts an hour, and its renewal would need another code. */
const SHORTEST_AGE = 3600
const PRESENT = 'aws:multifactorauthpresent'
const AGE = 'aws:multifactorauthage'

function failure(what: string, remedy: string): TrustFinding {
  return { severity: 'failure', what, remedy }
}

function unique(principals: readonly Principal[]): readonly Principal[] {
  return [...new Map(principals.map(one => [`${one.kind} ${one.name}`, one])).values()]
}
