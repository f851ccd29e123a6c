/** Reads a long-term access key: typed, piped in, or from the IAM console's download. */
import { checkedAccessKey } from '../../aws/checked-key.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { readTextFile } from '../../files/read.ts'
import { type AccessKey, isTemporary, shownAccessKeyId } from '../../model/credentials.ts'

/** Asks for both parts. The secret isn't shown. */
export async function typedKey({ terminal }: Context): Promise<AccessKey> {
  const AccessKeyId = terminal.ask('Access key id: ')?.trim()
  if (!AccessKeyId) throw new AwsenvError('no access key id was given: nothing has changed')
  checkLasting({ accessKeyId: AccessKeyId })
  const SecretAccessKey = (await terminal.askHidden('Secret access key (not shown): '))?.trim()
  return longTermKey({ AccessKeyId, SecretAccessKey }, 'what was typed')
}

/** The id on the first line of stdin, the secret on the second. */
export function pipedKey(context: Context): AccessKey {
  const [AccessKeyId, SecretAccessKey] = [context.readStdinLine()?.trim(), context.readStdinLine()?.trim()]
  return longTermKey({ AccessKeyId, SecretAccessKey }, 'stdin (the access key id on one line, the secret on the next)')
}

/** The console's download: a header with the names of the columns, and one line. Older files have more columns. */
export function csvKey(path: string): AccessKey {
  const text = readTextFile(path)
  if (text === undefined) throw new AwsenvError(`there is no file "${path}"`)
  const [header = [], values = [], ...more] = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .map(line => line.split(',').map(cell => cell.trim().replace(/^"(.*)"$/, '$1')))
  const cell = (name: string) => values[header.findIndex(title => title.toLowerCase() === name)]
  const place = `"${path}"`
  if (more.length > 0) throw new AwsenvError(`${place} has more than one access key`)
  return longTermKey({ AccessKeyId: cell('access key id'), SecretAccessKey: cell('secret access key') }, place)
}

/** @throws AwsenvError for a temporary key, or for text that isn't a key. */
function longTermKey(key: { AccessKeyId: unknown; SecretAccessKey: unknown }, place: string): AccessKey {
  if (typeof key.AccessKeyId === 'string') checkLasting({ accessKeyId: key.AccessKeyId })
  return checkedAccessKey(key, what => {
    throw new AwsenvError(`${place} is not an access key: ${what}`, {
      hint: 'an access key id has 20 letters and digits, mostly AKIA…, and a secret access key 40 characters',
    })
  })
}

/** @throws AwsenvError for a temporary key. */
export function checkLasting(key: { readonly accessKeyId: string }): void {
  if (!isTemporary(key)) return
  throw new AwsenvError(`the key ${shownAccessKeyId(key)} is temporary: it ends by itself, and can't log in`, {
    hint: 'the vault is for the long-term key of a user (AKIA…); sessions are cached without it',
  })
}
