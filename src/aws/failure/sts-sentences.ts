/** STS's error codes and texts as sentences. Pure. */
import { clockOfCodes, clockState, keyOf, mfaState, where, who } from './circumstances.ts'
import type { Row } from './sentence.ts'

/** AWS's codes and messages, the specific before the general. Codes come with and without "Exception". */
export const SENTENCES: readonly Row[] = [
  [
    /^AccessDenied/,
    /invalid MFA one time pass code/,
    about => ({
      kind: 'mfa code',
      said: `AWS refused the code from MFA device "${about.serialNumber}"`,
      hint: `a code works once, within its 30 seconds: wait for the next one, and check that it is the right device and that its clock is right${clockOfCodes(about)}`,
    }),
  ],
  [
    /^AccessDenied/,
    /unable to validate MFA code/,
    about => ({
      said: `AWS can't check a code from MFA device "${about.serialNumber}" for ${who(about)}`,
      hint: 'mfa_serial must be a device of the user that owns the key: arn:aws:iam::ACCOUNT:mfa/NAME (not :user/), or the serial of a hardware device',
    }),
  ],
  [
    /^AccessDenied/,
    /must provide both MFA serial number and one time pass code/,
    about => ({
      said: `${about.action} needs an MFA device and its code together`,
      hint: 'name the device with --mfa-serial, or with "mfa_serial" in the profile',
    }),
  ],
  [
    /^AccessDenied/,
    /Cannot call Get(?:Session|Federation)Token with session credentials/,
    about => ({
      said: `the key ${keyOf(about)} is temporary, but a login needs a long-term key`,
      hint: 'name the profile that has one: awsenv login PROFILE',
    }),
  ],
  [
    /^AccessDenied/,
    /sts:AssumeRole/,
    about => ({
      said: `AWS did not let ${who(about)} assume "${about.roleArn}"`,
      hint: `AWS does not say which it is: the role does not exist; its trust policy does not name this user or account; it demands ${mfaState(about)}; it demands another --external-id; or the user's own policy doesn't allow sts:AssumeRole on it`,
    }),
  ],
  [
    /^AccessDenied/,
    /sts:(?:TagSession|SetSourceIdentity)/,
    (about, message) => ({
      said: `AWS did not let ${who(about)} give "${about.roleArn}" session tags or a source identity`,
      hint: `the role's trust policy and the user's own policy must both allow ${/sts:\w+/.exec(message)?.[0]} besides sts:AssumeRole; or leave them out`,
    }),
  ],
  [
    /^AccessDenied/,
    /./,
    (about, message) => ({ said: `AWS didn't allow ${about.action} for ${who(about)}`, hint: `AWS said: ${message}` }),
  ],
  [
    /^Validation(?:Error|Exception)$/,
    /exceeds the MaxSessionDuration set for this role/,
    about => ({
      said: `the role "${about.roleArn}" does not allow sessions as long as --duration asks for`,
      hint: "ask for less, or have the role's MaxSessionDuration raised (12 hours at most)",
    }),
  ],
  [
    /^Validation(?:Error|Exception)$/,
    /exceeds the 1 hour session limit for roles assumed by role chaining/,
    about => ({
      said: `a role assumed with temporary credentials lasts one hour at most, and "${about.roleArn}" was asked for longer`,
      hint: 'leave out --duration, or assume it directly with a long-term key',
    }),
  ],
  [
    /^Validation(?:Error|Exception)$/,
    /./,
    (about, message) => ({ said: `AWS refused a value in ${about.action}`, hint: `AWS said: ${message}` }),
  ],
  [
    /^InvalidParameterValue/,
    /Duplicate tag keys found/,
    about => ({
      said: `two session tags for "${about.roleArn}" have the same key`,
      hint: 'AWS ignores case in tag keys: check --tag, and session_tags in the profile',
    }),
  ],
  [
    /^InvalidParameterValue/,
    /transitive tag key must be included in the requested tags/,
    about => ({
      said: `a transitive tag for "${about.roleArn}" is not among its session tags`,
      hint: 'give its value too: --tag KEY=VALUE, or session_tags in the profile',
    }),
  ],
  [
    /^PackedPolicyTooLarge/,
    /./,
    (about, message) => ({
      said: `session policy, policy ARNs and session tags for "${about.roleArn}" are too large together`,
      hint: `leave some out, or move the policy to a managed policy and name that with --policy-arn. AWS said: ${message}`,
    }),
  ],
  [
    /^MalformedPolicyDocument/,
    /./,
    (about, message) => ({
      said: `AWS can't make sense of the session policy for "${about.roleArn}"`,
      hint: `it must be an IAM policy with Version and Statement. AWS said: ${message}`,
    }),
  ],
  [
    /^InvalidClientTokenId/,
    /./,
    about => ({
      kind: 'unknown key',
      said: `AWS does not know the key ${keyOf(about)}`,
      hint: 'it was deleted or deactivated, belongs to another partition, is only seconds old, or its session token is damaged',
    }),
  ],
  [
    /^(?:SignatureDoesNotMatch|RequestExpired|RequestTimeTooSkewed)/,
    /expired|not yet current|earlier than|later than|Skewed/i,
    (about, message) => ({
      kind: 'clock',
      said: `this machine's clock is ${clockState(about) ?? 'too far from'} AWS's`,
      hint: `set the clock and try again: AWS allows 15 minutes at most. It said: ${message}`,
    }),
  ],
  [
    /^SignatureDoesNotMatch/,
    /./,
    about => ({
      kind: 'wrong secret',
      said: `the secret access key doesn't belong to ${keyOf(about)}`,
      hint: 'copy the secret access key again: it has 40 characters, often / and + too',
    }),
  ],
  [
    /^ExpiredToken/,
    /./,
    about => ({
      said: `the session of ${keyOf(about)} has expired`,
      hint: 'log in again: awsenv login --refresh',
    }),
  ],
  [
    /^RegionDisabled/,
    /./,
    about => ({
      said: `STS is switched off in region "${about.region}" for the account of ${keyOf(about)}`,
      hint: 'use --region us-east-1, which is always on, or have STS switched on in the account that owns the key',
    }),
  ],
  [
    /^(?:Throttl|TooManyRequests|RequestLimitExceeded)/,
    /./,
    about => ({ said: `AWS is throttling ${about.action}`, hint: 'wait a few seconds and try again' }),
  ],
  // The SDK's words for a value of the wrong type, such as a broken date.
  [
    /./,
    /Deserialization error/,
    about => ({
      said: `${where(about)} answered ${about.action} with something unreadable`,
      hint: "check the endpoint and any proxy in between: AWS doesn't answer like this",
    }),
  ],
  [
    /./,
    /^/,
    (about, message) => ({
      said: `${about.action} failed at ${where(about)}`,
      hint: message === '' ? 'try again; --debug shows the exchange' : `it said: ${message}`,
    }),
  ],
]
