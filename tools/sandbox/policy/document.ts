/** What every policy document has in common, and the rule that nothing in one is passed over. */
import { type Condition, parseCondition } from '../condition.ts'

/** @throws Error for anything that would be left unevaluated: a sandbox that skips a rule proves nothing. */
export function statementsOf(document: unknown): readonly Record<string, unknown>[] {
  const { Version, Statement, Id: _, ...others } = record(document, 'policy')
  none(others, 'policy')
  if (Version !== '2012-10-17') throw new Error(`policy: version "${String(Version)}"`)
  return list(Statement).map(statement => record(statement, 'statement'))
}

export function effectOf(effect: unknown): 'Allow' | 'Deny' {
  if (effect === 'Allow' || effect === 'Deny') return effect
  throw new Error(`policy: effect "${String(effect)}"`)
}

export function conditionsOf(conditions: unknown = {}): readonly Condition[] {
  return Object.entries(record(conditions, 'condition')).flatMap(([operator, keys]) =>
    Object.entries(record(keys, operator)).map(([key, values]) => parseCondition(operator, key, list(values))),
  )
}

export function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new Error(`policy: ${what} is not an object`)
}

export function none(others: Record<string, unknown>, what: string): void {
  const [name] = Object.keys(others)
  if (name !== undefined) throw new Error(`policy: the sandbox does not know "${name}" in a ${what}`)
}

export function list(value: unknown): readonly unknown[] {
  if (value === undefined) throw new Error('policy: an element is missing')
  return Array.isArray(value) ? value : [value]
}
