import { join } from 'node:path'
import { Option } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { refreshNames } from '../completion/names-files.ts'
import { offer } from '../completion/offer.ts'
import { misused } from '../errors.ts'
import { namesDirectory } from '../files/directories.ts'
import { readTextFile } from '../files/read.ts'
import { COMPLETION_TABLE } from '../install/shell-file.ts'
import { readAsset } from '../runtime/assets.ts'

/** What can stand at the cursor, as JSON. The hooks of nushell, elvish and xonsh run it at each Tab. */
export class CompleteCommand extends AwsenvCommand {
  static override paths = [['complete']]

  /** A JSON array of the words behind `awsenv`, so that none of them is an option of this call. */
  words = Option.String()

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const { env, home, output } = this.awsenv
    const words = parsed(this.words)
    await refreshNames(this.awsenv)
    const directory = namesDirectory(env, home)
    const names = (kind: string) => (readTextFile(join(directory, kind)) ?? '').split('\n').filter(Boolean)
    output.write(`${JSON.stringify(offer(JSON.parse(readAsset(COMPLETION_TABLE)), words, names))}\n`)
  }
}

function parsed(text: string): readonly string[] {
  try {
    const words: unknown = JSON.parse(text)
    if (Array.isArray(words) && words.every(word => typeof word === 'string')) return words
  } catch {
    // Said below.
  }
  throw misused('"complete" takes the words of a command line as JSON', 'it is for the hooks of shells')
}
