/** Lines of credential_process that run another tool: awsenv takes the tool's place in them. */
import type { Context } from '../context/context.ts'
import { chainWithVault, profilesWithVault } from '../credentials/source/vault-entry.ts'
import { AwsenvError } from '../errors.ts'
import { ownPath } from '../install/own-path.ts'
import { processLine } from '../install/process-profile.ts'
import { changeSharedFile } from '../install/shared-file.ts'
import { configPaths } from '../profiles/files.ts'
import { withReplacement } from '../profiles/key-lines.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Finding } from './finding.ts'
import { profilesWithOwnKey } from './own-key.ts'

/** A line of a profile's own. `asked` is the profile that it gets from the tool; undefined if only the person can tell. */
export type ToolLine = {
  readonly profile: Profile
  readonly file: string
  readonly line: number
  readonly value: string
  readonly asked: string | undefined
}

/** `askedIn` gets the words of the line after the tool's name. */
export function toolLines(
  { profiles }: Context,
  tool: RegExp,
  askedIn: (words: readonly string[]) => string | undefined,
): readonly ToolLine[] {
  return profiles.names().flatMap(name => {
    const profile = profiles.get(name)
    const setting = profile?.settings.get('credential_process')
    if (profile === undefined || setting === undefined || typeof setting.value !== 'string') return []
    const { file, line, value } = setting
    const [program = '', ...words] = wordsIn(value)
    return tool.test(program) ? [{ profile, file, line, value, asked: askedIn(words) }] : []
  })
}

export function processFinding(context: Context, { profile, file, line, value, asked }: ToolLine): Finding {
  const what = `credential_process of profile "${profile.name}" in "${file}", line ${line}`
  if (asked === undefined)
    return {
      what,
      plan: 'it has options that awsenv has no equivalent for: change it by hand (awsenv config add-profile)',
    }
  const instead = processLine(context.isWindows, [ownPath(context), 'credential-process', asked])
  return {
    what,
    plan: `make it: ${instead}`,
    async take() {
      checkSource(context, asked)
      const { config } = configPaths(context.env, context.home)
      const place = { file, kind: file === config ? 'config' : 'credentials', name: profile.name } as const
      await changeSharedFile(context, file, bytes => {
        const changed = withReplacement(
          bytes,
          place,
          { key: 'credential_process', value },
          `credential_process = ${instead}`,
        )
        if (changed !== undefined) return changed
        throw new AwsenvError(`"${file}" has changed meanwhile: [${profile.name}] no longer has that line`)
      })
      context.say(`profile "${profile.name}" in "${file}" now asks awsenv`)
    },
  }
}

/** The keys that the tool must have for its lines, and that awsenv neither has nor has found. */
export function unreadKeys(
  context: Context,
  lines: readonly ToolLine[],
  found: readonly Finding[],
  exportedBy: (name: string) => string,
): readonly Finding[] {
  const known = new Set([...found.map(({ key }) => key), ...context.keys.names()])
  const own = new Set(profilesWithOwnKey(context))
  const names = lines.flatMap(({ asked }) => (asked !== undefined && own.has(asked) ? [asked] : []))
  return [...new Set(names)]
    .filter(name => !known.has(name))
    .map(name => ({ what: `the key "${name}", which awsenv can't read`, plan: exportedBy(name) }))
}

/** @throws AwsenvError if awsenv couldn't answer: then the tool's line is better than ours. */
function checkSource(context: Context, name: string): void {
  const profile = profilesWithVault(context).get(name)
  const stored = context.keys.names()
  const base = profile && chainWithVault(context, profile, stored).at(-1)
  const isInVault = base !== undefined && stored.includes(base.name)
  if (isInVault || SOURCES.some(key => base?.[key] !== undefined)) return
  throw new AwsenvError(`awsenv has no key for profile "${name}": its line stays`, {
    hint: `first bring the key over: awsenv keys add ${base?.name ?? name}`,
  })
}

/** As a shell splits them; a backslash is part of a path on Windows. */
function wordsIn(line: string): readonly string[] {
  return (line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map(word => word.replaceAll(/["']/g, ''))
}

const SOURCES = [
  ...(['aws_access_key_id', 'sso_session', 'sso_start_url', 'login_session'] as const),
  ...(['credential_source', 'web_identity_token_file'] as const),
]
