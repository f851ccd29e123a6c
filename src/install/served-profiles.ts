/** Profiles of ~/.aws/config that get credentials from awsenv through a long-term key. */
import type { Context } from '../context/context.ts'
import { bytesOf, latin1, withoutMark } from '../profiles/edit.ts'
import { iniSections } from '../profiles/ini.ts'
import { changeConfigFile, isProcessLine, isProcessProfile, processLine } from './process-profile.ts'

/** The profiles that would lose their credentials without the key of this name and id. */
export function servedBy(
  { profiles }: Context,
  name: string,
  key: { readonly accessKeyId: string },
): readonly string[] {
  return profiles.names().filter(one => {
    const profile = profiles.get(one)
    if (profile === undefined || !isProcessProfile(profile)) return false
    const { target, from } = wordsOf(String(profile.credential_process))
    if (from !== undefined) return from === name || from === key.accessKeyId
    return one !== target && (target === name || profiles.get(target)?.source_profile === name)
  })
}

/**
 * A line with the id of its key dies with the key. awsenv's own lines get the key's name in the vault instead,
 * which the next key keeps. Returns the names of the profiles.
 */
async function nameKeyInProfiles(
  context: Context,
  name: string,
  key: { readonly accessKeyId: string },
): Promise<readonly string[]> {
  const { profiles, isWindows } = context
  const byId = servedBy(context, name, key).filter(
    one => wordsOf(String(profiles.get(one)?.credential_process)).from === key.accessKeyId,
  )
  if (byId.length === 0) return []
  const word = latin1(new TextEncoder().encode(processLine(isWindows, [`--from=${name}`])))
  const named = new RegExp(`(?<=\\s)(["']?)--from=${key.accessKeyId}\\1(?=\\s|$)`)
  await changeConfigFile(context, (bytes, file) => {
    const text = latin1(bytes)
    const lines = withoutMark(text).split('\n')
    for (const { entries } of iniSections(bytes, file)) {
      for (const { line, value } of entries.filter(entry => entry.key === 'credential_process'))
        if (isProcessLine(value)) lines[line - 1] = (lines[line - 1] ?? '').replace(named, () => word)
    }
    return bytesOf(text.slice(0, text.length - withoutMark(text).length) + lines.join('\n'))
  })
  return byId
}

/** The same, and says which they are. */
export async function tellNamed(context: Context, name: string, key: { readonly accessKeyId: string }): Promise<void> {
  const named = await nameKeyInProfiles(context, name, key)
  if (named.length > 0) context.say(`these profiles now name the key "${name}" instead of its id: ${named.join(', ')}`)
}

/** The program of `awsenv credential-process`, its target, and its source. */
export function wordsOf(line: string): {
  readonly program: string
  readonly target: string
  readonly from: string | undefined
} {
  const [program = '', words = ''] = line.split(/ credential-process (.*)/s)
  const [target = '', ...options] = (words.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map(word =>
    word.replaceAll(/["']/g, ''),
  )
  return {
    program: program.replaceAll(/["']/g, ''),
    target,
    from: options.find(word => word.startsWith('--from='))?.slice('--from='.length),
  }
}
