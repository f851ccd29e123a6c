/** The policies of users and roles: inline ones by name, managed ones by ARN. */
import { ApiError } from '../errors.ts'
import type { Role, User } from '../identity.ts'
import { authorize } from '../permission.ts'
import { type IdentityPolicy, parseIdentityPolicy } from '../policy/identity-policy.ts'
import type { World } from '../world.ts'
import type { Action, Call } from './action.ts'
import { limitExceeded, malformedPolicy, nameAsked, noSuchEntity, required, roleAsked, userAsked } from './iam.ts'

/** Inline policies of a user take 2,048 characters together, of a role 10,240; blanks do not count. */
const SIZES = { user: 2048, role: 10_240 } as const
const ATTACHED = 10

/** The eight calls about the policies of a user, or of a role, by their names. */
export function policyActions(kind: 'User' | 'Role'): readonly (readonly [name: string, action: Action])[] {
  const owner = (call: Call, action: string): User | Role =>
    kind === 'User' ? userAsked(call, `iam:${action}`) : roleAsked(call, `iam:${action}`)
  const named = (call: Call, action: string) => {
    const { policies, name } = owner(call, action)
    const policyName = required(call, 'PolicyName')
    const policy = policies.get(policyName)
    if (!policy) throw noSuchEntity(`The ${kind.toLowerCase()} policy with name ${policyName} cannot be found.`)
    return { policies, name, policyName, policy }
  }
  return [
    [
      `Put${kind}Policy`,
      call => {
        const to = owner(call, `Put${kind}Policy`)
        const policyName = nameAsked(call, 'PolicyName', 128)
        const policy = policyIn(required(call, 'PolicyDocument'))
        checkSize(kind, to, new Map([...to.policies, [policyName, policy]]))
        to.policies.set(policyName, policy)
        return {}
      },
    ],
    [
      `Get${kind}Policy`,
      call => {
        const { name, policyName, policy } = named(call, `Get${kind}Policy`)
        const document = encodeURIComponent(policy.text)
        return { [`${kind}Name`]: name, PolicyName: policyName, PolicyDocument: document }
      },
    ],
    [
      `Delete${kind}Policy`,
      call => {
        const { policies, policyName } = named(call, `Delete${kind}Policy`)
        policies.delete(policyName)
        return {}
      },
    ],
    [
      `List${kind}Policies`,
      call => ({ PolicyNames: [...owner(call, `List${kind}Policies`).policies.keys()], IsTruncated: 'false' }),
    ],
    [
      `Attach${kind}Policy`,
      call => {
        const { attached } = owner(call, `Attach${kind}Policy`)
        const arn = required(call, 'PolicyArn')
        const policy = managedPolicy(call.world, arn)
        if (!attached.has(arn) && attached.size >= ATTACHED)
          throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${ATTACHED}`)
        attached.set(arn, policy)
        return {}
      },
    ],
    [
      `Detach${kind}Policy`,
      call => {
        const { attached } = owner(call, `Detach${kind}Policy`)
        const arn = required(call, 'PolicyArn')
        if (!attached.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`)
        return {}
      },
    ],
    [
      `ListAttached${kind}Policies`,
      call => ({
        AttachedPolicies: [...owner(call, `ListAttached${kind}Policies`).attached.keys()].map(arn => ({
          PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
          PolicyArn: arn,
        })),
        IsTruncated: 'false',
      }),
    ],
  ]
}

export const getPolicy: Action = call => {
  const arn = required(call, 'PolicyArn')
  authorize(call, 'iam:GetPolicy', arn, `policy ${arn}`)
  managedPolicy(call.world, arn)
  return { Policy: { PolicyName: arn.slice(arn.lastIndexOf('/') + 1), Arn: arn, DefaultVersionId: 'v1' } }
}

export const getPolicyVersion: Action = call => {
  const arn = required(call, 'PolicyArn')
  authorize(call, 'iam:GetPolicyVersion', arn, `policy ${arn}`)
  const { text } = managedPolicy(call.world, arn)
  return { PolicyVersion: { Document: encodeURIComponent(text), VersionId: 'v1', IsDefaultVersion: 'true' } }
}

function managedPolicy({ managedPolicies }: World, arn: string): IdentityPolicy {
  const policy = managedPolicies.get(arn.replace(/^arn:aws[a-z-]*:/, ''))
  if (policy) return policy
  throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)
}

/** @throws ApiError MalformedPolicyDocument; Error for what the sandbox can't evaluate, which is a fault of the test */
function policyIn(text: string): IdentityPolicy {
  try {
    JSON.parse(text)
  } catch {
    throw malformedPolicy('Syntax errors in policy.')
  }
  return parseIdentityPolicy(text)
}

function checkSize(kind: 'User' | 'Role', { name }: User | Role, policies: ReadonlyMap<string, IdentityPolicy>): void {
  const most = kind === 'User' ? SIZES.user : SIZES.role
  const size = [...policies.values()].reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0)
  if (size > most)
    throw new ApiError(
      409,
      'LimitExceeded',
      `Maximum policy size of ${most} bytes exceeded for ${kind.toLowerCase()} ${name}`,
    )
}
