/** Temporary credentials that the sandbox has issued. */
import { stsArn } from './arn.ts'
import type { Role, User } from './identity.ts'
import { randomId, randomSecretAccessKey, randomSessionToken } from './random.ts'
import type { World } from './world.ts'

export type Session = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Epoch milliseconds. */
  expiration: number
  /** Whose rights it has: a user's after GetSessionToken, a role's after AssumeRole. */
  readonly identity: User | Role
  /** Only a role's session has a name. */
  readonly roleSessionName?: string | undefined
  /** The long-term key that it was made with, if one. */
  readonly madeWith?: string | undefined
  /** When a code was given for it (epoch milliseconds). A role's session never carries MFA on. */
  readonly mfaAt?: number | undefined
}

/** Makes a session that lasts from now on. An expiry has whole seconds, as STS's answers have. */
export function issueSession(
  world: World,
  now: number,
  durationSeconds: number,
  of: Pick<Session, 'identity' | 'roleSessionName' | 'mfaAt' | 'madeWith'>,
): Session {
  const seconds =
    of.roleSessionName === undefined ? durationSeconds : Math.min(durationSeconds, world.longestRoleSession)
  const session: Session = {
    ...of,
    accessKeyId: randomId('ASIA'),
    secretAccessKey: randomSecretAccessKey(),
    sessionToken: randomSessionToken(),
    expiration: (Math.floor(now / 1000) + seconds) * 1000,
  }
  world.sessions.set(session.accessKeyId, session)
  return session
}

/** The `Credentials` element of an answer. */
export function credentialsOf(session: Session) {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = session
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: timestamp(expiration),
  }
}

/** A role session's ARN drops the role's path. */
export function sessionArn(role: Role, roleSessionName: string): string {
  return stsArn(role.account, `assumed-role/${role.name}/${roleSessionName}`)
}

/** Epoch milliseconds as AWS writes an instant. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}
