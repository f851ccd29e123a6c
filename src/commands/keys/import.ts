import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { refreshNames } from '../../completion/names-files.ts'
import type { Context } from '../../context/context.ts'
import { isStillIn, type KeyInFiles, keyInFiles, namesWithKeys, plainKey } from '../../credentials/keys/in-files.ts'
import { checkEntryName, replacedBy, storeKey } from '../../credentials/keys/store.ts'
import { usesOf } from '../../credentials/keys/uses.ts'
import { ownerOf } from '../../credentials/source/owner.ts'
import { AwsenvError, misused } from '../../errors.ts'
import { ownPath } from '../../install/own-path.ts'
import { processLine } from '../../install/process-profile.ts'
import { tellNamed } from '../../install/served-profiles.ts'
import { changeSharedFile } from '../../install/shared-file.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { hasKey, type Place, withoutKey } from '../../profiles/key-lines.ts'

/** What happens to the key in the file: awsenv's line replaces it, it is removed, or it stays. */
type Fate = 'serve' | 'remove' | 'keep'

/** Moves a plain-text key into the vault, and tells what depends on it. */
export class KeysImportCommand extends AwsenvCommand {
  static override paths = [['keys', 'import']]
  static override usage = Command.Usage({
    category: 'Keys',
    description: "move a key from ~/.aws into awsenv's vault",
    details:
      'Moves the key of PROFILE out of ~/.aws/credentials, and out of a copy called credentials.bk. First it says what depends on the key, and offers to put a line there that gives other programs a session from awsenv (credential_process). The rest of the file stays byte for byte. To undo it: keys remove --restore.',
    examples: [
      ['The key of [default]', '$0 keys import default'],
      ['Without a question', '$0 keys import work --yes'],
    ],
  })

  yes = Option.Boolean('--yes', false, { description: "don't ask: replace the key with the line" })
  noLine = Option.Boolean('--no-line', false, { description: "don't ask: remove the key without adding the line" })
  keep = Option.Boolean('--keep', false, { description: "don't ask: keep the key in the file, too" })
  replace = Option.Boolean('--replace', false, { description: 'replace another key with this name' })
  offline = Option.Boolean('--offline', false, { description: "don't check the key with AWS" })
  profile = Option.String({ required: false, name: 'PROFILE' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const context = this.awsenv
    const name = this.profile ?? choose(context)
    checkEntryName(name)
    const found = keyInFiles(context, name)
    const { accessKey, mfa_serial, places } = found
    const profile = context.profiles.get(name)
    const owner = this.offline ? undefined : await ownerOf(context, accessKey, profile)
    const before = await replacedBy(context, name, accessKey, this.replace)
    // These profiles would use those credentials before a credential_process.
    const isServed =
      profile?.role_arn !== undefined ||
      profile?.settings.has('credential_process') === true ||
      found.others.some(other => other.file === found.servedAt.file)
    const line = isServed ? undefined : lineFor(context, name)
    tell(context, name, found, owner?.arn)
    const fate = this.fate(name, line)
    if (fate !== 'keep') checkUnchanged(found)
    await storeKey(context, name, { ...accessKey, mfa_serial, created: Math.floor(context.now() / 1000) }, before)
    await refreshNames(context)
    context.say(`the key ${shownAccessKeyId(accessKey)} is "${name}" in awsenv's vault ("${context.keys.path}")`)
    await tellNamed(context, name, accessKey)
    if (fate === 'keep') return
    const key = plainKey(accessKey)
    for (const place of fate === 'serve' ? withServed(found) : places) {
      const instead = fate === 'serve' && place.file === found.servedAt.file ? line : undefined
      await changeSharedFile(context, place.file, bytes => {
        if (places.includes(place) && !hasKey(bytes, place, key)) throw changedSince(place)
        return withoutKey(bytes, place, key, instead)
      })
      context.say(`"${place.file}" ${instead === undefined ? 'no longer has it' : 'has the line instead'}`)
    }
    context.say(`to undo this: awsenv keys remove ${name} --restore`)
  }

  private fate(name: string, line: string | undefined): Fate {
    const options = { serve: this.yes, remove: this.noLine, keep: this.keep }
    const [given, second] = (['serve', 'remove', 'keep'] as const).filter(fate => options[fate])
    if (second !== undefined) throw misused('use only one of --yes, --no-line and --keep')
    if (given === 'serve' && line === undefined) return 'remove'
    return given ?? askFate(this.awsenv, name, line)
  }
}

/** With several profiles that have a key, the person chooses. */
function choose(context: Context): string {
  const names = namesWithKeys(context)
  const [first, second] = names
  if (first === undefined)
    throw new AwsenvError('there is no long-term key in ~/.aws', { hint: 'run: awsenv keys add' })
  if (second === undefined) return first
  const answer = context.terminal.isPresent()
    ? context.terminal.ask(`These profiles have a key: ${names.join(', ')}\nWhich one? `)?.trim()
    : undefined
  if (answer) return answer
  throw misused("several profiles have a key, and you didn't say which one", `name one: ${names.join(', ')}`)
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

function askFate(context: Context, name: string, line: string | undefined): Fate {
  if (line === undefined) {
    const answer = context.terminal.ask('Remove it there? [Y]es, [k]eep it there too: ')
    return answered(answer, { y: 'remove', k: 'keep' })
  }
  context.say(`a line in its place can give those programs a session from awsenv, after awsenv login ${name}:`)
  context.say(`  ${line}`)
  return answered(
    context.terminal.ask('Remove the key and put this line there? [Y]es, [n]o line, [k]eep the key there too: '),
    {
      y: 'serve',
      n: 'remove',
      k: 'keep',
    },
  )
}

/** Matches the first letter; Enter alone means yes. */
function answered(answer: string | undefined, fates: Readonly<Record<string, Fate>>): Fate {
  const fate = answer === undefined ? undefined : fates[(answer.trim() || 'y').slice(0, 1).toLowerCase()]
  if (fate !== undefined) return fate
  throw new AwsenvError('you chose nothing: nothing has changed')
}

function lineFor(context: Context, name: string): string {
  return `credential_process = ${processLine(context.isWindows, [ownPath(context), 'credential-process', name])}`
}

/** If the key comes from a copy, the file may have a temporary key, which must go since programs prefer it. */
function withServed({ places, servedAt }: KeyInFiles): readonly Place[] {
  return places.some(({ file }) => file === servedAt.file) ? places : [servedAt, ...places]
}
