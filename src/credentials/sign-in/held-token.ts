/**
 * The token of a sign-in: the one that is cached, else one by its refresh token, else one for which a person signs in.
 * However many processes want it at once, one refreshes or opens a browser, and the others get what it got.
 */
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { bequeathFailure, inheritFailure } from '../session/cached.ts'
import { PATIENCE, type SignIn, type SignInRequest } from './sign-in.ts'

/** Where a token is kept, and how to get another one. */
export type TokenSource<T> = {
  /** The name of the lock: one for each token. */
  readonly lock: string
  read(): T | undefined
  isFresh(token: T): boolean
  isSame(one: T, other: T): boolean
  /** Refreshes and stores the token; undefined if a person has to sign in. */
  refreshed(token: T): Promise<T | undefined>
  /** Has a person sign in, after telling them why, and stores the token. */
  signedIn(why: string): Promise<T>
}

export type HeldToken<T> = {
  readonly token: T
  /** Whether a person has just signed in for it. */
  readonly isNew: boolean
}

/** The cached token, or a new one. @throws AwsenvError if nobody can sign in here */
export async function heldToken<T>(
  context: Context,
  signIn: SignIn,
  source: TokenSource<T>,
  { isRefresh = false, isAskedFor = false }: SignInRequest,
): Promise<HeldToken<T>> {
  const began = context.now()
  const before = source.read()
  if (!isRefresh && before !== undefined && source.isFresh(before)) return { token: before, isNew: false }
  return context.vault.exclusively(
    source.lock,
    async () => {
      const token = source.read()
      const isOther = token !== undefined && (before === undefined || !source.isSame(token, before))
      if (token !== undefined && source.isFresh(token) && (isOther || !isRefresh)) return { token, isNew: false }
      inheritFailure(context, source.lock, began)
      try {
        const refreshed = isRefresh || token === undefined ? undefined : await source.refreshed(token)
        if (refreshed !== undefined) return { token: refreshed, isNew: false }
        const why = reasonFor(signIn, token !== undefined, isRefresh)
        if (!context.terminal.isPresent() && !isAskedFor) throw nobodyToSignIn(signIn, why)
        return { token: await source.signedIn(why), isNew: true }
      } catch (error) {
        await bequeathFailure(context, source.lock, error)
        throw error
      }
    },
    {
      deadline: PATIENCE,
      onWait: holder =>
        context.say(
          `waiting for another awsenv${holder === undefined ? '' : ` (process ${holder})`} that signs in to ${signIn.shown}`,
        ),
    },
  )
}

/** Why a page opens, and whose it is: nobody should sign in without knowing. */
function reasonFor({ shown, page }: SignIn, wasSignedIn: boolean, isRefresh: boolean): string {
  const what = page === undefined ? shown : `${shown} (${page})`
  if (isRefresh) return `you asked for a new sign-in to ${what}`
  return wasSignedIn ? `your sign-in to ${what} has ended` : `you are not signed in to ${what}`
}

function nobodyToSignIn({ command }: SignIn, why: string): AwsenvError {
  return new AwsenvError(`${why}, and nobody can be asked here`, {
    hint: `run on a terminal: ${command}`,
    exitCode: ExitCode.cannotAsk,
  })
}
