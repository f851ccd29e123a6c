/** The login at the start of a chain: which MFA device, where its code comes from, and whose consent it needs. */

import type { Network } from '../aws/client/network.ts'
import type { Context } from '../context/context.ts'
import { AwsenvError, misused } from '../errors.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { inheritedOf } from '../profiles/chain.ts'
import { inProfile } from '../profiles/in-profile.ts'
import type { Profile } from '../profiles/profile.ts'
import { confirm } from '../terminal/confirm.ts'
import { identityIfTold } from './session/identity.ts'
import { type Login, login } from './session/login.ts'
import { discoveredMfaSerial } from './session/mfa-device.ts'
import type { SessionRequest } from './session/request.ts'
import type { KeyedSource } from './source/source.ts'

export function loginOf(
  context: Context,
  source: KeyedSource,
  roles: readonly Profile[],
  serialNumber: string,
  request: SessionRequest,
  network: Network,
): Promise<Login> {
  const mfa_process = inheritedOf([...roles, source.base], 'mfa_process')
  const { mfaStdin, isRefresh, durationSeconds } = request
  const parameters = {
    accessKey: source.accessKey,
    network,
    serialNumber,
    mfa_process,
    mfaStdin,
    isRefresh,
    durationSeconds,
  }
  return login(context, parameters, () => confirmSource(context, source, mfa_process, request))
}

/** Whose login it is. Without an ARN, only the MFA device or the profile named the account. */
export type LoginOwner = { readonly accountId: string; readonly arn: string | undefined }

export async function ownerOfLogin(
  context: Context,
  { accessKey, base }: KeyedSource,
  serialNumber: string,
  network: Network,
): Promise<LoginOwner> {
  const identity = await identityIfTold(context, { accessKey, network })
  if (identity !== undefined) return { accountId: identity.accountId, arn: identity.arn }
  const accountId = /^arn:[^:]*:iam::(\d{12}):/.exec(serialNumber)?.[1] ?? base.aws_account_id
  if (accountId !== undefined) return { accountId, arn: undefined }
  throw new AwsenvError(`you are logged in, but AWS doesn't say to which account`, {
    hint: 'set "aws_account_id" in the profile, or run the command again',
  })
}

/** The configured MFA device, else the one that IAM lists; undefined if none is found. */
export async function mfaSerialOf(
  context: Context,
  source: KeyedSource,
  roles: readonly Profile[],
  request: SessionRequest,
  network: Network,
): Promise<string | undefined> {
  if (request.mfaSerial !== undefined) return checkedSerial(request.mfaSerial)
  const profile = [...roles, source.base].find(({ mfa_serial }) => mfa_serial !== undefined)
  if (profile !== undefined) return inProfile(profile, 'mfa_serial', checkedSerial)
  const caller = { accessKey: source.accessKey, network }
  // A role may not need MFA.
  const isNeeded = roles.length === 0 || request.isRefresh
  // STS tells what is wrong with a key; the call of IAM only helps.
  await identityIfTold(context, caller)
  return (await discoveredMfaSerial(context, caller, { isNeeded })) ?? undefined
}

/** Before asking for a code: a key from the copy of the credentials file needs the user's consent, if somebody can be asked. */
export function confirmSource(
  context: Context,
  source: KeyedSource,
  mfa_process: string | undefined,
  request: SessionRequest,
): void {
  for (const note of source.notes) context.say(note)
  if (!source.isBackup) return
  const key = `the long-term key ${shownAccessKeyId(source.accessKey)} of ${source.place}`
  const isAttended = !request.mfaStdin && context.env['AWSENV_MFA_CODE'] === undefined && mfa_process === undefined
  if (!isAttended) {
    context.say(`using ${key}`)
    return
  }
  if (confirm(context, `Use ${key}?`, 'yes')) {
    context.say("awsenv keys import moves it into awsenv's vault, and this question is asked no more")
    return
  }
  throw new AwsenvError('you said no to this key: nothing has changed', {
    hint: 'name the profile whose key you want: awsenv login PROFILE, or awsenv assume … --from PROFILE',
  })
}

function checkedSerial(serial: string): string {
  if (/^[\w+=/:,.@-]{9,256}$/.test(serial)) return serial
  throw misused(
    `"${serial}" is not the serial of an MFA device`,
    'it has 9 to 256 letters, digits and +=/:,.@_-, as in arn:aws:iam::123456789012:mfa/alice, or GAHT12345678 for a hardware device',
  )
}
