import type { Identity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { parsePrincipalArn } from '../../model/arn.ts'
import { isTemporary, type SigningKey } from '../../model/credentials.ts'
import { cached, requestName } from './cached.ts'

/** Whose key it is. A key never changes its owner, so that it is asked once (GetCallerIdentity) and remembered. */
export async function identityOf(context: Context, accessKey: SigningKey, region: string): Promise<Identity> {
  return cached<Identity>(context, {
    name: identityName(context, accessKey),
    produce: async () => ({
      value: await context.aws.getCallerIdentity({ accessKey, region }),
      expires: context.now() / 1000 + (isTemporary(accessKey) ? KEPT_TEMPORARY : KEPT),
    }),
  })
}

/** The same, if it is known already; never a request. */
export function knownIdentity(context: Context, accessKey: { readonly accessKeyId: string }): Identity | undefined {
  return context.vault.get(identityName(context, accessKey))?.value as Identity | undefined
}

/** The user's own name as a RoleSessionName, so that CloudTrail tells who it was: `[\w+=,.@-]{2,64}`. */
export function sessionName(identity: Identity): string {
  const name = (parsePrincipalArn(identity.arn)?.name ?? 'awsenv').replace(/[^\w+=,.@-]/g, '-').slice(0, 64)
  return name.length < 2 ? `awsenv-${name}` : name
}

function identityName(context: Context, accessKey: { readonly accessKeyId: string }): string {
  return requestName('identity', accessKey.accessKeyId, context.aws.stsEndpoint)
}

/** In seconds: 30 days, and for a key that is itself gone by then, the longest that one lives. */
const KEPT = 30 * 86_400
const KEPT_TEMPORARY = 129_600
