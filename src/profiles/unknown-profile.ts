import { AwsenvError } from '../errors.ts'
import { eitherOf, nearNames } from '../text/near-names.ts'
import type { Warning } from './parse.ts'
import type { Profiles } from './profiles.ts'

/**
 * The error for a name that no profile has: says where awsenv looked, and which names are similar. `aliases` are the
 * names from the settings that were also possible.
 */
export function unknownProfile(name: string, profiles: Profiles, aliases: readonly string[] = []): AwsenvError {
  return new AwsenvError(`no profile "${name}" in ${lookedAt(profiles)}`, {
    hint: didYouMean(name, profiles, aliases),
  })
}

/** What to do about it: often the file has such a section, but one that isn't read. */
export function didYouMean(name: string, profiles: Profiles, aliases: readonly string[] = []): string {
  const unread = profiles.warnings.find(({ profile }) => profile === name)
  if (unread) return warningLine(unread)
  const names = [...new Set([...aliases, ...profiles.names()])]
  const near = nearNames(name, names)
  if (near.length > 0) return `did you mean ${eitherOf(near)}?`
  if (names.length === 0) return 'there are no profiles there'
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  return `there ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, MOST_NAMED).map(quoted).join(', ')}${more}`
}

/** A warning in words: `"/home/a/.aws/config", line 3: "region" stands in [profile a] again; this one counts`. */
export function warningLine({ file, line, message }: Warning): string {
  return `"${file}", line ${line}: ${message}`
}

/** As many as fit into a line. */
const MOST_NAMED = 6

const quoted = (name: string) => `"${name}"`

/** The files in words: `"/home/a/.aws/config" or "/home/a/.aws/credentials" (not there)`. */
export function lookedAt({ files }: Profiles): string {
  const named = files.map(({ path, found }) => `"${path}"${found ? '' : ' (there is no such file)'}`)
  return named.length === 0 ? 'any file' : named.join(' or ')
}
