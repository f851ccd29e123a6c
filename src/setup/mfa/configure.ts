import type { Context } from '../../context/context.ts'
import { changeSharedFile } from '../../install/shared-file.ts'
import { configPaths } from '../../profiles/files.ts'
import { withEntry } from '../../profiles/key-lines.ts'

/** Writes `mfa_serial` into the profile of ~/.aws/config; every other byte of the file stays. */
export async function configureMfaSerial(context: Context, profile: string, serialNumber: string): Promise<void> {
  if (context.profiles.get(profile)?.mfa_serial === serialNumber) return
  const file = configPaths(context.env, context.home).config
  await changeSharedFile(context, file, bytes =>
    withEntry(bytes, { file, kind: 'config', name: profile }, 'mfa_serial', serialNumber),
  )
  context.say(`profile "${profile}" in "${file}" has mfa_serial = ${serialNumber}`)
}
