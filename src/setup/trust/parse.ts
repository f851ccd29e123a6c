/** Parses an existing trust policy, tolerating everything that IAM accepts, and more. Pure. */
import { AwsenvError } from '../../errors.ts'
import type { Principal, TrustCondition, TrustStatement } from './evaluate.ts'

/** Also accepts the output of `aws iam get-role`, and a URL-encoded document. @throws AwsenvError */
export function parseTrust(text: string, place: string): readonly TrustStatement[] {
  const document = policyIn(parsed(text, place))
  if (document === undefined) {
    throw new AwsenvError(`${place} is not a trust policy: it has no "Statement"`, {
      hint: 'print one with: aws iam get-role --role-name NAME --query Role.AssumeRolePolicyDocument',
    })
  }
  return list(document['Statement']).filter(isRecord).map(statementIn)
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    try {
      return JSON.parse(decodeURIComponent(text.trim()))
    } catch (error) {
      throw new AwsenvError(`${place} is not JSON: ${(error as Error).message}`)
    }
  }
}

/** The document itself, or one inside the answer of GetRole. */
function policyIn(value: unknown): Record<string, unknown> | undefined {
  if (!isRecord(value)) return undefined
  if (value['Statement'] !== undefined) return value
  return policyIn(value['Role'] ?? value['AssumeRolePolicyDocument'])
}

function statementIn(statement: Record<string, unknown>): TrustStatement {
  const { Effect, Principal, Action, Condition } = statement
  return {
    effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    principals: principalsIn(Principal),
    actions: list(Action).map(String),
    conditions: isRecord(Condition) ? Object.entries(Condition).flatMap(conditionsIn) : [],
  }
}

function principalsIn(principal: unknown): readonly Principal[] {
  if (!isRecord(principal)) return list(principal).map(name => ({ kind: 'AWS', name: String(name) }))
  return Object.entries(principal).flatMap(([kind, names]) => list(names).map(name => ({ kind, name: String(name) })))
}

function conditionsIn([operator, keys]: readonly [string, unknown]): readonly TrustCondition[] {
  const name = operator.toLowerCase()
  const ifExists = name.endsWith('ifexists')
  return Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => ({
    operator: ifExists ? name.slice(0, -'ifexists'.length) : name,
    ifExists,
    key: key.toLowerCase(),
    values: list(values).map(String),
  }))
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
