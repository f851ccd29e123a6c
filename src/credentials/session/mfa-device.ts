import type { Caller } from '../../aws/client/call.ts'
import { endpointOf } from '../../aws/client/network.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { listMfaSerials } from '../../aws/iam.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { chooseOne } from '../../terminal/choose-one.ts'
import { entryName, entryOf, hashOf } from '../../vault/sessions/entries.ts'
import { cached } from './cached.ts'

/**
 * The serial of the MFA device of a key's owner if none is configured: IAM lists the devices, and the user chooses if
 * there are several. `null` if there is none; undefined if nobody can tell. The answer is remembered for a day. So
 * is an unreachable IAM, for five minutes, in which it is asked again only if `isNeeded`.
 */
export async function discoveredMfaSerial(
  context: Context,
  caller: Caller,
  { isNeeded }: { readonly isNeeded: boolean },
): Promise<string | null | undefined> {
  try {
    const answer = await knownDevice(context, caller, isNeeded ? undefined : 0)
    return answer === null ? undefined : (answer[0] ?? null)
  } catch (error) {
    // The answer only helps (docs/requests.md).
    if (!(error instanceof AwsFailure)) throw error
    context.say(`no MFA device is known, since IAM can't be asked: ${error.message}`)
    context.say('hint: name the device with --mfa-serial, or with "mfa_serial" in the profile')
    return undefined
  }
}

function knownDevice(
  context: Context,
  caller: Caller,
  failuresSince: number | undefined,
): Promise<readonly string[] | null> {
  return cached<'mfa-device'>(context, {
    entry: entryName('mfa-device', hashOf(caller.accessKey.accessKeyId, endpointOf(caller.network, 'sts'))),
    failuresSince,
    produce: async () => {
      const serials = await listMfaSerials(context.transport, caller)
      const usable = serials && usableSerials(serials)
      const chosen = usable === undefined ? null : usable.length < 2 ? usable : [askWhichDevice(context, usable)]
      return { value: chosen, expires: entryOf('mfa-device', chosen, context.now()).expires }
    },
  })
}

/** Without passkeys and security keys, which give no code. */
export function usableSerials(serials: readonly string[]): string[] {
  return serials.filter(serial => !/:u2f\/|:passkey\//.test(serial))
}

function askWhichDevice(context: Context, serials: readonly string[]): string {
  if (!context.terminal.isPresent()) {
    throw new AwsenvError('this user has several MFA devices, and there is no terminal to ask which one', {
      hint: `name one with --mfa-serial: ${serials.join(', ')}`,
      exitCode: ExitCode.cannotAsk,
    })
  }
  const serial = chooseOne(context, 'This user has several MFA devices. Which one?', serials, one => one)
  if (serial === undefined)
    throw new AwsenvError('no MFA device was chosen: nothing has changed', {
      hint: 'name it with --mfa-serial, or with "mfa_serial" in the profile',
    })
  return serial
}
