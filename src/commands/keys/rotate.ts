import { Command, Option } from 'clipanion'
import type { KeyCaller } from '../../aws/access-keys.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { AwsenvCommand } from '../../command-line/command.ts'
import { taking } from '../../command-line/options.ts'
import type { Context } from '../../context/context.ts'
import { rotate } from '../../credentials/keys/rotation.ts'
import type { KeyOwner } from '../../credentials/keys/rotation-make.ts'
import { usesOf } from '../../credentials/keys/uses.ts'
import { resolveLogin } from '../../credentials/resolve.ts'
import { identityOf } from '../../credentials/session/identity.ts'
import { findSource } from '../../credentials/source/find.ts'
import { misused } from '../../errors.ts'
import { servedBy, tellNamed } from '../../install/served-profiles.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import type { Settings } from '../../settings/settings.ts'
import { confirm } from '../../terminal/confirm.ts'
import { isRotationName } from '../../vault/keys/entry-names.ts'
import { hashOf } from '../../vault/sessions/entries.ts'
import { storedFacts } from './remove.ts'

/** Replaces a key by a new one with one MFA code; at every moment one key works. */
export class KeysRotateCommand extends AwsenvCommand {
  static override paths = [['keys', 'rotate']]
  static override usage = Command.Usage({
    category: 'Keys',
    description: "replace a key in awsenv's vault with a new one",
    details:
      'Logs in with MFA, makes a new key, stores it, proves it (AWS takes some seconds to know it), deactivates the old one, and deletes it. If it is interrupted, run it again: it resumes where it stopped. ' +
      'The user needs iam:CreateAccessKey, iam:UpdateAccessKey and iam:DeleteAccessKey on itself.',
    examples: [
      ['The only key, or the one of [default]', '$0 keys rotate'],
      ['Another', '$0 keys rotate work'],
    ],
  })

  mfaSerial = taking(
    'DEVICE',
    Option.String('--mfa-serial', {
      description: 'the MFA device: its ARN, or the serial of a hardware device',
    }),
  )
  mfaStdin = Option.Boolean('--mfa-stdin', false, { description: 'read the MFA code from stdin' })
  yes = Option.Boolean('--yes', false, {
    description: "delete the user's other key, where it is inactive, without a question",
  })
  name = Option.String({ required: false, name: 'PROFILE' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const context = this.awsenv
    const name = this.name ?? onlyName(context)
    const facts = await storedFacts(context, name)
    const { copies, sources } = usesOf(context, name, facts)
    const served = servedBy(context, name, facts)
    if (sources.length + served.length > 0)
      context.say(`these profiles start from it, and will use the new key: ${[...sources, ...served].join(', ')}`)
    const { settings } = await context.settings
    for (const key of keysNaming(settings, facts.accessKeyId))
      context.say(`the setting ${key} has the id of the key, which will change: set it to "${name}"`)
    await tellNamed(context, name, facts)
    if (copies.length > 0)
      context.say(
        `the key ${shownAccessKeyId(facts)} is also in plain text, where it will stop working: ${copies.join('; ')}`,
      )
    const onWait = (holder: number | undefined) =>
      context.say(`waiting for another awsenv${holder === undefined ? '' : ` (process ${holder})`} to rotate this key`)
    await context.vault.exclusively(`rotation-${hashOf(name)}`, () => rotate(context, name, this.owner(name)), {
      onWait,
    })
    context.say(`the next session is made with the new key: awsenv login ${name}`)
  }

  private owner(name: string): KeyOwner {
    const { mfaSerial, mfaStdin, yes, awsenv: context } = this
    let session: Promise<KeyCaller & { readonly arn: string }> | undefined
    const login = async () => {
      const source = await findSource(context, name)
      const { credentials, accessKey, network } = await resolveLogin(context, source, {
        mfaSerial,
        mfaStdin,
        isRefresh: false,
      })
      const { arn } = await identityOf(context, { accessKey, network })
      const userName = /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1]
      return { accessKey: credentials, network, arn, userName }
    }
    const opened = () => {
      session ??= login()
      return session
    }
    return {
      identity: opened,
      async signed(call) {
        const first = await opened()
        try {
          return await call(first)
        } catch (error) {
          // AWS rejects the session once the key behind it is inactive; the new key makes another.
          if (!(error instanceof AwsFailure && error.kind === 'unknown key')) throw error
          session = undefined
          const second = await opened()
          if (second.accessKey.accessKeyId === first.accessKey.accessKeyId) throw error
          return call(second)
        }
      },
      consents(question, { isActive }) {
        if (yes && !isActive) return true
        return context.terminal.isPresent() && confirm(context, question, 'no')
      },
    }
  }
}

/** The settings that name this key by its id, which ends with the rotation. */
function keysNaming({ accounts, aliases }: Settings, accessKeyId: string): readonly string[] {
  const all = [
    ...Object.entries(accounts).map(([id, account]) => [`accounts.${id}.from`, account] as const),
    ...Object.entries(aliases).map(([name, alias]) => [`aliases.${name}.from`, alias] as const),
  ]
  return all.flatMap(([key, said]) => (typeof said === 'object' && said.from === accessKeyId ? [key] : []))
}

function onlyName({ keys }: Context): string {
  const names = keys.names().filter(name => !isRotationName(name))
  const [first, second] = names
  if (first !== undefined && second === undefined) return first
  if (names.includes('default')) return 'default'
  throw misused(
    first === undefined ? "there is no key in awsenv's vault" : "you didn't say which key",
    first === undefined ? 'run: awsenv keys import, or awsenv keys add' : `name one: ${names.join(', ')}`,
  )
}
