/** The IAM service, and two calls to it that may be denied. */
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'

export const IAM = { name: 'iam', load: () => import('./lazy/iam.ts') } as const

/** The serials of the caller's own MFA devices; undefined if the caller may not list them. */
export async function listMfaSerials(transport: Transport, caller: Caller): Promise<readonly string[] | undefined> {
  const about = { action: 'ListMFADevices', helps: true }
  const answer = await unlessDenied(call(transport, IAM, caller, about, sdk => new sdk.ListMFADevicesCommand({})))
  return answer?.MFADevices?.flatMap(device => device.SerialNumber ?? [])
}

/** The account's alias; undefined if it has none or the caller may not read it. */
export async function accountAlias(transport: Transport, caller: Caller): Promise<string | undefined> {
  const about = { action: 'ListAccountAliases', helps: true }
  const answer = await unlessDenied(call(transport, IAM, caller, about, sdk => new sdk.ListAccountAliasesCommand({})))
  return answer?.AccountAliases?.[0]
}

/** The answer; undefined if IAM denies it. */
export function unlessDenied<T>(answer: Promise<T>): Promise<T | undefined> {
  // IAM calls a session without MFA an invalid token, and a user without the permission denied.
  return unless(/^(?:AccessDenied|InvalidClientTokenId)/, answer)
}

/** The answer; undefined if the user, the role or the policy doesn't exist. */
export function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  return unless(/^NoSuchEntity/, answer)
}

async function unless<T>(name: RegExp, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (name.test(errorNameOf(error))) return undefined
    throw error
  }
}

/** IAM's own name for the failure of a call; empty for a failure that isn't IAM's. */
export function errorNameOf(error: unknown): string {
  const { cause } = error as Error
  return cause instanceof Error ? cause.name : ''
}
