/**
 * Enrols a virtual MFA device: creates it, shows its QR code, enables it with two codes, and writes it into the profile. An
 * interrupted enrolment continues with the same device: its secret, which AWS tells only once, waits in the sealed session vault.
 */
import {
  createVirtualMfaDevice,
  deleteVirtualMfaDevice,
  enableMfaDevice,
  listMfaDevices,
  type NewMfaDevice,
} from '../../aws/mfa-devices.ts'
import type { Context } from '../../context/context.ts'
import { usableSerials } from '../../credentials/session/mfa-device.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { Secret } from '../../model/secret.ts'
import { entryName, entryOf, rememberedValue } from '../../vault/sessions/entries.ts'
import { configureMfaSerial } from './configure.ts'
import { type DeviceOwner, deviceOwner } from './owner.ts'
import { showDevice } from './show.ts'
import { withTwoCodes } from './two-codes.ts'

export type EnrolOptions = {
  readonly profile: string | undefined
  readonly deviceName: string | undefined
  /** One more device, if the user has one. */
  readonly another: boolean
  /** Also show the secret as text. */
  readonly text: boolean
}

export async function enrol(context: Context, options: EnrolOptions): Promise<void> {
  if (!context.terminal.isPresent()) {
    throw new AwsenvError('there is no terminal to show the QR code on and to ask for two codes', {
      hint: 'run it in a terminal',
      exitCode: ExitCode.cannotAsk,
    })
  }
  const owner = await deviceOwner(context, options.profile)
  const serials = usableSerials(
    (await listMfaDevices(context.transport, owner.caller, owner.userName)).map(one => one.serialNumber),
  )
  const pending = pendingDevice(context, owner, serials)
  const [enrolled] = serials
  if (enrolled !== undefined && pending === undefined && !options.another) return alreadyThere(context, owner, enrolled)
  const device = pending ?? (await newDevice(context, owner, options.deviceName))
  await showDevice(context, owner, device, options.text)
  const { userName } = owner
  const { serialNumber } = device
  await withTwoCodes(context, serialNumber, codes =>
    enableMfaDevice(context.transport, owner.caller, { userName, serialNumber }, codes),
  )
  context.say(`${serialNumber} is enabled for ${owner.arn}`)
  await configureMfaSerial(context, owner.profile, serialNumber)
  await forget(context, owner)
  context.say(`both codes are used up: run "awsenv login${suffix(owner)}" with the next one`)
}

async function alreadyThere(context: Context, owner: DeviceOwner, serialNumber: string): Promise<void> {
  context.say(`${owner.arn} has an MFA device already: ${serialNumber} (use --another to enrol one more)`)
  await configureMfaSerial(context, owner.profile, serialNumber)
}

/** The device that an earlier call created but didn't enable. */
function pendingDevice(context: Context, { arn }: DeviceOwner, enabled: readonly string[]): NewMfaDevice | undefined {
  const kept = rememberedValue(context.vault, 'enrolment', arn)
  if (kept === undefined || enabled.includes(kept.serialNumber)) return undefined
  context.say(`going on with ${kept.serialNumber}, which exists but isn't enabled yet`)
  return { serialNumber: kept.serialNumber, secret: new Secret(kept.secret) }
}

/** If a useless device has the name, deletes it, or takes another name. */
async function newDevice(context: Context, owner: DeviceOwner, wanted: string | undefined): Promise<NewMfaDevice> {
  const { transport } = context
  const names = wanted === undefined ? namesFor(owner.userName) : [wanted]
  for (const name of names) {
    const device = await unlessTaken(createVirtualMfaDevice(transport, owner.caller, name))
    if (device !== undefined) return keep(context, owner, device)
    const serialNumber = owner.arn.replace(/:user\/.*$/, `:mfa/${name}`)
    const isGone = await deleteVirtualMfaDevice(transport, owner.caller, serialNumber).then(
      () => true,
      () => false,
    )
    const second = isGone ? await unlessTaken(createVirtualMfaDevice(transport, owner.caller, name)) : undefined
    if (second !== undefined) return keep(context, owner, second)
  }
  throw new AwsenvError(`every MFA device name from "${names[0]}" to "${names.at(-1)}" is taken in this account`, {
    hint: 'choose another with --device-name NAME, or delete unused devices in the console of IAM',
  })
}

async function unlessTaken(made: Promise<NewMfaDevice>): Promise<NewMfaDevice | undefined> {
  try {
    return await made
  } catch (error) {
    const { cause } = error as Error
    if (cause instanceof Error && /^EntityAlreadyExists/.test(cause.name)) return undefined
    throw error
  }
}

/** Stored before the first question, so that an interrupted enrolment continues with this device. */
async function keep(context: Context, { arn }: DeviceOwner, device: NewMfaDevice): Promise<NewMfaDevice> {
  const value = { serialNumber: device.serialNumber, secret: device.secret.reveal() }
  await context.vault.update(entries => {
    entries.set(entryName('enrolment', arn), entryOf('enrolment', value, context.now()))
  })
  return device
}

function forget(context: Context, { arn }: DeviceOwner): Promise<void> {
  return context.vault.update(entries => {
    entries.delete(entryName('enrolment', arn))
  })
}

function namesFor(userName: string): readonly string[] {
  return [userName, ...Array.from({ length: 8 }, (_, n) => `${userName}-${n + 2}`)]
}

function suffix({ profile }: DeviceOwner): string {
  return profile === 'default' ? '' : ` ${profile}`
}
