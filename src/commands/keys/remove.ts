import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { refreshNames } from '../../completion/names-files.ts'
import type { Context } from '../../context/context.ts'
import { plainKey } from '../../credentials/keys/in-files.ts'
import { checkNoRotation } from '../../credentials/keys/store.ts'
import { usesOf } from '../../credentials/keys/uses.ts'
import { AwsenvError } from '../../errors.ts'
import { isProcessLine, isProcessProfile } from '../../install/process-profile.ts'
import { servedBy, tellNamed } from '../../install/served-profiles.ts'
import { changeSharedFile } from '../../install/shared-file.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { configPaths } from '../../profiles/files.ts'
import { otherKeys, type Place, withKey } from '../../profiles/key-lines.ts'
import { confirm } from '../../terminal/confirm.ts'
import { nearNames } from '../../text/near-names.ts'
import { changedMeanwhile, type KeyFacts, type StoredKey } from '../../vault/keys/key-vault.ts'

/** Removes a key from the vault, for good or back to where it was. */
export class KeysRemoveCommand extends AwsenvCommand {
  static override paths = [['keys', 'remove']]
  static override usage = Command.Usage({
    category: 'Keys',
    description: "take a key out of awsenv's vault",
    details:
      'AWS never shows a secret key twice: without another copy, the secret is lost. The key stays valid until you delete it in IAM. --restore writes it ' +
      "back into ~/.aws/credentials, in plain text, in place of awsenv's credential_process line, and so undoes keys import.",
    examples: [
      ['For good', '$0 keys remove work'],
      ['Back into ~/.aws/credentials', '$0 keys remove work --restore'],
    ],
  })

  restore = Option.Boolean('--restore', false, { description: 'write it back into ~/.aws/credentials' })
  yes = Option.Boolean('--yes', false, { description: "don't ask" })
  name = Option.String({ name: 'PROFILE' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const context = this.awsenv
    const { name } = this
    await storedFacts(context, name)
    checkNoRotation(context.keys.names(), name)
    const key = await context.keys.get(name)
    if (key === undefined) throw changedMeanwhile(name)
    if (this.restore) await tellNamed(context, name, key)
    if (this.restore) await restore(context, name, key)
    else this.consent(key)
    await context.keys.remove(name, key)
    await refreshNames(context)
    context.say(`the key ${shownAccessKeyId(key)}, "${name}", is no longer in awsenv's vault`)
    const profile = context.profiles.get(name)
    if (!this.restore && profile !== undefined && isProcessProfile(profile)) {
      const { file, line } = profile.origins.get('credential_process') ?? { file: '', line: 0 }
      context.say(`profile "${name}" still asks awsenv for it ("${file}", line ${line}): delete that line`)
    }
  }

  private consent(facts: KeyFacts): void {
    const { sources } = usesOf(this.awsenv, this.name, facts)
    const served = servedBy(this.awsenv, this.name, facts)
    if (sources.length + served.length > 0)
      this.awsenv.say(`these profiles start from it: ${[...sources, ...served].join(', ')}`)
    if (this.yes) return
    const question = `The secret of ${shownAccessKeyId(facts)}, "${this.name}", will be lost unless you have it elsewhere; the key stays valid in IAM. Remove it?`
    if (!confirm(this.awsenv, question, 'no')) throw new AwsenvError('the key was not removed: nothing has changed')
  }
}

/** @throws AwsenvError if the vault has no such name. */
export async function storedFacts({ keys }: Context, name: string): Promise<KeyFacts> {
  const names = keys.names()
  const facts = names.includes(name) ? (await keys.list()).get(name) : undefined
  if (facts !== undefined) return facts
  const near = nearNames(name, names)
  const known =
    names.length === 0 ? 'it is empty: awsenv keys add, or awsenv keys import' : `it has ${names.join(', ')}`
  throw new AwsenvError(`there is no key "${name}" in awsenv's vault`, {
    hint: near[0] === undefined ? known : `did you mean "${near[0]}"?`,
  })
}

/** Writes the key into the file before it leaves the vault. */
async function restore(context: Context, name: string, key: StoredKey): Promise<void> {
  const { file, kind } = fileFor(context, name)
  if (file === '') throw new AwsenvError('AWS_SHARED_CREDENTIALS_FILE is empty: there is no file')
  const { accessKeyId } = key
  const there = context.profiles.get(name)?.aws_access_key_id
  if (there !== undefined && there !== accessKeyId && !there.startsWith('ASIA')) throw otherKey(name, there)
  const plain = plainKey(key)
  const isOurs = (setting: string, value: string) => setting === 'credential_process' && isProcessLine(value)
  const place: Place = { file, kind, name }
  await changeSharedFile(context, file, bytes => {
    const [other] = otherKeys(bytes, place, plain)
    if (other !== undefined) throw otherKey(name, other.accessKeyId)
    return withKey(bytes, place, plain, isOurs)
  })
  context.say(`it is in plain text in "${file}" again`)
}

function otherKey(name: string, accessKeyId: string | undefined): AwsenvError {
  const shown = accessKeyId === undefined ? 'half of another key' : `another key, ${shownAccessKeyId({ accessKeyId })}`
  return new AwsenvError(`profile "${name}" has ${shown}`, {
    hint: 'remove that one from ~/.aws first: nothing has changed',
  })
}

/** The file with the line that replaced the key, else the credentials file. */
function fileFor({ profiles, env, home }: Context, name: string) {
  const { config, credentials } = configPaths(env, home)
  const profile = profiles.get(name)
  const file = profile && isProcessProfile(profile) ? profile.origins.get('credential_process')?.file : undefined
  return file === config ? ({ file, kind: 'config' } as const) : ({ file: credentials, kind: 'credentials' } as const)
}
