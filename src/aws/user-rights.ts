/** What a caller may see of IAM: for doctor's probe. */
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
