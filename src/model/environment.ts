import { printable } from '../text/printable.ts'
import type { Credentials } from './credentials.ts'

/** Environment variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The value between commands and shells: what to set, or (undefined) to remove, in order. */
export type EnvironmentChange = Readonly<Record<string, string | undefined>>

/** A change, and what to say once it is made. */
export type ToldChange = { readonly change: EnvironmentChange; readonly notes: readonly string[] }

/** A session for a shell: a role's, or (without `roleArn`) a login's. */
export type ShellSession = {
  readonly credentials: Credentials
  readonly accountId: string
  /** Its name in the prompt: a profile's name, `Admin@123456789012`, `mfa@123456789012`. */
  readonly role: string
  readonly roleArn?: string | undefined
  /** The profile, or the access key id, that it started from, and that the next assume starts from. */
  readonly from: string
  /** Absent if none is configured: then neither region variable is set. */
  readonly region?: string | undefined
  /** The colour of the role in the prompt. */
  readonly colour?: string | undefined
  /** Whether AWS_VAULT names the session too. */
  readonly setsAwsVault?: boolean | undefined
}

/**
 * Every variable that awsenv sets or removes, in the order of its scripts. A secret value is never copied into another
 * variable, AWSENV_RESTORE included. Why each one: AWS_SECURITY_TOKEN overrides AWS_SESSION_TOKEN in botocore;
 * AWS_PROFILE beats keys in the JavaScript SDK; tools believe a stale account id, scope or expiry; a web identity or
 * container variable takes over once the keys are gone; AWS_VAULT, AWSU_PROFILE and AWS_SSO_PROFILE beat
 * AWSUME_PROFILE in starship and would name the wrong role.
 */
export const MANAGED: Readonly<Record<string, 'public' | 'secret'>> = {
  AWS_PROFILE: 'public',
  AWS_DEFAULT_PROFILE: 'public',
  AWS_SECURITY_TOKEN: 'secret',
  AWS_DELEGATION_TOKEN: 'secret',
  AWS_CREDENTIAL_SCOPE: 'public',
  AWS_ACCESS_KEY: 'public',
  AWS_SECRET_KEY: 'secret',
  AMAZON_ACCESS_KEY_ID: 'public',
  AMAZON_SECRET_ACCESS_KEY: 'secret',
  AMAZON_SESSION_TOKEN: 'secret',
  AWS_ROLE_ARN: 'public',
  AWS_ROLE_SESSION_NAME: 'public',
  AWS_WEB_IDENTITY_TOKEN_FILE: 'public',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'public',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'public',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'secret',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'public',
  AWS_VAULT: 'public',
  AWSU_PROFILE: 'public',
  AWS_SSO_PROFILE: 'public',
  AWSUME_EXPIRATION: 'public',
  AWS_ACCESS_KEY_ID: 'public',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'secret',
  AWS_REGION: 'public',
  AWS_DEFAULT_REGION: 'public',
  AWS_CREDENTIAL_EXPIRATION: 'public',
  AWS_SESSION_EXPIRATION: 'public',
  AWS_ACCOUNT_ID: 'public',
  AWSUME_PROFILE: 'public',
}

/** The three that belong together: one without the others is worthless, or worse. */
export const CREDENTIAL_VARIABLES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const

/** awsenv's own variables, which a shell has as long as a session. */
export const OWN_VARIABLES = [
  'AWSENV_ROLE',
  'AWSENV_ROLE_ARN',
  'AWSENV_EXPIRES',
  'AWSENV_FROM',
  'AWSENV_COLOUR',
  'AWSENV_RESTORE',
] as const

/** Sets a session's variables and removes all other managed ones. The caller adds AWSENV_RESTORE. */
export function sessionVariables(session: ShellSession): EnvironmentChange {
  const { credentials, region } = session
  const expiration = rfc3339(credentials.expiration)
  const none = removing(Object.keys(MANAGED))
  // Prompts show it, ours and others', and a profile's name may have any characters.
  const label = printable(session.role)
  return {
    ...none,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey.reveal(),
    AWS_SESSION_TOKEN: credentials.sessionToken.reveal(),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CREDENTIAL_EXPIRATION: expiration,
    AWS_SESSION_EXPIRATION: expiration,
    AWS_ACCOUNT_ID: session.accountId,
    AWSUME_PROFILE: label,
    AWS_VAULT: session.setsAwsVault ? label : undefined,
    AWSENV_ROLE: label,
    AWSENV_ROLE_ARN: session.roleArn,
    AWSENV_EXPIRES: String(credentials.expiration),
    AWSENV_FROM: session.from,
    AWSENV_COLOUR: session.colour,
  }
}

/** The change that removes these variables. */
export function removing(names: readonly string[]): EnvironmentChange {
  const change: Record<string, undefined> = {}
  for (const name of names) change[name] = undefined
  return change
}

/** The environment after a change. */
export function changed(environment: Environment, change: EnvironmentChange): Environment {
  const after: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...environment, ...change })) {
    if (value !== undefined) after[name] = value
  }
  return after
}

/** Epoch seconds as RFC 3339 in UTC with Z: without an offset botocore crashes and starship shows nothing. */
function rfc3339(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z')
}
