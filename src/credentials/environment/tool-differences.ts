/** Where AWS's tools disagree about an environment: the choice of the AWS CLI v2, and which tools differ. Pure. */
import type { Environment } from '../../model/environment.ts'
import type { Found } from './aws-tools.ts'

/** `profileRegion` gives the region of a profile, if it has one. */
export function toolDifferences(
  env: Environment,
  profile: Found<string> | undefined,
  region: Found<string> | undefined,
  profileRegion: (name: string) => string | undefined,
): readonly string[] {
  return [
    besideKeys(env, profile),
    twoProfiles(env),
    twoTokens(env),
    unreadExpiration(env),
    otherRegion(env, profile, region, profileRegion),
  ].filter(warning => warning !== undefined)
}

/** https://github.com/aws/aws-sdk-js-v3/issues/5768, and each SDK's own documentation of its order. */
function besideKeys(env: Environment, profile: Found<string> | undefined): string | undefined {
  if (!profile?.value || !env['AWS_ACCESS_KEY_ID']) return undefined
  if (profile.origin !== 'AWS_PROFILE') return undefined
  return `AWS_PROFILE ("${profile.value}") stands beside keys: the AWS CLI, boto3, Go, Terraform, Rust and Java take the keys, the JavaScript SDK and .NET before version 4 the profile; unset AWS_PROFILE, or the keys`
}

function twoProfiles({ AWS_PROFILE: one, AWS_DEFAULT_PROFILE: other }: Environment): string | undefined {
  if (!one || !other || one === other) return undefined
  return `AWS_PROFILE is "${one}" and AWS_DEFAULT_PROFILE "${other}": the AWS CLI v2 and the SDKs take the first, boto3 and the AWS CLI v1 the second`
}

function twoTokens({ AWS_SECURITY_TOKEN: old, AWS_SESSION_TOKEN: token = '' }: Environment): string | undefined {
  if (old === undefined || old === token) return undefined
  return 'AWS_SECURITY_TOKEN is not what AWS_SESSION_TOKEN is: the AWS CLI and boto3 take the first, the other SDKs the second; unset AWS_SECURITY_TOKEN'
}

function unreadExpiration({
  AWS_ACCESS_KEY_ID: key,
  AWS_CREDENTIAL_EXPIRATION: text,
}: Environment): string | undefined {
  if (!key || !text || (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text)))) return undefined
  return `AWS_CREDENTIAL_EXPIRATION ("${text}") is not a time with an offset, such as 2030-01-01T12:00:00Z: the AWS CLI and boto3 fail at it`
}

/** boto3 and the AWS CLI v1 read only AWS_DEFAULT_REGION. */
function otherRegion(
  env: Environment,
  profile: Found<string> | undefined,
  region: Found<string> | undefined,
  profileRegion: (name: string) => string | undefined,
): string | undefined {
  if (region?.origin !== 'AWS_REGION') return undefined
  const other = env['AWS_DEFAULT_REGION'] || profileRegion(profile?.value ?? 'default')
  if (other === region.value) return undefined
  return `boto3 and the AWS CLI v1 don't read AWS_REGION: they ${other === undefined ? 'have no region' : `use "${other}"`}; set AWS_DEFAULT_REGION too`
}
