/** Which failures are tried again, when, and how often: by the SDK's own standard strategy. */
import {
  getRetryAfterHint,
  isServerError,
  isThrottlingError,
  isTransientError,
  StandardRetryStrategy,
} from '@smithy/core/retry'
import type { RetryErrorInfo, RetryErrorType, SdkError } from '@smithy/types'

/** Gives what the first attempt that works gives. `attempt` counts from 1. @throws what the last attempt threw */
export async function attempts<T>(
  most: number,
  signal: AbortSignal,
  attempt: (count: number) => Promise<T>,
): Promise<T> {
  const strategy = new StandardRetryStrategy(most)
  let token = await strategy.acquireInitialRetryToken('')
  for (;;) {
    try {
      return await attempt(token.getRetryCount() + 1)
    } catch (error) {
      // Waits, unless there is no other attempt.
      const next = strategy.refreshRetryTokenForRetry(token, infoOf(error as SdkError))
      const after = await Promise.race([next.catch(() => undefined), ended(signal)])
      if (after === undefined) throw error
      token = after
    }
  }
}

function infoOf(error: SdkError): RetryErrorInfo {
  const retryAfterHint = getRetryAfterHint(error.$response)
  return { error, errorType: typeOf(error), ...(retryAfterHint && { retryAfterHint }) }
}

function typeOf(error: SdkError): RetryErrorType {
  if (isThrottlingError(error)) return 'THROTTLING'
  if (isTransientError(error)) return 'TRANSIENT'
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR'
}

function ended(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
