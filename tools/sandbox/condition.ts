/** The conditions of a policy: `{ operator: { key: values } }`. */
import { matchesPattern } from './pattern.ts'

/** What a request tells of itself, by lower-case key such as `aws:multifactorauthpresent`. An absent key is undefined. */
export type ConditionContext = Readonly<Record<string, string | undefined>>

export type Condition = {
  readonly operator: keyof typeof OPERATORS | 'Null'
  readonly ifExists: boolean
  readonly key: string
  readonly values: readonly string[]
}

/** Whether one key fulfils one operator; several values are alternatives, or, for a negated one, all of them excluded. */
export function conditionHolds({ operator, ifExists, key, values }: Condition, context: ConditionContext): boolean {
  const actual = context[key]
  if (operator === 'Null') return values.some(value => value === String(actual === undefined))
  const { test, negated } = OPERATORS[operator]
  if (actual === undefined) return ifExists || negated
  const matches = values.some(value => test(actual, resolveVariables(value, context)))
  return matches !== negated
}

/** @throws Error for an operator that the sandbox can't evaluate. */
export function parseCondition(operator: string, key: string, values: readonly unknown[]): Condition {
  const name = operator.replace(/IfExists$/, '')
  if (name !== 'Null' && !(name in OPERATORS))
    throw new Error(`policy: the sandbox does not know the condition operator "${operator}"`)
  return {
    operator: name as Condition['operator'],
    ifExists: operator !== name,
    key: key.toLowerCase(),
    values: values.map(String),
  }
}

/** `${aws:username}` and its like; one that the request lacks matches nothing. */
export function resolveVariables(value: string, context: ConditionContext): string {
  return value.replace(/\$\{([^}]+)\}/g, (_, key: string) => context[key.toLowerCase()] ?? '\0')
}

type Operator = { readonly test: (actual: string, value: string) => boolean; readonly negated: boolean }

const positive = (test: Operator['test']): Operator => ({ test, negated: false })
const negative = (test: Operator['test']): Operator => ({ test, negated: true })

const OPERATORS = {
  Bool: positive((actual, value) => actual === value.toLowerCase()),
  StringEquals: positive((actual, value) => actual === value),
  StringNotEquals: negative((actual, value) => actual === value),
  StringEqualsIgnoreCase: positive((actual, value) => actual.toLowerCase() === value.toLowerCase()),
  StringLike: positive((actual, value) => matchesPattern(value, actual)),
  StringNotLike: negative((actual, value) => matchesPattern(value, actual)),
  ArnEquals: positive((actual, value) => matchesPattern(value, actual)),
  ArnLike: positive((actual, value) => matchesPattern(value, actual)),
  NumericEquals: positive((actual, value) => Number(actual) === Number(value)),
  NumericLessThan: positive((actual, value) => Number(actual) < Number(value)),
  NumericLessThanEquals: positive((actual, value) => Number(actual) <= Number(value)),
  NumericGreaterThan: positive((actual, value) => Number(actual) > Number(value)),
  NumericGreaterThanEquals: positive((actual, value) => Number(actual) >= Number(value)),
} as const satisfies Record<string, Operator>
