/** What a caller may see of IAM, and what a user's policies say: for doctor's probe. */
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'
import { IAM, unlessDenied } from './iam.ts'

export async function mayListRoles(transport: Transport, caller: Caller): Promise<boolean> {
  const about = { action: 'ListRoles' }
  const answer = await unlessDenied(
    call(transport, IAM, caller, about, sdk => new sdk.ListRolesCommand({ MaxItems: 1 })),
  )
  return answer !== undefined
}

export async function mayListUsers(transport: Transport, caller: Caller): Promise<boolean> {
  const about = { action: 'ListUsers' }
  const answer = await unlessDenied(
    call(transport, IAM, caller, about, sdk => new sdk.ListUsersCommand({ MaxItems: 1 })),
  )
  return answer !== undefined
}

/** The trust policy of a role, as JSON that may be URL-encoded; undefined if the caller may not read it. */
export async function trustPolicyOf(
  transport: Transport,
  caller: Caller,
  RoleName: string,
): Promise<string | undefined> {
  const about = { action: 'GetRole' }
  const answer = await unlessDenied(call(transport, IAM, caller, about, sdk => new sdk.GetRoleCommand({ RoleName })))
  return answer?.Role?.AssumeRolePolicyDocument
}

/** The ARNs of the managed policies of a user; undefined if the caller may not list them. */
export async function attachedPolicies(
  transport: Transport,
  caller: Caller,
  UserName: string,
): Promise<readonly string[] | undefined> {
  const about = { action: 'ListAttachedUserPolicies' }
  const answer = await unlessDenied(
    call(transport, IAM, caller, about, sdk => new sdk.ListAttachedUserPoliciesCommand({ UserName })),
  )
  return answer && (answer.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? [])
}

/** The documents of a user's own policies, by name; undefined if the caller may not read them. */
export async function inlinePolicies(
  transport: Transport,
  caller: Caller,
  UserName: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const about = { action: 'ListUserPolicies' }
  const listed = await unlessDenied(
    call(transport, IAM, caller, about, sdk => new sdk.ListUserPoliciesCommand({ UserName })),
  )
  if (listed === undefined) return undefined
  const documents = (listed.PolicyNames ?? []).map(async PolicyName => {
    const answer = await unlessDenied(
      call(
        transport,
        IAM,
        caller,
        { action: 'GetUserPolicy' },
        sdk => new sdk.GetUserPolicyCommand({ UserName, PolicyName }),
      ),
    )
    return [PolicyName, answer?.PolicyDocument ?? ''] as const
  })
  return new Map(await Promise.all(documents))
}
