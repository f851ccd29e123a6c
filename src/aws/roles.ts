/** The roles of an account, their trust and their policies, as an administrator reads and changes them. */
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'
import { IAM, unlessMissing } from './iam.ts'
import { documentIn, type Tags, tagsIn, tagsOut } from './policy-documents.ts'

/** `trust` is JSON. */
export type AccountRole = { readonly arn: string; readonly tags: Tags; readonly trust: string }

/** Undefined if the account has no such role. */
export async function getRole(
  transport: Transport,
  caller: Caller,
  RoleName: string,
): Promise<AccountRole | undefined> {
  const answer = await unlessMissing(
    call(transport, IAM, caller, { action: 'GetRole' }, sdk => new sdk.GetRoleCommand({ RoleName })),
  )
  const { Arn, Tags, AssumeRolePolicyDocument } = answer?.Role ?? {}
  return Arn === undefined ? undefined : { arn: Arn, tags: tagsIn(Tags), trust: documentIn(AssumeRolePolicyDocument) }
}

/** Sent once: a second request would only say that the role exists. */
export async function createRole(
  transport: Transport,
  caller: Caller,
  role: { readonly name: string; readonly path: string; readonly trust: string; readonly tags: Tags },
): Promise<void> {
  const about = { action: 'CreateRole', once: true }
  const { name: RoleName, path: Path, trust: AssumeRolePolicyDocument } = role
  const input = { RoleName, Path, AssumeRolePolicyDocument, Tags: tagsOut(role.tags) }
  await call(transport, IAM, caller, about, sdk => new sdk.CreateRoleCommand(input))
}

export async function updateTrust(
  transport: Transport,
  caller: Caller,
  { roleName, trust }: { readonly roleName: string; readonly trust: string },
): Promise<void> {
  const about = { action: 'UpdateAssumeRolePolicy' }
  const input = { RoleName: roleName, PolicyDocument: trust }
  await call(transport, IAM, caller, about, sdk => new sdk.UpdateAssumeRolePolicyCommand(input))
}

/** The ARNs of the role's managed policies, and the names of its inline ones. */
export async function rolePolicies(transport: Transport, caller: Caller, RoleName: string): Promise<readonly string[]> {
  const [attached, inline] = await Promise.all([
    call(
      transport,
      IAM,
      caller,
      { action: 'ListAttachedRolePolicies' },
      sdk => new sdk.ListAttachedRolePoliciesCommand({ RoleName }),
    ),
    call(transport, IAM, caller, { action: 'ListRolePolicies' }, sdk => new sdk.ListRolePoliciesCommand({ RoleName })),
  ])
  const arns = (attached.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? [])
  return [...arns, ...(inline.PolicyNames ?? [])]
}

export async function hasManagedPolicy(transport: Transport, caller: Caller, PolicyArn: string): Promise<boolean> {
  const about = { action: 'GetPolicy' }
  const answer = await unlessMissing(
    call(transport, IAM, caller, about, sdk => new sdk.GetPolicyCommand({ PolicyArn })),
  )
  return answer !== undefined
}

export async function attachRolePolicy(
  transport: Transport,
  caller: Caller,
  { roleName, policyArn }: { readonly roleName: string; readonly policyArn: string },
): Promise<void> {
  const input = { RoleName: roleName, PolicyArn: policyArn }
  await call(transport, IAM, caller, { action: 'AttachRolePolicy' }, sdk => new sdk.AttachRolePolicyCommand(input))
}
