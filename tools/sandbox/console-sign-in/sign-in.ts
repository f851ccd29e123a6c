/** The sign-in to the console that `aws login` uses: who sits in front of the browser, and what was given to whom. */
import { stsArn } from '../arn.ts'
import type { Role, User } from '../identity.ts'

export type ConsoleSignIn = {
  /** The person in front of the browser; a role is a federated person's, by this name of its session. */
  person: User | Role
  roleSessionName: string | undefined
  /** What the person does with a page, where no browser is at hand. */
  answers: 'approve' | 'deny' | 'nothing'
  /** By authorization code: each works once. */
  readonly codes: Map<string, CodeGrant>
  /** By refresh token. */
  readonly refreshTokens: Map<string, RefreshToken>
  /** The proofs of possession that were seen: each works once. */
  readonly usedProofs: Set<string>
  /** In seconds. */
  readonly lives: { code: number; token: number; session: number }
}

export type CodeGrant = {
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
  readonly expires: number
}

export type RefreshToken = {
  readonly clientId: string
  /** Of the key that it is bound to. */
  readonly thumbprint: string
  readonly sessionEnds: number
}

export function consoleSignIn(person: User | Role, roleSessionName?: string): ConsoleSignIn {
  return {
    ...{ person, roleSessionName, answers: 'nothing' },
    ...{ codes: new Map(), refreshTokens: new Map(), usedProofs: new Set() },
    lives: { code: 60, token: 900, session: 43_200 },
  }
}

/** What `login_session` says of the person. */
export function personArn({ person, roleSessionName }: ConsoleSignIn): string {
  return person.kind === 'role' && roleSessionName !== undefined
    ? stsArn(person.account, `assumed-role/${person.name}/${roleSessionName}`)
    : person.arn
}
