/** A policy of a user or a role, inline or attached, and what it says about a call. */
import { type Condition, type ConditionContext, conditionHolds, resolveVariables } from '../condition.ts'
import { matchesPattern } from '../pattern.ts'
import { conditionsOf, effectOf, list, none, statementsOf } from './document.ts'

/** A policy as IAM keeps it: the text that was put, and what the sandbox reads in it. */
export type IdentityPolicy = { readonly text: string; readonly statements: readonly Statement[] }

type Statement = {
  readonly effect: 'Allow' | 'Deny'
  /** Whether the actions are those meant, or those excepted (`NotAction`). */
  readonly actions: Patterns
  readonly resources: Patterns
  readonly conditions: readonly Condition[]
}

type Patterns = { readonly patterns: readonly string[]; readonly negated: boolean }

/** An explicit Deny wins over everything; without an Allow nothing is allowed. */
export type Decision = 'allowed' | 'denied' | 'not allowed'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function decide(
  policies: Iterable<IdentityPolicy>,
  action: string,
  resource: string,
  context: ConditionContext,
): Decision {
  const applying = [...policies]
    .flatMap(({ statements }) => statements)
    .filter(({ actions }) => matches(actions, action.toLowerCase(), pattern => pattern.toLowerCase()))
    .filter(({ resources }) => matches(resources, resource, pattern => resolveVariables(pattern, context)))
    .filter(({ conditions }) => conditions.every(condition => conditionHolds(condition, context)))
  if (applying.some(({ effect }) => effect === 'Deny')) return 'denied'
  return applying.length > 0 ? 'allowed' : 'not allowed'
}

/** @throws Error for a document that IAM would refuse, or that the sandbox can't evaluate in full. */
export function parseIdentityPolicy(text: string): IdentityPolicy {
  return { text, statements: statementsOf(JSON.parse(text)).map(parseStatement) }
}

/** The same from an object. */
export function identityPolicy(...statements: readonly object[]): IdentityPolicy {
  return parseIdentityPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }))
}

function parseStatement(document: Record<string, unknown>): Statement {
  const { Sid: _, Effect, Action, NotAction, Resource, NotResource, Condition, ...others } = document
  none(others, 'statement')
  return {
    effect: effectOf(Effect),
    actions: patternsOf(Action, NotAction),
    resources: patternsOf(Resource, NotResource),
    conditions: conditionsOf(Condition),
  }
}

function patternsOf(meant: unknown, excepted: unknown): Patterns {
  if (meant !== undefined && excepted !== undefined) throw new Error('policy: both an element and its Not… form')
  const negated = meant === undefined
  return { patterns: list(negated ? excepted : meant).map(String), negated }
}

function matches({ patterns, negated }: Patterns, text: string, read: (pattern: string) => string): boolean {
  return patterns.some(pattern => matchesPattern(read(pattern), text)) !== negated
}
