/** What `config sync` changes in the config file: profiles of its own, by comparison with what is there. Pure. */
import { type WrittenKeys, withoutProfiles, withProfiles } from '../profiles/edit.ts'
import { parse } from '../profiles/parse.ts'

/** A profile as it should be, and as it is. */
export type SyncedProfile = { readonly name: string; readonly keys: Keys }
type Keys = Readonly<Record<string, string>>

export type SyncPlan = {
  readonly added: readonly SyncedProfile[]
  /** `before` has the same keys, and undefined where one is missing. */
  readonly changed: readonly (SyncedProfile & { readonly before: WrittenKeys })[]
  /** Profiles of ours whose role is not assigned any more. */
  readonly gone: readonly SyncedProfile[]
  /** Names that profiles of the user's have, for another role. */
  readonly taken: readonly string[]
  /** Names that several roles would have. */
  readonly twice: readonly string[]
}

/** The key by which a profile is known as ours. AWS's tools ignore it. */
export const MARK = 'awsenv_sync'

export type Wanted = {
  readonly profiles: readonly SyncedProfile[]
  /** The words of the sessions that are synced: profiles with these marks are compared. */
  readonly marks: ReadonlySet<string>
  /** Names that the credentials file has. */
  readonly reserved: ReadonlySet<string>
}

/** `file` is for messages. */
export function syncPlan(bytes: Uint8Array, file: string, { profiles, marks, reserved }: Wanted): SyncPlan {
  const { sections } = parse(bytes, file, 'config')
  const there = new Map(
    [...sections.default, ...sections.profile].map(([name, settings]) => [
      name,
      Object.fromEntries([...settings].map(([key, { value }]) => [key, String(value)])),
    ]),
  )
  const isOurs = (keys: Keys | undefined) => marks.has(keys?.[MARK] ?? '')
  const byName = Map.groupBy(profiles, ({ name }) => name)
  const single = [...byName.values()].flatMap(same => (same.length === 1 ? same : []))
  const free = single.filter(({ name }) => isOurs(there.get(name)) || !(there.has(name) || reserved.has(name)))
  const isSame = ({ name, keys }: SyncedProfile) => hasAll(there.get(name), keys)
  return {
    added: free.filter(({ name }) => !there.has(name)),
    changed: free
      .filter(one => there.has(one.name) && !isSame(one))
      .map(one => ({ ...one, before: onlyKeys(there.get(one.name), one.keys) })),
    gone: [...there]
      .filter(([name, keys]) => isOurs(keys) && !byName.has(name))
      .map(([name, keys]) => ({ name, keys })),
    taken: single
      .filter(one => !free.includes(one) && !isSameRole(there.get(one.name), one.keys))
      .map(({ name }) => name),
    twice: [...byName].flatMap(([name, same]) => (same.length === 1 ? [] : [name])),
  }
}

/** The bytes after it, with or without what is gone; every other byte stays. */
export function synced(bytes: Uint8Array, file: string, plan: SyncPlan, isPruned: boolean): Uint8Array {
  const gone = isPruned ? new Set(plan.gone.map(({ name }) => name)) : new Set<string>()
  const written = new Map([...plan.changed, ...plan.added].map(({ name, keys }) => [name, keys]))
  const pruned = gone.size === 0 ? bytes : withoutProfiles(bytes, file, gone)
  return written.size === 0 ? pruned : withProfiles(pruned, file, written)
}

/** The change as lines with `+` and `-` before them. */
export function shownPlan({ added, changed, gone }: SyncPlan, isPruned: boolean): readonly string[] {
  const header = (name: string) => `[profile ${name}]`
  const lines = (sign: string, keys: WrittenKeys) =>
    Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${sign}${key} = ${value}`]))
  const changes = changed.flatMap(({ name, keys, before }) => {
    const differing = Object.keys(keys).filter(key => keys[key] !== before[key])
    const pick = (from: WrittenKeys) => Object.fromEntries(differing.map(key => [key, from[key]]))
    return [` ${header(name)}`, ...lines('-', pick(before)), ...lines('+', pick(keys))]
  })
  const removed = isPruned ? gone.flatMap(({ name, keys }) => [`-${header(name)}`, ...lines('-', keys)]) : []
  return [...removed, ...changes, ...added.flatMap(({ name, keys }) => [`+${header(name)}`, ...lines('+', keys)])]
}

function hasAll(there: Keys | undefined, keys: Keys): boolean {
  return there !== undefined && Object.entries(keys).every(([key, value]) => there[key] === value)
}

/** Somebody's own profile for the same role is as good as ours. */
function isSameRole(there: Keys | undefined, keys: Keys): boolean {
  const own = (key: string) => there?.[key] ?? there?.[`granted_${key}`]
  return ['sso_account_id', 'sso_role_name'].every(key => own(key) === keys[key])
}

function onlyKeys(there: Keys | undefined, keys: Keys): WrittenKeys {
  return Object.fromEntries(Object.keys(keys).map(key => [key, there?.[key]]))
}
