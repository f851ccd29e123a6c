import { AwsenvError } from '../errors.ts'
import type { Credentials } from '../model/credentials.ts'
import { checkedAccessKey } from './checked-key.ts'
import type { Transport } from './client/transport.ts'

/** Temporary credentials as STS answers them. */
type AnsweredCredentials = {
  AccessKeyId?: string | undefined
  SecretAccessKey?: string | undefined
  SessionToken?: string | undefined
  Expiration?: Date | undefined
}

/**
 * Takes an answer apart and refuses what no STS sends. The expiration is turned into this machine's clock, since that
 * is the one it will be compared with.
 */
export function checkedCredentials(
  answer: AnsweredCredentials | undefined,
  transport: Transport,
  durationSeconds: number,
): Credentials {
  const refuse = (what: string): never => {
    throw new AwsenvError(`STS answered with credentials that can't be used: ${what}`, {
      hint: 'look at the endpoint and at any proxy between: this is not how AWS answers',
    })
  }
  const key = checkedAccessKey(answer ?? {}, refuse)
  const { sessionToken = refuse('the session token is missing or malformed') } = key
  const { Expiration } = answer ?? {}
  const seconds = Expiration instanceof Date ? Math.floor(Expiration.getTime() / 1000) : Number.NaN
  if (Number.isNaN(seconds)) refuse('the expiration is missing or malformed')
  const expiration =
    Math.abs(transport.clockOffset) < NOTABLE_OFFSET ? seconds : seconds - Math.round(transport.clockOffset / 1000)
  const left = expiration - transport.now() / 1000
  if (left <= 0) refuse('they have already expired')
  if (left > durationSeconds + SLACK) refuse('they would last longer than was asked for')
  return { ...key, sessionToken, expiration }
}

/** In milliseconds: below this, the offset is the answer's way through the network and the Date's whole seconds. */
const NOTABLE_OFFSET = 30_000

/** In seconds, for clocks that differ a little. */
const SLACK = 300
