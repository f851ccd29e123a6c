import { ApiError } from './errors.ts'
import { members, type Parameters } from './query.ts'
import { faultsOf, report, tooMany } from './validation.ts'

/**
 * How much of the room for session policies is taken, in percent; undefined without any.
 * @throws ApiError MalformedPolicyDocument, PackedPolicyTooLarge, or ValidationError
 */
export function packedPolicySize(parameters: Parameters): number | undefined {
  const { Policy } = parameters
  const arns = members(parameters, 'PolicyArns').map(({ arn = '' }) => arn)
  report([
    ...tooMany('policyArns', arns.length, 10),
    ...faultsOf('Policy', Policy, { min: 1, max: Number.POSITIVE_INFINITY, pattern: POLICY }),
    ...arns.flatMap((arn, index) => faultsOf(`PolicyArns.${index + 1}.member.arn`, arn, { min: 20, max: 2048 })),
  ])
  if (Policy !== undefined) checkPolicy(Policy)
  const characters = [Policy ?? '', ...arns].join('').length
  const percent = Math.ceil((characters / 2048) * 100)
  if (percent > 100)
    throw new ApiError(
      400,
      'PackedPolicyTooLarge',
      `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
    )
  return percent === 0 ? undefined : percent
}

function checkPolicy(policy: string): void {
  try {
    if (typeof JSON.parse(policy)?.Statement === 'object') return
  } catch {
    // Falls through to the same answer: AWS does not tell the two apart either.
  }
  throw new ApiError(400, 'MalformedPolicyDocument', 'Syntax errors in policy.')
}

const POLICY = /[\u0009\u000A\u000D\u0020-\u00FF]+/u
