/** Where the cursor is on a command line of awsenv: what its words before the cursor mean for the next. Pure. */
import type { CompletionTable, Entry } from './table.ts'

export type Place = {
  readonly entry: Entry
  /** The kinds of the arguments that can still come. */
  readonly places: readonly string[]
  /** The kind of the value that the option before it takes. */
  readonly value: string | undefined
  /** The account before it, of which the role may follow. */
  readonly account: string | undefined
  /** Whether an option names the targets, so that a command follows at once. */
  readonly each: boolean
}

/** The place of the last word, or the number of the word that a command line of the user's begins with. */
export function readLine(
  table: CompletionTable,
  words: readonly string[],
  isAccount: (word: string) => boolean,
): Place | number {
  const typed = words.at(-1) ?? ''
  let place = start(table)
  for (const [i, word] of words.slice(0, -1).entries()) {
    if (beginsCommand(place, word)) return word === '--' ? i + 1 : i
    place = behind(table, place, word, isAccount)
  }
  return beginsCommand(place, typed) ? words.length - 1 : place
}

/** What a word means for those after it: it goes on with the command's name, is an option, or an argument. */
export function behind(
  table: CompletionTable,
  place: Place,
  word: string,
  isAccount: (word: string) => boolean = () => false,
): Place {
  const { entry, places, value, account } = place
  if (value !== undefined) {
    return { ...place, value: undefined, each: place.each || value === 'TARGETS' || value === 'EACH_ROLE' }
  }
  if (/^-./.test(word)) return { ...place, value: entry.flags.find(({ name }) => name === word)?.kind }
  if (account !== undefined) return { ...place, account: undefined }
  if (entry.words.some(({ name }) => name === word)) return at(table, `${entry.path} ${word}`.trim())
  const isRoleNext = places[0] === 'TARGET' && (/^\d{12}$/.test(word) || isAccount(word))
  const rest = { ...place, entry: { ...entry, words: [] }, places: places.slice(1) }
  return isRoleNext ? { ...rest, account: word } : rest
}

function start(table: CompletionTable): Place {
  return at(table, '')
}

function at({ entries }: CompletionTable, path: string): Place {
  const entry = entries.find(candidate => candidate.path === path) ?? { path, words: [], flags: [], places: [] }
  return { entry, places: entry.places, value: undefined, account: undefined, each: false }
}

function beginsCommand({ places, value, account, each }: Place, word: string): boolean {
  if (places[0] === 'COMMAND' && account === undefined) return true
  return each && places.at(-1) === 'COMMAND' && value === undefined && (word === '--' || !word.startsWith('-'))
}
