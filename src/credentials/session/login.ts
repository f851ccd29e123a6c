/** A login: GetSessionToken with an MFA code, kept for all roles assumed afterwards. */
import { endpointOf, type Network } from '../../aws/client/network.ts'
import { getSessionToken } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import {
  type Credentials,
  fromStoredForm,
  isTemporary,
  opened,
  type SigningKey,
  shownAccessKeyId,
  storedForm,
} from '../../model/credentials.ts'
import { entryName, hashOf, rememberedValue } from '../../vault/sessions/entries.ts'
import { cached } from './cached.ts'
import { identityIfTold } from './identity.ts'
import { isCodeAtHand, withMfaCode } from './mfa-code.ts'

export type LoginRequest = {
  readonly accessKey: SigningKey
  readonly network: Network
  readonly serialNumber: string
  readonly mfa_process?: string | undefined
  readonly mfaStdin: boolean
  /** In seconds, 900 to 129600. By default a cached session is good, however long it was made for. */
  readonly durationSeconds?: number | undefined
  /** Asks for a new session even if a good one is cached. */
  readonly isRefresh: boolean
}

/** A login's session; its MFA code was given at `since` (epoch seconds). */
export type Login = { readonly credentials: Credentials; readonly since: number }

export async function login(context: Context, request: LoginRequest, beforeAsking: () => void): Promise<Login> {
  const { accessKey, network, durationSeconds } = request
  const began = context.now() / 1000
  const stored = await cached(context, {
    entry: entryName('login', loginId(request)),
    isGood: ({ value }) =>
      value.expiration - context.now() / 1000 > EARLY &&
      value.durationSeconds >= (durationSeconds ?? 0) &&
      (!request.isRefresh || value.since > began),
    produce: async () => {
      // Typing a passphrase takes longer than a code is valid.
      const unlocked = await opened(accessKey)
      const caller = { accessKey: unlocked, network }
      const identity = identityIfTold(context, caller)
      // If it fails while the code is on its way, the login fails too, or AWS knows the key anyway.
      const asks = identity.then(told => told?.arn).catch(() => undefined)
      // Asked first: a code for a key that AWS refuses would be wasted. A code at hand is sent at once and stays unused then.
      if (!isCodeAtHand(context, request)) await identity
      beforeAsking()
      // AWS cuts a root user's session to an hour.
      const credentials = await withMfaCode(context, request, mfaCode =>
        getSessionToken(
          context.transport,
          caller,
          { durationSeconds: durationSeconds ?? DEFAULT_DURATION, mfaCode },
          { asks },
        ),
      )
      const arn = await asks
      const seconds = durationSeconds ?? (arn?.endsWith(':root') ? ROOT_DURATION : DEFAULT_DURATION)
      const value = {
        ...storedForm(credentials),
        since: context.now() / 1000,
        durationSeconds: seconds,
        arn: arn ?? '',
      }
      return { value, expires: credentials.expiration }
    },
  })
  return { credentials: fromStoredForm(stored), since: stored.since }
}

/** The cached session of a key and a device; undefined if there is none. Asks nobody. */
export function knownLogin(context: Context, request: LoginPlace): Login | undefined {
  const stored = rememberedValue(context.vault, 'login', loginId(request))
  if (stored === undefined || stored.expiration - context.now() / 1000 <= EARLY) return undefined
  return { credentials: fromStoredForm(stored), since: stored.since }
}

type LoginPlace = Pick<LoginRequest, 'accessKey' | 'network' | 'serialNumber'>

function loginId({ accessKey, network, serialNumber }: LoginPlace): string {
  return hashOf(accessKey.accessKeyId, serialNumber, endpointOf(network, 'sts'))
}

/** @throws AwsenvError, before anything is asked, for a temporary key, which AWS refuses. */
export function checkLongTerm(accessKey: SigningKey): void {
  if (!isTemporary(accessKey)) return
  throw new AwsenvError(`the key ${shownAccessKeyId(accessKey)} is temporary, but a login needs a long-term key`, {
    hint: 'name the profile that has one: awsenv login PROFILE',
  })
}

/** In seconds. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const LOGIN_DURATION = { least: 900, most: 129_600 } as const
const DEFAULT_DURATION = 43_200
const ROOT_DURATION = 3_600

/** In seconds: a session that is about to end is no longer handed out. */
const EARLY = 300
