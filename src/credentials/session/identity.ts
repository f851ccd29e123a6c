import type { Caller } from '../../aws/client/call.ts'
import { endpointOf } from '../../aws/client/network.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { getCallerIdentity, type Identity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { parsePrincipalArn } from '../../model/arn.ts'
import { isTemporary } from '../../model/credentials.ts'
import { entryName, entryOf, hashOf, rememberedValue } from '../../vault/sessions/entries.ts'
import { cached } from './cached.ts'

/** The owner of a key. It never changes, so GetCallerIdentity is asked once and remembered. */
export async function identityOf(context: Context, caller: Caller): Promise<Identity> {
  const { accessKey, network } = caller
  return cached(context, {
    entry: entryName('identity', identityId(accessKey, endpointOf(network, 'sts'))),
    async produce() {
      const value = await getCallerIdentity(context.transport, caller, { helps: true })
      const { expires } = entryOf('identity', value, context.now())
      return { value, expires: isTemporary(accessKey) ? context.now() / 1000 + LONGEST_SESSION : expires }
    },
  })
}

/**
 * The same if the answer only helps (docs/requests.md): undefined if AWS does not tell though the key may be good.
 * A bad key, or an STS out of reach, still ends the command before anybody is asked for a code.
 */
export async function identityIfTold(context: Context, caller: Caller): Promise<Identity | undefined> {
  const { ownerless } = context.transport
  const id = identityId(caller.accessKey, endpointOf(caller.network, 'sts'))
  if (ownerless.has(id)) return undefined
  try {
    return await identityOf(context, caller)
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error
    const { kind, cause } = error
    if (kind !== 'other' && !(kind === 'refused' && /^AccessDenied/.test((cause as Error | undefined)?.name ?? '')))
      throw error
    ownerless.add(id)
    context.say(`AWS can't tell whose key this is: ${error.message}`)
    return undefined
  }
}

/** The same from memory, for the STS at that endpoint; never a request. */
export function knownIdentity(
  context: Context,
  accessKey: { readonly accessKeyId: string },
  stsEndpoint: string | undefined,
): Identity | undefined {
  return rememberedValue(context.vault, 'identity', identityId(accessKey, stsEndpoint))
}

/** The user's own name as a RoleSessionName, so that CloudTrail tells who it was: `[\w+=,.@-]{2,64}`. */
export function sessionName(identity: Identity | undefined): string {
  const name = (parsePrincipalArn(identity?.arn ?? '')?.name ?? 'awsenv').replace(/[^\w+=,.@-]/g, '-').slice(0, 64)
  return name.length < 2 ? `awsenv-${name}` : name
}

function identityId({ accessKeyId }: { readonly accessKeyId: string }, stsEndpoint: string | undefined): string {
  return hashOf(accessKeyId, stsEndpoint)
}

/** In seconds: a temporary key has ended by then. */
const LONGEST_SESSION = 129_600
