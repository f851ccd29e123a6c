/**
 * Remembers which key got a role in an account. Only names, only for people who have several keys, and only if
 * they watch: a renewal, or another program's call, may repeat an old choice.
 */
import { join } from 'node:path'
import type { Context } from '../../context/context.ts'
import { readTextFile } from '../../files/read.ts'
import { writeTextFile } from '../../files/write.ts'
import { candidatesOf } from './candidates.ts'
import { seekSource } from './find.ts'

/** The value for `--from`. An unreadable file means nothing is remembered. */
export function rememberedKey(context: Context, accountId: string): string | undefined {
  try {
    return entriesIn(readTextFile(keysOfAccountsPath(context)))[accountId]
  } catch (error) {
    context.debug(`the keys of the accounts are not known: ${(error as Error).message}`)
    return undefined
  }
}

/** Never an error: next time the question comes again. */
export async function rememberKey(
  context: Context,
  accountId: string,
  { from, hasChoice }: { readonly from: string; readonly hasChoice?: boolean | undefined },
): Promise<void> {
  try {
    if (!context.terminal.isPresent()) return
    const path = keysOfAccountsPath(context)
    const text = readTextFile(path)
    const kept = entriesIn(text)
    if (kept[accountId] === from || !(hasChoice ?? (await hasSeveralKeys(context)))) return
    writeTextFile(path, text, `${JSON.stringify({ ...kept, [accountId]: from }, undefined, 2)}\n`)
  } catch (error) {
    context.debug(`the key of account ${accountId} is not kept: ${(error as Error).message}`)
  }
}

async function hasSeveralKeys(context: Context): Promise<boolean> {
  return (await candidatesOf(context, await seekSource(context, undefined))).length > 1
}

export function keysOfAccountsPath({ stateDirectory }: Pick<Context, 'stateDirectory'>): string {
  return join(stateDirectory, 'keys-of-accounts.json')
}

/** Anybody may have written the file: anything but an account and a key's name is ignored. */
function entriesIn(text: string | undefined): Readonly<Record<string, string>> {
  const value: unknown = text === undefined ? {} : JSON.parse(text)
  const entries = Object.entries(Object(value)).filter(
    (entry): entry is [string, string] => /^\d{12}$/.test(entry[0]) && typeof entry[1] === 'string',
  )
  return Object.fromEntries(entries)
}
