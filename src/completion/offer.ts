/** What Tab offers in a shell that asks awsenv itself (nushell, elvish, xonsh). The other shells read the table. Pure. */
import type { Kind } from './names-text.ts'
import { behind, type Place, readLine } from './read-line.ts'
import type { CompletionTable, Described } from './table.ts'

/** The words that can stand at the cursor; or files; or the number of the word that the user's own command begins with. */
export type Offer = {
  readonly words: readonly Described[]
  readonly files: boolean
  readonly command: number | null
}

/** `words` are those behind `awsenv`, without quotes, up to the cursor; `names` gives the lines of a file of names. */
export function offer(
  table: CompletionTable,
  words: readonly string[],
  names: (kind: Kind) => readonly string[],
): Offer {
  const typed = words.at(-1) ?? ''
  const place = readLine(table, words, word => names('account').includes(word))
  if (typeof place === 'number') return { ...NOTHING, command: place }
  const { entry, value } = place
  const option = value === undefined ? /^--[^=]*=/.exec(typed)?.[0] : undefined
  if (option === undefined && value === undefined && typed.startsWith('-')) return { ...NOTHING, words: entry.flags }
  const kind = kindAt(option === undefined ? place : behind(table, place, option.slice(0, -1)), option !== undefined)
  if (kind === 'FILE') return { ...NOTHING, files: option === undefined }
  // A list: what stands before its last comma stays.
  const prefix = kind.endsWith('S') && typed.includes(',') ? typed.replace(/[^,]*$/, '') : (option ?? '')
  const goingOn = value === undefined && option === undefined ? entry.words : []
  const literals = (table.literals[kind] ?? []).map(name => ({ name, description: '' }))
  const found = [...literals, ...namesOf(kind, place, names)]
  return { ...NOTHING, words: [...goingOn, ...found.map(word => ({ ...word, name: prefix + word.name }))] }
}

const NOTHING: Offer = { words: [], files: false, command: null }

function kindAt({ value, account, places }: Place, isValue: boolean): string {
  if (value !== undefined || isValue) return value ?? ''
  return account === undefined ? (places[0] ?? '') : 'ROLE'
}

function namesOf(
  kind: string,
  { account = '' }: Place,
  names: (kind: Kind) => readonly string[],
): readonly Described[] {
  const lines = (of: Kind) => names(of).map(name => ({ name, description: of }))
  switch (kind) {
    case 'TARGET':
      return [...lines('alias'), ...lines('target'), ...lines('account')]
    case 'TARGETS':
      return [...lines('alias'), ...lines('target')]
    case 'REGION':
    case 'REGIONS':
      return lines('region')
    case 'ROLE':
      return lines('role').flatMap(({ name, description }) =>
        name.startsWith(`${account}\t`) ? [{ name: name.slice(account.length + 1), description }] : [],
      )
    case 'ACCOUNT':
    case 'KEY':
    case 'PROFILE':
    case 'SSO_SESSION':
      return lines(kind.toLowerCase() as Lowercase<typeof kind>)
    default:
      return []
  }
}
