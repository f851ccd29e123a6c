import { AwsenvError } from '../errors.ts'
import type { Credentials } from '../model/credentials.ts'
import { checkedAccessKey } from './checked-key.ts'
import type { Transport } from './client/transport.ts'

/** Temporary credentials from an STS answer. */
type AnsweredCredentials = {
  AccessKeyId?: string | undefined
  SecretAccessKey?: string | undefined
  SessionToken?: string | undefined
  Expiration?: Date | undefined
}

/**
 * Checks the answer and refuses what STS never sends. The expiration is converted to this machine's clock, which it
 * will be compared with.
 */
export function checkedCredentials(
  answer: AnsweredCredentials | undefined,
  transport: Transport,
  durationSeconds: number,
): Credentials {
  const refuse = (what: string): never => {
    throw new AwsenvError(`STS answered with credentials that can't be used: ${what}`, {
      hint: "check the endpoint and any proxy in between: AWS doesn't answer like this",
    })
  }
  const key = checkedAccessKey(answer ?? {}, refuse)
  const { sessionToken = refuse('the session token is missing or malformed') } = key
  const { Expiration } = answer ?? {}
  const seconds = Expiration instanceof Date ? Math.floor(Expiration.getTime() / 1000) : Number.NaN
  if (Number.isNaN(seconds)) refuse('the expiration is missing or malformed')
  const expiration = onThisClock(transport, seconds)
  const left = expiration - transport.now() / 1000
  if (left <= 0) refuse('they have already expired')
  if (left > durationSeconds + SLACK) refuse('they would last longer than requested')
  return { ...key, sessionToken, expiration }
}

/** An instant of AWS's clock, in epoch seconds, on the clock of this machine, which it will be compared with. */
export function onThisClock({ clockOffset }: Transport, seconds: number): number {
  return Math.abs(clockOffset) < NOTABLE_OFFSET ? seconds : seconds - Math.round(clockOffset / 1000)
}

/** In milliseconds: a smaller offset is just network delay and the whole seconds of Date. */
const NOTABLE_OFFSET = 30_000

/** In seconds, for clocks that differ a little. */
const SLACK = 300
