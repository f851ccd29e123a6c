/** Who sets the account up: the credentials of this shell, as AWS's tools find them, or a profile that was named. */
import type { Caller } from '../../aws/client/call.ts'
import { getCallerIdentity, type Identity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { configurationOf, regionIn } from '../../credentials/environment/configuration.ts'
import { resolveLogin, resolveRole } from '../../credentials/resolve.ts'
import { networkInShell } from '../../credentials/session/network.ts'
import { configuredRegion } from '../../credentials/session/region.ts'
import { findSource } from '../../credentials/source/find.ts'
import { networkToAsk } from '../../credentials/source/owner.ts'
import { toolKey } from '../../credentials/tool-key.ts'
import { AwsenvError } from '../../errors.ts'
import { isTemporary } from '../../model/credentials.ts'

/** With the region that is configured, if there is one. */
type RegionalCaller = Caller & { readonly region: string | undefined }

export type Administrator = RegionalCaller & Identity & { readonly partition: string }

/** @throws AwsenvError if there are no credentials, or AWS doesn't take them. */
export async function administrator(context: Context, from: string | undefined): Promise<Administrator> {
  const caller = (from === undefined ? await inShell(context) : undefined) ?? (await startingFrom(context, from))
  const identity = await getCallerIdentity(context.transport, caller)
  const partition = identity.arn.split(':')[1] ?? 'aws'
  return { ...caller, ...identity, partition }
}

/** Undefined if AWS's tools have no credentials here. */
async function inShell(context: Context): Promise<RegionalCaller | undefined> {
  const configuration = configurationOf(context)
  const { credentials, refusal } = configuration
  if (credentials === undefined) {
    // An expired session is told; without any credentials, a key in the vault may do.
    if (refusal !== undefined && context.env['AWS_ACCESS_KEY_ID']) throw refusal
    return undefined
  }
  if (refusal !== undefined) throw refusal
  const network = networkInShell(context, configuration)
  return { accessKey: await toolKey(context, credentials, network), network, region: regionIn(configuration) }
}

/** A long-term key logs in if its profile has an MFA device, since an administrator may need one. */
async function startingFrom(context: Context, from: string | undefined): Promise<RegionalCaller> {
  const source = await findSource(context, from).catch((error: unknown) => {
    if (!(error instanceof AwsenvError) || from !== undefined) throw error
    throw new AwsenvError('there are no credentials of an administrator in this shell', {
      hint: "name a profile with --from PROFILE, export an administrator's keys, or run it in AWS CloudShell",
      cause: error,
    })
  })
  const request = { mfaStdin: false, isRefresh: false }
  if (source.roles.length === 0 && 'accessKey' in source && !isTemporary(source.accessKey)) {
    if (source.base.mfa_serial === undefined) {
      const region = configuredRegion(undefined, context.environmentBefore, [source.base])
      return { accessKey: source.accessKey, network: networkToAsk(context, source.base), region }
    }
    const { credentials, network, exported } = await resolveLogin(context, source, request)
    return { accessKey: credentials, network, region: exported }
  }
  const { credentials, network, exported } = await resolveRole(context, source.roles, source, request)
  return { accessKey: credentials, network, region: exported }
}
