/** The users of an account and their policies, as an administrator reads and changes them. */
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'
import { IAM, unlessMissing } from './iam.ts'
import { documentIn, type Tags, tagsIn, tagsOut } from './policy-documents.ts'

export type AccountUser = { readonly arn: string; readonly tags: Tags }

/** Undefined if the account has no such user. */
export async function getUser(
  transport: Transport,
  caller: Caller,
  UserName: string,
): Promise<AccountUser | undefined> {
  const answer = await unlessMissing(
    call(transport, IAM, caller, { action: 'GetUser' }, sdk => new sdk.GetUserCommand({ UserName })),
  )
  const { Arn, Tags } = answer?.User ?? {}
  return Arn === undefined ? undefined : { arn: Arn, tags: tagsIn(Tags) }
}

/** Sent once: a second request would only say that the user exists. */
export async function createUser(
  transport: Transport,
  caller: Caller,
  { name, path, tags }: { readonly name: string; readonly path: string; readonly tags: Tags },
): Promise<void> {
  const about = { action: 'CreateUser', once: true }
  const input = { UserName: name, Path: path, Tags: tagsOut(tags) }
  await call(transport, IAM, caller, about, sdk => new sdk.CreateUserCommand(input))
}

/** The user's inline policies: JSON, by name. */
export async function userPolicies(
  transport: Transport,
  caller: Caller,
  UserName: string,
): Promise<ReadonlyMap<string, string>> {
  const about = { action: 'ListUserPolicies' }
  const answer = await call(transport, IAM, caller, about, sdk => new sdk.ListUserPoliciesCommand({ UserName }))
  const documents = (answer.PolicyNames ?? []).map(async PolicyName => {
    const input = { UserName, PolicyName }
    const { PolicyDocument } = await call(
      transport,
      IAM,
      caller,
      { action: 'GetUserPolicy' },
      sdk => new sdk.GetUserPolicyCommand(input),
    )
    return [PolicyName, documentIn(PolicyDocument)] as const
  })
  return new Map(await Promise.all(documents))
}

/** The ARNs of the managed policies that are attached to the user. */
export async function attachedUserPolicies(
  transport: Transport,
  caller: Caller,
  UserName: string,
): Promise<readonly string[]> {
  const about = { action: 'ListAttachedUserPolicies' }
  const answer = await call(transport, IAM, caller, about, sdk => new sdk.ListAttachedUserPoliciesCommand({ UserName }))
  return (answer.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? [])
}

export async function putUserPolicy(
  transport: Transport,
  caller: Caller,
  { userName, name, document }: { readonly userName: string; readonly name: string; readonly document: string },
): Promise<void> {
  const input = { UserName: userName, PolicyName: name, PolicyDocument: document }
  await call(transport, IAM, caller, { action: 'PutUserPolicy' }, sdk => new sdk.PutUserPolicyCommand(input))
}
