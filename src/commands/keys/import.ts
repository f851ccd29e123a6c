import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import type { Context } from '../../context/context.ts'
import { keyInFiles, namesWithKeys } from '../../credentials/keys/in-files.ts'
import { checkEntryName } from '../../credentials/keys/store.ts'
import { AwsenvError, misused } from '../../errors.ts'
import { type Fate, moveKey, plannedMove } from '../../import/plain-key.ts'

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
    const { offline: isOffline, replace: mayReplace } = this
    const move = await plannedMove(context, name, keyInFiles(context, name), { isOffline, mayReplace })
    await moveKey(context, move, this.fate(name, move.line))
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
