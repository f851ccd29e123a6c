/** Moves a long-term key that is in plain text into the vault, and tells what depends on it. */
import { refreshNames } from '../completion/names-files.ts'
import type { Context } from '../context/context.ts'
import { isStillIn, type KeyInFiles, plainKey } from '../credentials/keys/in-files.ts'
import { checkEntryName, replacedBy, storeKey } from '../credentials/keys/store.ts'
import { usesOf } from '../credentials/keys/uses.ts'
import { ownerOf } from '../credentials/source/owner.ts'
import { AwsenvError } from '../errors.ts'
import { ownPath } from '../install/own-path.ts'
import { processLine } from '../install/process-profile.ts'
import { tellNamed } from '../install/served-profiles.ts'
import { changeSharedFile } from '../install/shared-file.ts'
import { shownAccessKeyId } from '../model/credentials.ts'
import { hasKey, type Place, withoutKey } from '../profiles/key-lines.ts'
import type { StoredKey } from '../vault/keys/key-vault.ts'
import type { Finding } from './finding.ts'

/** What happens to the key in the file: awsenv's line replaces it, it is removed, or it stays. */
export type Fate = 'serve' | 'remove' | 'keep'

/** A key that is about to move. `name` is that of its entry in the vault. */
export type KeyMove = {
  readonly name: string
  readonly found: KeyInFiles
  /** The key that it replaces in the vault. */
  readonly before: StoredKey | undefined
  /** awsenv's line in its place; undefined if programs would not read it there. */
  readonly line: string | undefined
}

/** The move as part of an import, with awsenv's line. `find` looks again when it is time. */
export function plainKeyFinding(context: Context, what: string, name: string, find: () => KeyInFiles): Finding {
  return {
    what,
    plan: `move it into awsenv's vault as "${name}", and put awsenv's line in its place`,
    take: async ({ isOffline }) =>
      moveKey(context, await plannedMove(context, name, find(), { isOffline, mayReplace: false }), 'serve'),
  }
}

/** Asks AWS whose key it is, tells what depends on it, and changes nothing. */
export async function plannedMove(
  context: Context,
  name: string,
  found: KeyInFiles,
  { isOffline, mayReplace }: { readonly isOffline: boolean; readonly mayReplace: boolean },
): Promise<KeyMove> {
  checkEntryName(name)
  const { accessKey, servedAt } = found
  const profile = context.profiles.get(name)
  const owner = isOffline ? undefined : await ownerOf(context, accessKey, profile)
  const before = await replacedBy(context, name, accessKey, mayReplace)
  // These profiles would use those credentials before a credential_process.
  const isServed =
    profile?.role_arn !== undefined ||
    profile?.settings.has('credential_process') === true ||
    found.others.some(other => isSamePlace(other, servedAt))
  tell(context, name, found, owner?.arn)
  return { name, found, before, line: isServed ? undefined : lineFor(context, name) }
}

export async function moveKey(context: Context, { name, found, before, line }: KeyMove, fate: Fate): Promise<void> {
  const { accessKey, mfa_serial, places, servedAt } = found
  if (fate !== 'keep') checkUnchanged(found)
  await storeKey(context, name, { ...accessKey, mfa_serial, created: Math.floor(context.now() / 1000) }, before)
  await refreshNames(context)
  context.say(`the key ${shownAccessKeyId(accessKey)} is "${name}" in awsenv's vault ("${context.keys.path}")`)
  await tellNamed(context, name, accessKey)
  if (fate === 'keep') return
  const key = plainKey(accessKey)
  for (const place of fate === 'serve' && line !== undefined ? withServed(found) : places) {
    const instead = fate === 'serve' && isSamePlace(place, servedAt) ? line : undefined
    await changeSharedFile(context, place.file, bytes => {
      if (places.includes(place) && !hasKey(bytes, place, key)) throw changedSince(place)
      return withoutKey(bytes, place, key, instead)
    })
    context.say(`"${place.file}" ${instead === undefined ? 'no longer has it' : 'has the line instead'}`)
  }
  context.say(`to undo this: awsenv keys remove ${name} --restore`)
}

/** @throws AwsenvError if a file changed while the question was open: awsenv removes only the key that it named. */
function checkUnchanged({ accessKey, places }: KeyInFiles): void {
  const changed = places.find(place => !isStillIn(place, accessKey))
  if (changed === undefined) return
  throw new AwsenvError(`"${changed.file}" has changed meanwhile: the key is no longer in [${changed.name}]`, {
    hint: 'nothing has changed: look at the file, and run the command again',
  })
}

function changedSince({ file, name }: Place): AwsenvError {
  return new AwsenvError(
    `"${file}" has changed meanwhile: the key is no longer in [${name}], and awsenv removed nothing`,
    {
      hint: `the key that was there is in awsenv's vault: look at the file, and run the command again`,
    },
  )
}

function tell(
  context: Context,
  name: string,
  { accessKey, places, others }: KeyInFiles,
  arn: string | undefined,
): void {
  const files = places.map(({ file }) => `"${file}"`).join(' and ')
  const whose = arn === undefined ? '' : ` of ${arn}`
  context.say(`the key ${shownAccessKeyId(accessKey)}${whose} is in ${files}, as [${name}]`)
  for (const { file, line, accessKeyId } of others) {
    const other =
      accessKeyId === undefined ? 'half of another key' : `another key, ${shownAccessKeyId({ accessKeyId })}`
    context.say(`[${name}] has ${other}, in "${file}", line ${line}: it stays there`)
  }
  const { sources, copies } = usesOf(context, name, accessKey)
  if (sources.length > 0) context.say(`these profiles start from it (source_profile): ${sources.join(', ')}`)
  if (name === 'default') context.say('the AWS Toolkit of VS Code, and every program without a profile, read [default]')
  const elsewhere = copies.filter(place => !place.startsWith(`[${name}] `))
  if (elsewhere.length > 0) context.say(`the same key is elsewhere too, and stays there: ${elsewhere.join('; ')}`)
}

function lineFor(context: Context, name: string): string {
  return `credential_process = ${processLine(context.isWindows, [ownPath(context), 'credential-process', name])}`
}

/** Where the line goes may have a temporary key, which must go since programs prefer it. */
function withServed({ places, servedAt }: KeyInFiles): readonly Place[] {
  return places.some(place => isSamePlace(place, servedAt)) ? places : [servedAt, ...places]
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.file === other.file && one.name === other.name
}
