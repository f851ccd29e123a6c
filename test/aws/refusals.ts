/** What AWS answers instead of a result, in its own words, and what a person is to be told. docs/errors.md is made of it. */
import { failure } from '../../src/aws/failure/failure.ts'
import { Secret } from '../../src/model/secret.ts'
import type { Refusal } from '../../tools/sandbox/fault.ts'

export type Case = Refusal & {
  readonly title: string
  readonly action: keyof typeof CIRCUMSTANCES
  readonly said: RegExp
  readonly hint: RegExp
}

const row = (
  title: string,
  action: Case['action'],
  status: number,
  code: string,
  message: string,
  said: RegExp,
  hint: RegExp,
): Case => ({ title, action, status, code, message, said, hint })

const USER = 'arn:aws:iam::123456789012:user/alice'
const ROLE = 'arn:aws:iam::123456789012:role/Admin'

/** One line a case. The texts are recorded from AWS, or stand in its documentation ("Errors" of each API's page). */
// biome-ignore format: one line a case
export const refusals: readonly Case[] = [
  row('the code is wrong, stale or used', 'GetSessionToken', 403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ', /refused the code/, /wait for the next one/),
  row("the device is not this user's", 'GetSessionToken', 403, 'AccessDenied', 'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.', /can't check a code/, /:mfa\/NAME \(not :user\/\)/),
  row('a device without a code, or the reverse', 'AssumeRole', 403, 'AccessDenied', 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.', /together/, /--mfa-serial/),
  row('no permission, no trust, no MFA, a wrong external id, or no such role', 'AssumeRole', 403, 'AccessDenied', `User: ${USER} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`, /did not let ".*alice" assume ".*Admin"/, /does not exist.*trust policy.*MFA.*--external-id.*own policy/),
  row('session tags are not allowed', 'AssumeRole', 403, 'AccessDenied', `User: ${USER} is not authorized to perform: sts:TagSession on resource: ${ROLE}`, /session tags or a source identity/, /allow sts:TagSession besides sts:AssumeRole/),
  row('a source identity is not allowed', 'AssumeRole', 403, 'AccessDenied', `User: ${USER} is not authorized to perform: sts:SetSourceIdentity on resource: ${ROLE}`, /session tags or a source identity/, /allow sts:SetSourceIdentity/),
  row('a login with a key that is temporary', 'GetSessionToken', 403, 'AccessDenied', 'Cannot call GetSessionToken with session credentials', /is temporary, but a login needs a long-term key/, /awsenv login PROFILE/),
  row('anything else that is not allowed', 'AssumeRole', 403, 'AccessDenied', 'Access denied by a policy that is new.', /didn't allow AssumeRole for ".*alice"/, /AWS said: Access denied by a policy that is new\./),
  row('longer than the role allows', 'AssumeRole', 400, 'ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.', /as long as --duration/, /MaxSessionDuration/),
  row('longer than an hour with temporary credentials', 'AssumeRole', 400, 'ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.', /one hour at most/, /leave out --duration/),
  row('a session name with a colon', 'AssumeRole', 400, 'ValidationError', "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*", /refused a value in AssumeRole/, /roleSessionName/),
  row('a value that is not an ARN', 'AssumeRole', 400, 'ValidationError', 'arn:a:a::aaaaaaaaaa: is invalid', /refused a value in AssumeRole/, /arn:a:a::aaaaaaaaaa: is invalid/),
  row('a session tag twice', 'AssumeRole', 400, 'InvalidParameterValue', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.', /two session tags/, /ignores case/),
  row('a transitive tag without its value', 'AssumeRole', 400, 'InvalidParameterValue', 'The specified transitive tag key must be included in the requested tags.', /transitive tag .* is not among/, /--tag KEY=VALUE/),
  row('session tags that are too large', 'AssumeRole', 400, 'PackedPolicyTooLarge', 'Packed size of session tags consumes 142% of allotted space.', /too large together/, /142%/),
  row('a session policy that is too large', 'AssumeRole', 400, 'PackedPolicyTooLarge', 'Packed policy consumes 110% of allotted space, please use smaller policy.', /too large together/, /--policy-arn.*110%/),
  row('a session policy that is not a policy', 'AssumeRole', 400, 'MalformedPolicyDocument', 'Syntax errors in policy.', /can't make sense of the session policy/, /Version and Statement/),
  row('a key that AWS does not know', 'AssumeRole', 403, 'InvalidClientTokenId', 'The security token included in the request is invalid.', /does not know the key \*{4}MPLE/, /deleted or deactivated/),
  row('a wrong secret access key', 'AssumeRole', 403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.', /secret access key doesn't belong/, /40 characters/),
  row("this machine's clock is behind", 'GetSessionToken', 403, 'SignatureDoesNotMatch', 'Signature expired: 20160609T184512Z is now earlier than 20160610T013008Z (20160610T014508Z - 15 min.)', /this machine's clock is/, /set the clock.*20160610T014508Z/),
  row("this machine's clock is ahead", 'GetSessionToken', 403, 'SignatureDoesNotMatch', 'Signature not yet current: 20160610T030000Z is still later than 20160610T020008Z (20160610T014508Z + 15 min.)', /this machine's clock is/, /set the clock/),
  row('the clock, as other services say it', 'GetSessionToken', 400, 'RequestExpired', 'Request has expired.', /this machine's clock is/, /set the clock/),
  row('a session that has ended', 'AssumeRole', 403, 'ExpiredToken', 'The security token included in the request is expired', /the session of \*{4}MPLE has expired/, /awsenv login --refresh/),
  row('the same, in another spelling', 'AssumeRole', 400, 'ExpiredTokenException', 'The security token included in the request is expired', /has expired/, /awsenv login --refresh/),
  row('a region where STS is off', 'AssumeRole', 403, 'RegionDisabledException', 'STS is not activated in this region for account:123456789012. Your account administrator can activate STS in this region using the IAM Console.', /switched off in region "eu-central-1"/, /--region us-east-1/),
  row('a token of an identity provider that AWS does not accept', 'AssumeRoleWithWebIdentity', 400, 'InvalidIdentityToken', 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)', /doesn.t accept the web identity token in "\/run\/token"/, /must know the identity provider.*not a valid JWT/),
  row('a token that has expired', 'AssumeRoleWithWebIdentity', 400, 'ExpiredTokenException', 'Token expired: current date/time 1749500000 must be before the expiration date/time 1749400000', /token in "\/run\/token" has expired/, /write a new one/),
  row('a role that does not trust the token', 'AssumeRoleWithWebIdentity', 403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', /didn't let the holder of the web identity token/, /trust policy doesn't name/),
  row('an identity provider that refuses', 'AssumeRoleWithWebIdentity', 403, 'IDPRejectedClaim', 'The identity provider (IdP) reported that authentication failed.', /identity provider of the web identity token .* refused it/, /get a new token/),
  row('a token of IAM Identity Center that is not accepted', 'GetRoleCredentials', 401, 'UnauthorizedException', 'Session token not found or invalid', /does not accept the token of sso-session "acme"/, /revoked, or has expired; sign in: awsenv login acme/),
  row('a role of IAM Identity Center that is not assigned', 'GetRoleCredentials', 403, 'ForbiddenException', 'No access', /gives you no role "ReadOnly" in account 300000000000/, /access portal lists/),
  row('an account of IAM Identity Center that is not assigned', 'ListAccountRoles', 403, 'ForbiddenException', 'No access', /gives you no account 300000000000/, /awsenv accounts/),
  row('too many requests to IAM Identity Center', 'ListAccountRoles', 429, 'TooManyRequestsException', 'HTTP 429 Unknown Code', /takes no more requests/, /wait a minute/),
  row('a start URL, or a region, that is wrong', 'StartDeviceAuthorization', 400, 'InvalidRequestException', 'Invalid start url provided', /does not know the start URL of sso-session "acme"/, /check that it is the URL of your access portal, and that "eu-central-1" is the region/),
  row('a sign-in that was denied', 'CreateToken', 400, 'AccessDeniedException', 'Access denied', /was denied in the browser/, /begin again: awsenv login acme/),
  row('a sign-in that nobody answered', 'CreateToken', 400, 'ExpiredTokenException', 'Device code has expired', /nobody answered the page .* in time/, /begin again: awsenv login acme/),
  row('a session of IAM Identity Center that is over', 'CreateToken', 400, 'InvalidGrantException', 'Invalid refresh token provided', /the session of sso-session "acme" is over/, /sign in: awsenv login acme/),
  row('a registration that AWS no longer knows', 'CreateToken', 401, 'InvalidClientException', 'Client registration has expired', /does not know awsenv's registration/, /registers it anew: awsenv login acme/),
  row('a sign-in of aws login that has ended', 'CreateOAuth2Token', 400, 'TOKEN_EXPIRED', 'The refresh token has expired', /the session of profile "me" has expired/, /sign in again: awsenv login me/),
  row('a sign-in of aws login before a new password', 'CreateOAuth2Token', 400, 'USER_CREDENTIALS_CHANGED', 'The user credentials have changed', /password of profile "me" has changed/, /sign in again: awsenv login me/),
  row('a code of aws login that is too old', 'CreateOAuth2Token', 400, 'AUTHCODE_EXPIRED', 'The authorization code has expired', /code from the browser for profile "me" has expired/, /begin again: awsenv login me/),
  row('an identity that may not use aws login', 'CreateOAuth2Token', 400, 'INSUFFICIENT_PERMISSIONS', 'Insufficient permissions', /doesn't let profile "me" sign in for programs/, /signin:CreateOAuth2Token/),
  row('a sign-in of aws login in another region', 'CreateOAuth2Token', 400, 'INVALID_REQUEST', 'Invalid request', /didn't accept the sign-in of profile "me" in region "eu-central-1"/, /another region/),
  row('`setup`: these credentials may not change IAM', 'CreateUser', 403, 'AccessDenied', `User: ${USER} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::123456789012:user/bob because no identity-based policy allows the iam:CreateUser action`, /didn't allow CreateUser/, /credentials of an administrator: awsenv setup USER --from PROFILE.*no identity-based policy/),
  row('`setup`: the organization forbids it', 'CreateRole', 403, 'AccessDenied', `User: ${USER} is not authorized to perform: iam:CreateRole on resource: ${ROLE} with an explicit deny in a service control policy`, /didn't allow CreateRole/, /service control policy/),
  row('`setup`: somebody has just made it', 'CreateUser', 409, 'EntityAlreadyExists', 'User with name alice already exists.', /CreateUser: there is one already/, /upper and lower case/),
  row('`setup`: the account is full', 'CreateRole', 409, 'LimitExceeded', 'Cannot exceed quota for RolesPerAccount: 1000', /reached a limit of IAM/, /delete what is unused.*RolesPerAccount/),
  row('`setup`: IAM does not know the new user yet', 'CreateRole', 400, 'MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${USER}"`, /refused the policy of CreateRole/, /run the command again in a minute/),
  row('`setup`: two people change it at once', 'UpdateAssumeRolePolicy', 409, 'ConcurrentModification', 'The request was rejected because multiple requests to change this object were submitted simultaneously.', /somebody else is changing the same thing/, /in a minute/),
  row('`setup`: somebody has just deleted it', 'PutUserPolicy', 404, 'NoSuchEntity', 'The user with name alice cannot be found.', /PutUserPolicy: it doesn't exist/, /run the command again/),
  row('`keys rotate`: the user may not replace its own keys', 'CreateAccessKey', 403, 'AccessDenied', `User: ${USER} is not authorized to perform: iam:CreateAccessKey on resource: user alice because no identity-based policy allows the iam:CreateAccessKey action`, /didn't allow CreateAccessKey/, /iam:CreateAccessKey, iam:UpdateAccessKey and iam:DeleteAccessKey on itself, with MFA/),
  row('`keys rotate`: the user has two keys', 'CreateAccessKey', 409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2', /already has two access keys/, /delete the unused one/),
  row('`keys rotate`: the key is gone already', 'DeleteAccessKey', 404, 'NoSuchEntity', 'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.', /has no such access key/, /deleted already/),
  row('`mfa enrol`: the user may not enrol a device', 'CreateVirtualMFADevice', 403, 'AccessDenied', `User: ${USER} is not authorized to perform: iam:CreateVirtualMFADevice on resource: arn:aws:iam::123456789012:mfa/alice because no identity-based policy allows the iam:CreateVirtualMFADevice action`, /didn't allow CreateVirtualMFADevice/, /awsenv policy user prints one/),
  row('`mfa enrol`, `mfa resync`: the codes are wrong', 'EnableMFADevice', 403, 'InvalidAuthenticationCode', 'Authentication code for device is not valid.', /refused the two codes/, /one right after the other/),
  row('`mfa enrol`: the user has eight devices', 'EnableMFADevice', 409, 'LimitExceeded', 'Cannot exceed quota for MFADevicesPerUser: 8', /as many MFA devices as AWS allows/, /remove one/),
  row('`mfa enrol`: IAM is still busy with the last change', 'EnableMFADevice', 409, 'EntityTemporarilyUnmodifiable', 'The request was rejected because it referenced an entity that is temporarily unmodifiable.', /still changing the MFA devices/, /in a minute/),
  row('`mfa enrol`: the device is gone', 'EnableMFADevice', 404, 'NoSuchEntity', 'VirtualMFADevice with serial number arn:aws:iam::123456789012:mfa/alice does not exist.', /this MFA device doesn't exist/, /awsenv mfa enrol again/),
  row('too many requests', 'AssumeRole', 400, 'Throttling', 'Rate exceeded', /is throttling AssumeRole/, /wait a few seconds/),
  row("a fault of AWS's own", 'AssumeRole', 500, 'InternalFailure', 'We encountered an internal error. Please try again.', /AssumeRole failed at .*status 500/, /We encountered an internal error/),
]

/** The page that a search for one of the texts finds. */
export function errorsPage(): string {
  const parts = refusals.map(({ title, action, status, code, message }) => {
    const cause = Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: status } })
    const { message: said, hint } = failure(cause, {
      ...about,
      action,
      ...CIRCUMSTANCES[action],
    })
    const heading = title.charAt(0).toUpperCase() + title.slice(1)
    return `## ${heading}\n\n> ${code}: ${message.trim()}\n\n    awsenv: error: ${said}\n    awsenv: hint: ${hint}\n`
  })
  return [HEAD, ...parts].join('\n')
}

const HEAD = `# What AWS says, and what awsenv says

Each answer of AWS that awsenv knows, in AWS's words, and the sentence that it becomes: here for alice, the role Admin,
the sso-session acme, and the region eu-central-1. \`--debug\` shows the exchange itself: who was asked what, status, code, request id, the
server's clock, and how long it took.
`

const about = {
  accessKey: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('x'.repeat(40)) },
  region: 'eu-central-1',
  who: USER,
  clockOffset: 0,
}
/** A call to IAM knows its key alone. */
const IAM = { who: undefined }
const PORTAL = { who: 'sso-session "acme"', remedy: 'awsenv login acme' }
const CIRCUMSTANCES = {
  GetSessionToken: { serialNumber: 'arn:aws:iam::123456789012:mfa/alice' },
  AssumeRole: { roleArn: ROLE },
  AssumeRoleWithWebIdentity: { roleArn: ROLE, who: 'the web identity token in "/run/token"' },
  GetRoleCredentials: { ...PORTAL, portalRole: { accountId: '300000000000', roleName: 'ReadOnly' } },
  ListAccountRoles: { ...PORTAL, portalRole: { accountId: '300000000000', roleName: '' } },
  StartDeviceAuthorization: PORTAL,
  CreateToken: PORTAL,
  CreateOAuth2Token: { who: 'profile "me"', remedy: 'awsenv login me' },
  CreateUser: IAM,
  PutUserPolicy: IAM,
  CreateRole: IAM,
  UpdateAssumeRolePolicy: IAM,
  CreateAccessKey: IAM,
  DeleteAccessKey: IAM,
  CreateVirtualMFADevice: IAM,
  EnableMFADevice: IAM,
}

if (import.meta.main) process.stdout.write(errorsPage())
