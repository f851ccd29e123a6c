/** Signing in by a browser, whatever it is to: what messages call it, and how long it may take. */
import type { Context } from '../../context/context.ts'

export type SignIn = {
  /** `sso-session "acme"` */
  readonly shown: string
  /** What is typed to name it. */
  readonly word: string
  /** Whose page opens, where `shown` doesn't say it: the start URL. */
  readonly page?: string | undefined
  /** The command that signs in. */
  readonly command: string
}

/** What is asked of a sign-in. */
export type SignInRequest = {
  /** By a device code, also where a browser could open. */
  readonly byDevice?: boolean
  /** The person has asked for a sign-in, so that one is there even if no terminal is. */
  readonly isAskedFor?: boolean
  /** A new sign-in even where a token is there. */
  readonly isRefresh?: boolean
}

export type SignInLife = {
  /** In epoch seconds. */
  readonly until: number
  /** Whether awsenv renews it without a person, for as long as AWS lets it. */
  readonly isRenewed: boolean
}

/** Something that can be signed in to, and out of. */
export type SigningIn = {
  readonly signIn: SignIn
  /** `expires` in epoch seconds; absent if AWS doesn't tell when the sign-in ends. */
  begin(request: SignInRequest): Promise<{ readonly expires?: number | undefined; readonly isNew: boolean }>
  /** Asks, after a new sign-in, what it gives: within seconds, and never an error. */
  readonly explore?: () => Promise<void>
  /** How long what it gave lasts; undefined if nobody has signed in. */
  life(): SignInLife | undefined
  /** Whether somebody has signed in, however long ago. */
  isSignedIn(): boolean
  /** @throws AwsenvError if AWS did not revoke the sign-in; it is forgotten here all the same */
  end(): Promise<void>
}

/** The browser of Windows opens from WSL, and may not reach a loopback address within it. */
export function browserFor({ browser, env }: Context, { byDevice = false }: SignInRequest) {
  const opens = !byDevice && browser.absence === undefined
  return { opens, isHere: opens && !env['WSL_DISTRO_NAME'] }
}

/** In milliseconds: how long a person has for the page; AWS gives a device code as long. */
export const SIGN_IN_LASTS = 600_000

/** In milliseconds: whoever waits for somebody else's sign-in waits until it has ended, requests included. */
export const PATIENCE = SIGN_IN_LASTS + 60_000
