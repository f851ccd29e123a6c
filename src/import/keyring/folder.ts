/** A folder of the keyring library: a file a key, all encrypted with one passphrase. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { readTextFile } from '../../files/read.ts'
import { decrypted } from './encrypted-file.ts'
import { type Item, itemIn } from './item.ts'

export type KeyFolder = {
  readonly path: string
  /** The names of all entries, known without the passphrase. */
  readonly names: readonly string[]
  /** Asks for the passphrase at the first call. */
  open(name: string): Promise<Item>
}

/** `given` is the passphrase, if the environment has it. */
export function keyFolder(context: Context, path: string, given: string | undefined): KeyFolder {
  const files = new Map(filesIn(path).map(file => [decoded(file), join(path, file)]))
  let passphrase: string | undefined
  return {
    path,
    names: [...files.keys()],
    async open(name) {
      const file = files.get(name) ?? ''
      const jwe = readTextFile(file)
      if (jwe === undefined) throw new AwsenvError(`"${file}" is gone`)
      const place = `"${file}"`
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        const tried = passphrase ?? given ?? (await context.terminal.askHidden(`Passphrase of "${path}": `))
        if (!tried) throw new AwsenvError('no passphrase was given: nothing has changed')
        const text = decrypted(jwe, tried, place)
        if (text !== undefined) {
          passphrase = tried
          return itemIn(text, place)
        }
        if (tried === passphrase || tried === given) break
        context.say('the passphrase is wrong')
      }
      throw new AwsenvError(`${place} can't be opened: the passphrase is wrong, or the file is damaged`)
    },
  }
}

function filesIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ name }) => name)
  } catch {
    return []
  }
}

/** Newer versions of the library write some characters as %2F; older ones none. */
function decoded(file: string): string {
  try {
    return decodeURIComponent(file)
  } catch {
    return file
  }
}

const MAX_ATTEMPTS = 3
