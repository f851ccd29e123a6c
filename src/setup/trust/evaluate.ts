/** Whom a trust policy admits, and with what: a small evaluation of IAM's rules. Pure. */

export type TrustStatement = {
  readonly effect: 'Allow' | 'Deny'
  readonly principals: readonly Principal[]
  readonly actions: readonly string[]
  readonly conditions: readonly TrustCondition[]
}

export type Principal = { readonly kind: string; readonly name: string }

/** `ifExists`: the condition holds if the key is absent. */
export type TrustCondition = {
  readonly operator: string
  readonly ifExists: boolean
  readonly key: string
  readonly values: readonly string[]
}

/** The caller's MFA: absent for a long-term key, `false` for a session made without a code. */
export type MfaContext = { readonly present: 'true' | 'false' | undefined; readonly age?: number }

export const LONG_TERM_KEY: MfaContext = { present: undefined }
export const SESSION_WITHOUT_MFA: MfaContext = { present: 'false' }
export const SESSION_WITH_MFA: MfaContext = { present: 'true', age: 10 }

/** `unknown`: it depends on another condition, such as an address or an external id. */
export type Access = 'allowed' | 'refused' | 'unknown'

/** Whether the principal may assume the role. An explicit Deny wins. */
export function access(statements: readonly TrustStatement[], principal: string, mfa: MfaContext): Access {
  const applying = statements
    .filter(({ actions }) => actions.some(pattern => isAssumeRole(pattern)))
    .filter(({ principals }) => principals.some(({ name }) => name === principal || name === '*'))
    .map(({ effect, conditions }) => ({ effect, holds: all(conditions.map(condition => holds(condition, mfa))) }))
  const of = (effect: TrustStatement['effect']) => applying.filter(one => one.effect === effect).map(one => one.holds)
  if (of('Deny').includes('yes') || !of('Allow').some(one => one !== 'no')) return 'refused'
  return of('Deny').includes('unknown') || !of('Allow').includes('yes') ? 'unknown' : 'allowed'
}

type Holds = 'yes' | 'no' | 'unknown'

function all(results: readonly Holds[]): Holds {
  if (results.includes('no')) return 'no'
  return results.includes('unknown') ? 'unknown' : 'yes'
}

function holds({ operator, ifExists, key, values }: TrustCondition, { present, age }: MfaContext): Holds {
  const actual = { 'aws:multifactorauthpresent': present, 'aws:multifactorauthage': age?.toString() }
  if (!(key in actual)) return 'unknown'
  const value = actual[key as keyof typeof actual]
  if (operator === 'null') return values.includes(String(value === undefined)) ? 'yes' : 'no'
  const test = OPERATORS[operator]
  if (test === undefined) return 'unknown'
  if (value === undefined) return ifExists || test.isNegated ? 'yes' : 'no'
  return values.some(wanted => test.matches(value, wanted)) !== test.isNegated ? 'yes' : 'no'
}

type Test = { readonly isNegated: boolean; matches(actual: string, wanted: string): boolean }

const positive = (matches: Test['matches']): Test => ({ isNegated: false, matches })
const negative = (matches: Test['matches']): Test => ({ isNegated: true, matches })
const same = (actual: string, wanted: string) => actual === wanted
const sameText = (actual: string, wanted: string) => actual === wanted.toLowerCase()

/** The operators that make sense for MFA, in lower case. */
const OPERATORS: Readonly<Record<string, Test>> = {
  bool: positive(sameText),
  stringequals: positive(same),
  stringnotequals: negative(same),
  stringlike: positive(sameText),
  stringequalsignorecase: positive(sameText),
  numericequals: positive((actual, wanted) => Number(actual) === Number(wanted)),
  numericlessthan: positive((actual, wanted) => Number(actual) < Number(wanted)),
  numericlessthanequals: positive((actual, wanted) => Number(actual) <= Number(wanted)),
  numericgreaterthan: positive((actual, wanted) => Number(actual) > Number(wanted)),
  numericgreaterthanequals: positive((actual, wanted) => Number(actual) >= Number(wanted)),
}

function isAssumeRole(pattern: string): boolean {
  const source = pattern
    .toLowerCase()
    .replace(/[\\^$.+()|[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test('sts:assumerole')
}
