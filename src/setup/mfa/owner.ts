/** The IAM user who owns a key, whose MFA devices are meant. */
import type { Caller } from '../../aws/client/call.ts'
import type { Context } from '../../context/context.ts'
import { identityOf } from '../../credentials/session/identity.ts'
import { findSource } from '../../credentials/source/find.ts'
import { networkToAsk } from '../../credentials/source/owner.ts'
import { AwsenvError } from '../../errors.ts'
import { isTemporary, shownAccessKeyId } from '../../model/credentials.ts'

export type DeviceOwner = {
  readonly caller: Caller
  readonly arn: string
  readonly userName: string
  /** The profile of ~/.aws/config that gets the device's serial. */
  readonly profile: string
}

/** @throws AwsenvError unless it is a long-term key of an IAM user. */
export async function deviceOwner(context: Context, profile: string | undefined): Promise<DeviceOwner> {
  const source = await findSource(context, profile)
  if ('provider' in source || isTemporary(source.accessKey)) {
    throw new AwsenvError(`${source.place} has no long-term key, and only an IAM user with one has MFA devices`, {
      hint: 'name the profile that has the key: awsenv mfa list PROFILE',
    })
  }
  const caller = { accessKey: source.accessKey, network: networkToAsk(context, source.base) }
  const { arn } = await identityOf(context, caller)
  const userName = /^arn:aws[\w-]*:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1]
  if (userName !== undefined) return { caller, arn, userName, profile: source.base.name }
  throw new AwsenvError(`the key ${shownAccessKeyId(source.accessKey)} belongs to "${arn}", which isn't an IAM user`, {
    hint: "manage the root user's devices in the console, under Security credentials",
  })
}
