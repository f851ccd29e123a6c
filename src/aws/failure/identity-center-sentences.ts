/** What IAM Identity Center says, its portal and its OIDC service, as sentences. Pure. */
import { type Circumstances, clockOf, where } from './circumstances.ts'
import type { Sentence } from './sentence.ts'

/** undefined for an action of another service, and for what every service says. */
export function identityCenterSentence(name: string, about: Circumstances, message: string): Sentence | undefined {
  if (!ACTIONS.has(about.action)) return undefined
  const row = SENTENCES.find(([names, actions]) => names.test(name) && actions.test(about.action))
  return row && { kind: 'refused', said: row[2](about), hint: hintOf(row[3](about), message) }
}

function hintOf(hint: string, message: string): string {
  return /^(?:|UnknownError)$/.test(message) ? hint : `${hint}. AWS said: ${message}`
}

const ACTIONS: ReadonlySet<string> = new Set([
  ...['RegisterClient', 'StartDeviceAuthorization', 'CreateToken'],
  ...['ListAccounts', 'ListAccountRoles', 'GetRoleCredentials', 'Logout'],
])

type Words = (about: Circumstances) => string

/** By the name of the error, and the action. */
const SENTENCES: readonly (readonly [names: RegExp, actions: RegExp, said: Words, hint: Words])[] = [
  [
    /^Unauthorized/,
    /./,
    about => `AWS does not accept the token of ${about.who}`,
    about => `it was revoked, or has expired${clockOf(about)}; sign in: ${about.remedy}`,
  ],
  [
    /^(?:Forbidden|ResourceNotFound)/,
    /^GetRoleCredentials$/,
    ({ who, portalRole: { roleName, accountId } = NO_ROLE }) =>
      `${who} gives you no role "${roleName}" in account ${accountId}`,
    () => 'the access portal lists what it gives you; roles are assigned by whoever runs IAM Identity Center',
  ],
  [
    /^(?:Forbidden|ResourceNotFound)/,
    /^ListAccountRoles$/,
    ({ who, portalRole: { accountId } = NO_ROLE }) => `${who} gives you no account ${accountId}`,
    () => 'awsenv accounts lists what it gives you; accounts are assigned by whoever runs IAM Identity Center',
  ],
  [
    /^TooManyRequests/,
    /./,
    ({ who }) => `AWS takes no more requests of ${who} for now`,
    () => 'something else asks as well, or asked a lot: wait a minute, and try again',
  ],
  [
    /^AuthorizationPending|^SlowDown/,
    /./,
    about => `nobody has answered the page of ${about.who} yet`,
    about => `open it and answer it, or begin again: ${about.remedy}`,
  ],
  [
    /^AccessDenied/,
    /^CreateToken$/,
    about => `the sign-in to ${about.who} was denied in the browser`,
    about => `if that was not meant, begin again: ${about.remedy}`,
  ],
  [
    /^ExpiredToken/,
    /^CreateToken$/,
    about => `nobody answered the page of ${about.who} in time: its code has expired`,
    about => `begin again: ${about.remedy}`,
  ],
  [/^InvalidGrant/, /./, about => `the session of ${about.who} is over`, about => `sign in: ${about.remedy}`],
  [
    /^(?:InvalidClient|UnauthorizedClient)/,
    /./,
    about => `AWS does not know awsenv's registration for ${about.who} any more`,
    about => `sign in, which registers it anew: ${about.remedy}`,
  ],
  [
    /^InvalidRequest/,
    /^(?:RegisterClient|StartDeviceAuthorization)$/,
    about => `${where(about)} does not know the start URL of ${about.who}`,
    about =>
      `check that it is the URL of your access portal, and that "${about.region}" is the region of its IAM Identity Center`,
  ],
]

const NO_ROLE = { roleName: '', accountId: '' }
