/** What `whoami` prints, as text and as JSON. Pure. */
import type { Identity } from '../aws/sts.ts'
import type { ToolCredentials } from '../credentials/environment/aws-tools.ts'
import type { Configuration } from '../credentials/environment/configuration.ts'
import type { SigningIn } from '../credentials/sign-in/sign-in.ts'
import { parsePrincipalArn } from '../model/arn.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { clockTime, duration } from '../model/duration.ts'
import { table } from '../terminal/table.ts'
import { printable } from '../text/printable.ts'
import { shownLife } from './shown-sign-in.ts'

/** What AWS answered, if it was asked. */
export type Asked = { readonly identity?: Identity | undefined; readonly alias?: string | undefined }

/** Where a configured endpoint comes from, if it isn't AWS's own, and what the credentials are signed in to for. */
export type Place = {
  readonly now: number
  readonly endpoint: string | undefined
  readonly signedIn?: SigningIn | undefined
}

/** The table of `aws configure list`, in its words. */
export function settingsTable({ profile, credentials, region }: Configuration, { endpoint }: Place): string {
  const rows = [
    ['', 'value', 'from'],
    ['profile', profile?.value ?? NOT_SET, profile?.origin ?? ''],
    ['access key', shownKey(credentials), credentials?.origin ?? ''],
    ['region', region?.value ?? NOT_SET, region?.origin ?? ''],
    ...(endpoint === undefined ? [] : [['endpoint', endpoint, "not AWS's own"]]),
  ]
  return printed(rows)
}

/** What AWS says, beside what the shell claims. */
export function identityTable({ claim }: Configuration, { identity, alias }: Asked, { now, signedIn }: Place): string {
  const account = identity?.accountId ?? claim?.accountId
  const { role, roleArn, from, expires } = claim ?? {}
  const rows = [
    ['identity', identity?.arn ?? '(not asked)'],
    ['account', account && `${account}${alias === undefined ? '' : ` (${alias})`}`],
    ['role', role && `${role}${roleArn === undefined ? '' : ` (${roleArn})`}`],
    ['came by', from && shownFrom(from)],
    ['signed in', signedIn && `${signedIn.signIn.shown}, ${shownLife(signedIn.life(), signedIn.signIn.command, now)}`],
    ['time left', expires && `${duration(expires - now / 1000)}, until ${clockTime(expires, now)}`],
  ]
  return printed(rows.filter((row): row is string[] => Boolean(row[1])))
}

export function jsonReport(
  { profile, credentials, region, claim, refusal }: Configuration,
  asked: Asked,
  place: Place,
) {
  const { identity, alias } = asked
  return {
    arn: identity?.arn ?? null,
    userId: identity?.userId ?? null,
    accountId: identity?.accountId ?? claim?.accountId ?? null,
    accountAlias: alias ?? null,
    role: claim?.role ?? null,
    roleArn: claim?.roleArn ?? null,
    from: claim?.from === undefined ? null : shownFrom(claim.from),
    signIn: jsonSignIn(place.signedIn),
    expiration: claim?.expires ? new Date(claim.expires * 1000).toISOString() : null,
    profile: profile ?? null,
    accessKey: credentials === undefined ? null : jsonKey(credentials),
    region: region ?? null,
    endpoint: place.endpoint ?? null,
    error: refusal === undefined ? null : { message: refusal.message, hint: refusal.hint ?? null },
  }
}

/** Warns if the shell names one role and has the keys of another. */
export function mismatch({ claim }: Configuration, { identity }: Asked): string | undefined {
  if (identity === undefined || claim?.role === undefined) return undefined
  const { role, roleArn, accountId } = claim
  const roleName = roleArn?.split('/').at(-1)
  const isSame =
    identity.accountId === accountId && (roleName === undefined || identity.arn.includes(`:assumed-role/${roleName}/`))
  return isSame
    ? undefined
    : `this shell claims "${role}", but its keys belong to ${parsePrincipalArn(identity.arn)?.name ?? 'another'} (${identity.arn})`
}

export function jsonSignIn(signedIn: SigningIn | undefined) {
  if (signedIn === undefined) return null
  const life = signedIn.life()
  const expiration = life === undefined ? null : new Date(life.until * 1000).toISOString()
  return { name: signedIn.signIn.word, expiration, isRenewed: life?.isRenewed ?? false }
}

function jsonKey({ accessKey, origin, method }: ToolCredentials) {
  return { value: accessKey === undefined ? null : shownAccessKeyId(accessKey), origin, method }
}

function shownKey(credentials: ToolCredentials | undefined): string {
  if (credentials === undefined) return NOT_SET
  return credentials.accessKey === undefined ? `<${credentials.method}>` : shownAccessKeyId(credentials.accessKey)
}

/** AWSENV_FROM may be a key id, which is shown as short as any other. */
function shownFrom(from: string): string {
  return /^A[A-Z0-9]{15,127}$/.test(from) ? shownAccessKeyId({ accessKeyId: from }) : from
}

function printed(rows: readonly (readonly string[])[]): string {
  return table(rows.map(row => row.map(printable)))
}

/** As the AWS CLI prints it. */
const NOT_SET = '<not set>'
