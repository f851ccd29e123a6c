/** What uses a key on this machine, according to the shared files. */
import type { Context } from '../../context/context.ts'
import type { Profiles } from '../../profiles/profiles.ts'

export type KeyUses = {
  /** The profiles whose roles it assumes. */
  readonly sources: readonly string[]
  /** Where it is in plain text, in words. */
  readonly copies: readonly string[]
}

export function usesOf(
  { profiles, credentialsBackup }: Context,
  name: string,
  key: { readonly accessKeyId: string },
): KeyUses {
  const sources = profiles.names().filter(one => one !== name && profiles.get(one)?.source_profile === name)
  return { sources, copies: [...copiesIn(profiles, key), ...copiesIn(credentialsBackup, key)] }
}

function copiesIn(profiles: Profiles | undefined, { accessKeyId }: { readonly accessKeyId: string }): string[] {
  return (profiles?.names() ?? []).flatMap(name => {
    const profile = profiles?.get(name)
    const origin = profile?.origins.get('aws_access_key_id')
    return origin === undefined || profile?.aws_access_key_id !== accessKeyId
      ? []
      : [`[${name}] in "${origin.file}", line ${origin.line}`]
  })
}
