import { Command, Option } from 'clipanion'
import type { Network } from '../../aws/client/network.ts'
import { listMfaSerials } from '../../aws/iam.ts'
import { AwsenvCommand } from '../../command-line/command.ts'
import { taking } from '../../command-line/options.ts'
import { refreshNames } from '../../completion/names-files.ts'
import type { Context } from '../../context/context.ts'
import { csvKey, pipedKey, typedKey } from '../../credentials/keys/given.ts'
import { checkEntryName, replacedBy, storeKey } from '../../credentials/keys/store.ts'
import { usableSerials } from '../../credentials/session/mfa-device.ts'
import { ownerOf } from '../../credentials/source/owner.ts'
import { misused } from '../../errors.ts'
import { type AccessKey, shownAccessKeyId } from '../../model/credentials.ts'
import type { Profile } from '../../profiles/profile.ts'

/** Stores a long-term key in the vault. The key is never an argument, since every user of the machine sees those. */
export class KeysAddCommand extends AwsenvCommand {
  static override paths = [['keys', 'add']]
  static override usage = Command.Usage({
    category: 'Keys',
    description: "put a long-term key into awsenv's vault",
    details:
      'Asks for the key, without showing the secret, and then AWS (GetCallerIdentity) whether it is one. NAME is the profile that the key is for: it stands before ' +
      "that profile's keys in ~/.aws. Where the key is in ~/.aws already, keys import takes it out of there.",
    examples: [
      ['Ask for everything', '$0 keys add'],
      ['The file that the console of IAM offers', '$0 keys add work --csv alice_accessKeys.csv'],
      ['From another program, id and secret on a line each', 'pass show aws | $0 keys add work --stdin'],
    ],
  })

  csv = taking('FILE', Option.String('--csv', { description: "the console's download" }))
  stdin = Option.Boolean('--stdin', false, { description: 'the id on the first line of stdin, the secret on the next' })
  mfaSerial = taking(
    'DEVICE',
    Option.String('--mfa-serial', {
      description: "the user's MFA device (default: the one in IAM)",
    }),
  )
  replace = Option.Boolean('--replace', false, { description: 'replace another key with this name' })
  offline = Option.Boolean('--offline', false, { description: "don't check the key with AWS" })
  name = Option.String({ required: false, name: 'NAME' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const context = this.awsenv
    const name = this.name ?? (context.terminal.ask('Profile that the key is for [default]: ')?.trim() || 'default')
    checkEntryName(name)
    const key = await this.given()
    const profile = context.profiles.get(name)
    const owner = this.offline ? undefined : await ownerOf(context, key, profile)
    const mfa_serial = this.mfaSerial ?? (owner && (await serialOf(context, key, profile, owner.network)))
    const before = await replacedBy(context, name, key, this.replace)
    await storeKey(context, name, { ...key, mfa_serial, created: Math.floor(context.now() / 1000) }, before)
    const whose = owner === undefined ? '' : ` of ${owner.arn}`
    context.say(`the key ${shownAccessKeyId(key)}${whose} is "${name}" in awsenv's vault; run: awsenv login ${name}`)
    if (owner?.arn.endsWith(':root')) context.say('this key belongs to the root user, who should have none')
    if (profile?.aws_access_key_id !== undefined) context.say(besideFiles(profile, key))
    if (this.csv !== undefined) context.say(`"${this.csv}" still has the secret in plain text: delete it`)
    await refreshNames(context)
  }

  private async given(): Promise<AccessKey> {
    if (this.csv === undefined) return this.stdin ? pipedKey(this.awsenv) : typedKey(this.awsenv)
    if (!this.stdin) return csvKey(this.csv)
    throw misused("--csv and --stdin can't be used together")
  }
}

/** Remembers the user's only MFA device, if the profile names none. The first login finds out the rest. */
async function serialOf(context: Context, accessKey: AccessKey, profile: Profile | undefined, network: Network) {
  if (profile?.mfa_serial !== undefined) return undefined
  const serials = await listMfaSerials(context.transport, { accessKey, network }).catch(() => undefined)
  const usable = usableSerials(serials ?? [])
  return usable.length === 1 ? usable[0] : undefined
}

function besideFiles({ name, origins, aws_access_key_id }: Profile, { accessKeyId }: AccessKey): string {
  const { file, line } = origins.get('aws_access_key_id') ?? { file: '', line: 0 }
  const which = aws_access_key_id === accessKeyId ? 'the same key' : 'another key'
  return `profile "${name}" has ${which} in "${file}", line ${line}, too: awsenv uses the one in its vault, other programs use that one`
}
