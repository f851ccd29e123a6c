import type { Identity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { parsePrincipalArn } from '../../model/arn.ts'
import { isTemporary, type SigningKey } from '../../model/credentials.ts'
import { entryOf, hashOf, rememberedValue } from '../../vault/sessions/entries.ts'
import { cached } from './cached.ts'

/** Whose key it is. A key never changes its owner, so that it is asked once (GetCallerIdentity) and remembered. */
export async function identityOf(context: Context, accessKey: SigningKey, region: string): Promise<Identity> {
  return cached(context, {
    kind: 'identity',
    id: identityId(context, accessKey),
    async produce() {
      const value = await context.aws.getCallerIdentity({ accessKey, region })
      const { expires } = entryOf('identity', value, context.now())
      return { value, expires: isTemporary(accessKey) ? context.now() / 1000 + LONGEST_SESSION : expires }
    },
  })
}

/** The same, if it is known already; never a request. */
export function knownIdentity(context: Context, accessKey: { readonly accessKeyId: string }): Identity | undefined {
  return rememberedValue(context.vault, 'identity', identityId(context, accessKey))
}

/** The user's own name as a RoleSessionName, so that CloudTrail tells who it was: `[\w+=,.@-]{2,64}`. */
export function sessionName(identity: Identity): string {
  const name = (parsePrincipalArn(identity.arn)?.name ?? 'awsenv').replace(/[^\w+=,.@-]/g, '-').slice(0, 64)
  return name.length < 2 ? `awsenv-${name}` : name
}

function identityId(context: Context, accessKey: { readonly accessKeyId: string }): string {
  return hashOf(accessKey.accessKeyId, context.aws.stsEndpoint)
}

/** In seconds: a temporary key is gone by then. */
const LONGEST_SESSION = 129_600
