/** IAM as a service, and two questions to it that only help: a denial is an answer. */
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'

export const IAM = { name: 'iam', load: () => import('./lazy/iam.ts') } as const

/** The serials of the caller's own MFA devices; undefined where the caller may not list them. */
export async function listMfaSerials(transport: Transport, caller: Caller): Promise<readonly string[] | undefined> {
  const about = { action: 'ListMFADevices', helps: true }
  const answer = await unlessDenied(call(transport, IAM, caller, about, sdk => new sdk.ListMFADevicesCommand({})))
  return answer?.MFADevices?.flatMap(device => device.SerialNumber ?? [])
}

/** The account's alias; undefined where there is none or the caller may not read it. */
export async function accountAlias(transport: Transport, caller: Caller): Promise<string | undefined> {
  const about = { action: 'ListAccountAliases', helps: true }
  const answer = await unlessDenied(call(transport, IAM, caller, about, sdk => new sdk.ListAccountAliasesCommand({})))
  return answer?.AccountAliases?.[0]
}

/** The answer, or undefined where it is a denial. */
export async function unlessDenied<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    // A session without MFA is refused by IAM as an invalid token, a user without the permission as denied.
    const { cause } = error as Error
    if (cause instanceof Error && /^(?:AccessDenied|InvalidClientTokenId)/.test(cause.name)) return undefined
    throw error
  }
}
