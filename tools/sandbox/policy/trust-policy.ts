/** A role's trust policy, as a JSON policy document, and what it says to a caller. */
import { type Condition, type ConditionContext, conditionHolds } from '../condition.ts'
import { matchesPattern } from '../pattern.ts'
import { conditionsOf, effectOf, list, none, record, statementsOf } from './document.ts'

export type TrustPolicy = readonly Statement[]

type Statement = {
  readonly effect: 'Allow' | 'Deny'
  readonly principals: readonly string[]
  readonly actions: readonly string[]
  readonly conditions: readonly Condition[]
}

/** Whom a caller can be named as in a policy, from the exact to the vague. */
export type PrincipalNames = {
  /** ARNs of the user, or of the role and its session. */
  readonly arns: readonly string[]
  /** `arn:…:root` and the account's id: those only hand on what the caller's own account allows him. */
  readonly account: readonly string[]
}

/**
 * `named`: allowed by itself, if the caller lives in the role's account. `account`: allowed if the caller's own policies
 * allow it too. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export type Trust = 'named' | 'account' | 'none'

export function evaluateTrust(
  policy: TrustPolicy,
  action: string,
  principal: PrincipalNames,
  context: ConditionContext,
): Trust {
  const applying = policy
    .filter(({ actions }) => actions.some(pattern => matchesPattern(pattern.toLowerCase(), action.toLowerCase())))
    .filter(({ conditions }) => conditions.every(condition => conditionHolds(condition, context)))
    .map(statement => ({ statement, trust: trustOf(statement.principals, principal) }))
    .filter(({ trust }) => trust !== 'none')
  if (applying.some(({ statement }) => statement.effect === 'Deny')) return 'none'
  if (applying.some(({ trust }) => trust === 'named')) return 'named'
  return applying.length > 0 ? 'account' : 'none'
}

function trustOf(principals: readonly string[], { arns, account }: PrincipalNames): Trust {
  if (principals.some(name => name === '*' || arns.includes(name))) return 'named'
  return principals.some(name => account.includes(name)) ? 'account' : 'none'
}

/** @throws Error for anything that would be left unevaluated. */
export function parseTrustPolicy(document: unknown): TrustPolicy {
  return statementsOf(document).map(parseStatement)
}

/** Everybody whom a policy names, allowed or denied. */
export function principalsOf(policy: TrustPolicy): readonly string[] {
  return [...new Set(policy.flatMap(({ principals }) => principals))]
}

function parseStatement(document: Record<string, unknown>): Statement {
  const { Sid: _, Effect, Principal, Action, Condition, ...others } = document
  none(others, 'statement')
  return {
    effect: effectOf(Effect),
    principals: parsePrincipal(Principal),
    actions: list(Action).map(String),
    conditions: conditionsOf(Condition),
  }
}

function parsePrincipal(principal: unknown): readonly string[] {
  if (principal === '*') return ['*']
  const { AWS, Federated, ...others } = record(principal, 'principal')
  none(others, 'principal')
  return (AWS !== undefined && Federated !== undefined ? [AWS, Federated].flat() : list(AWS ?? Federated)).map(String)
}
