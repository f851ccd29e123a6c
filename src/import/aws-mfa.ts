/**
 * aws-mfa: the long-term key of NAME stands in [NAME-long-term], and a session in [NAME].
 * https://github.com/broamski/aws-mfa/blob/master/awsmfa/__init__.py
 */
import type { Context } from '../context/context.ts'
import { type KeyInFiles, keyInFiles, namesWithKeys, plainKey } from '../credentials/keys/in-files.ts'
import { readBytes } from '../files/read.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { otherKeys } from '../profiles/key-lines.ts'
import type { Profile } from '../profiles/profile.ts'
import { shellWord } from '../shells/posix.ts'
import type { Finding, OtherTool } from './finding.ts'
import { plainKeyFinding } from './plain-key.ts'

export const awsMfa: OtherTool = {
  name: 'aws-mfa',
  find: context =>
    namesWithKeys(context)
      .filter(isLongTermName)
      .flatMap(name => findingsOf(context, name)),
}

export function isLongTermName(name: string): boolean {
  return name.endsWith(SUFFIX) && name !== SUFFIX
}

function findingsOf(context: Context, longTerm: string): readonly Finding[] {
  const { profiles } = context
  const isSource = profiles.names().some(name => profiles.get(name)?.source_profile === longTerm)
  // Under its own name, where a profile starts from it.
  const name = isSource ? longTerm : longTerm.slice(0, -SUFFIX.length)
  const { accessKey, servedAt } = keyInFiles(context, longTerm)
  const what = `the key ${shownAccessKeyId(accessKey)} of [${longTerm}] in "${servedAt.file}"`
  const role = settingOf(profiles.get(longTerm), 'assume_role')
  const assumed = `awsenv assume ${role} --from ${shellWord(name)}`
  return [
    plainKeyFinding(context, what, name, () => keyOf(context, longTerm, name)),
    ...(role === undefined ? [] : [{ what: `assume_role of [${longTerm}]`, plan: `run: ${assumed}` }]),
  ]
}

/** The key with its device. awsenv's line takes the place of the session. */
function keyOf(context: Context, longTerm: string, name: string): KeyInFiles {
  const found = keyInFiles(context, longTerm)
  const { profiles } = context
  const mfa_serial = profiles.get(name)?.mfa_serial ?? settingOf(profiles.get(longTerm), 'aws_mfa_device')
  if (name === longTerm) return { ...found, mfa_serial: found.mfa_serial ?? mfa_serial }
  const servedAt = { ...found.servedAt, name }
  const bytes = readBytes(servedAt.file) ?? new Uint8Array()
  const others = otherKeys(bytes, servedAt, plainKey(found.accessKey)).map(other => ({ ...other, ...servedAt }))
  return { ...found, mfa_serial, servedAt, others: [...found.others, ...others] }
}

function settingOf(profile: Profile | undefined, key: string): string | undefined {
  const value = profile?.settings.get(key)?.value
  return typeof value === 'string' && value !== '' ? value : undefined
}

const SUFFIX = '-long-term'
