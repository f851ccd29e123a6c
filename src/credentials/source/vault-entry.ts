/** The long-term keys of awsenv's vault. An entry has a profile's name, and beats that profile's keys in the files. */
import type { Context } from '../../context/context.ts'
import type { SealedKey } from '../../model/credentials.ts'
import { chainOf } from '../../profiles/chain.ts'
import { accessKeyOf, type Profile } from '../../profiles/profile.ts'
import type { Profiles } from '../../profiles/profiles.ts'
import { withVaultKeys } from '../../profiles/with-vault-keys.ts'
import { changedMeanwhile, type KeyFacts } from '../../vault/keys/key-vault.ts'

/** The key of an entry, and its profile; undefined if the vault has no such name any more. */
export async function vaultKey(
  context: Context,
  profile: Profile,
): Promise<{ readonly base: Profile; readonly accessKey: SealedKey; readonly place: string } | undefined> {
  const { name } = profile
  const facts = (await context.keys.list()).get(name)
  if (facts === undefined) return undefined
  const mfa_serial = profile.mfa_serial ?? facts.mfa_serial
  const base = mfa_serial === undefined ? profile : { ...profile, mfa_serial }
  return { base, accessKey: sealedKey(context, name, facts), place: `"${name}" in awsenv's vault` }
}

/** The name of the entry with this key id. */
export async function entryOfKey(context: Context, accessKeyId: string): Promise<string | undefined> {
  if (context.keys.names().length === 0) return undefined
  const found = [...(await context.keys.list())].find(([, facts]) => facts.accessKeyId === accessKeyId)
  return found?.[0]
}

/** The profiles of the files, and those that only the vault has, which are just a key. */
export function profilesWithVault({ profiles, keys }: Context): Profiles {
  return withVaultKeys(profiles, keys.names())
}

/** The chain of a profile. It may end at a key of the vault as well as at one of the files. */
export function chainWithVault(context: Context, profile: Profile, stored: readonly string[]): readonly Profile[] {
  return chainAmong(withVaultKeys(context.profiles, stored), profile, stored)
}

/** The same where the profiles of the vault are among them already. */
export function chainAmong(profiles: Profiles, profile: Profile, stored: readonly string[]): readonly Profile[] {
  const hasKey = (one: Profile) => stored.includes(one.name) || accessKeyOf(one) !== undefined
  return chainOf(profile, profiles, hasKey)
}

function sealedKey({ keys }: Context, name: string, { accessKeyId }: KeyFacts): SealedKey {
  return {
    accessKeyId,
    async open() {
      const key = await keys.get(name)
      if (key?.accessKeyId === accessKeyId) return { accessKeyId, secretAccessKey: key.secretAccessKey }
      throw changedMeanwhile(name)
    },
  }
}
