/** Which profile, key and region a tool that is started in this shell would use, and where each comes from: `aws configure list`. */

import type { Context } from '../../context/context.ts'
import { checkedRegion } from '../../model/arn.ts'
import type { AccessKey } from '../../model/credentials.ts'
import { saying } from '../../profiles/in-profile.ts'
import { accessKeyOf, type Profile } from '../../profiles/profile.ts'
import { environmentKey } from './access-key.ts'

/** A setting, and where it comes from: the name of a variable, or file and line. */
export type Found<T> = { readonly value: T; readonly origin: string }

export type Configuration = {
  readonly profile?: Found<string> | undefined
  readonly accessKey?: Found<AccessKey> | undefined
  readonly region?: Found<string> | undefined
  /** What the shell claims of awsenv's session: the environment can be changed by anybody. */
  readonly role?: string | undefined
  readonly roleArn?: string | undefined
  readonly accountId?: string | undefined
  readonly from?: string | undefined
  /** In epoch seconds. */
  readonly expires?: number | undefined
}

export function configurationOf(context: Context): Configuration {
  const { env } = context
  const profile = variable(env, 'AWS_PROFILE') ?? variable(env, 'AWS_DEFAULT_PROFILE')
  const accessKey = variableKey(env) ?? profileKey(context.profiles.get(profile?.value ?? 'default'))
  const region =
    variable(env, 'AWS_REGION') ??
    variable(env, 'AWS_DEFAULT_REGION') ??
    profileSetting(context.profiles.get(profile?.value ?? 'default'), 'region')
  const {
    AWSENV_ROLE: role,
    AWSENV_ROLE_ARN: roleArn,
    AWSENV_FROM: from,
    AWS_ACCOUNT_ID: accountId,
    AWSENV_EXPIRES: expires,
  } = env
  const claim =
    role === undefined
      ? {}
      : { role, roleArn, from, accountId, expires: /^\d{1,12}$/.test(expires ?? '') ? Number(expires) : undefined }
  return { profile, accessKey, region, ...claim }
}

/** The region that requests go to, as far as it is configured. @throws AwsenvError where AWS has none of such a name */
export function regionIn({ region }: Configuration): string | undefined {
  return region && saying(region.origin, () => checkedRegion(region.value))
}

function variableKey(env: Context['env']): Found<AccessKey> | undefined {
  const accessKey = environmentKey(env)
  return accessKey && { value: accessKey, origin: 'AWS_ACCESS_KEY_ID' }
}

function profileKey(profile: Profile | undefined): Found<AccessKey> | undefined {
  const accessKey = profile === undefined ? undefined : accessKeyOf(profile)
  return accessKey && { value: accessKey, origin: originOf(profile, 'aws_access_key_id') }
}

function profileSetting(profile: Profile | undefined, key: 'region'): Found<string> | undefined {
  const value = profile?.[key]
  return value === undefined ? undefined : { value, origin: originOf(profile, key) }
}

function originOf(profile: Profile | undefined, key: string): string {
  const origin = profile?.origins.get(key)
  return origin === undefined ? '' : `${origin.file}, line ${origin.line}`
}

function variable(env: Context['env'], name: string): Found<string> | undefined {
  const value = env[name]
  return value ? { value, origin: name } : undefined
}
