/**
 * Every kind of entry in the session vault: the type of its value, its lifetime, and whether `clear`
 * forgets it. An entry's name is its kind and an id. A new kind is a line in `Values` and one in `KINDS`.
 */
import { hash } from 'node:crypto'
import type { StoredCredentials } from '../../model/credentials.ts'
import type { Entry, JsonValue } from '../payload.ts'

export type Values = {
  /** The session of a role, by a hash of the request. */
  role: StoredCredentials & { readonly since: number; readonly roleArn: string }
  /** The session of a user, by a hash of key and MFA device. */
  login: StoredCredentials & { readonly since: number; readonly durationSeconds: number; readonly arn: string }
  /** The owner of a key, by a hash of its id. */
  identity: { readonly arn: string; readonly accountId: string; readonly userId: string }
  /** The serial of the user's MFA device, or that there is none, or that it can't be known (null); by a hash of the key's id. */
  'mfa-device': readonly string[] | null
  /** The failure of a request, for the processes that waited for it; by the name of its entry. */
  failure: { readonly at: number; readonly message: string; readonly hint: string | null }
  /** The confirmation of an account, by its id. */
  confirmation: null
  /** The secrets that a session replaced in a shell, by the id in AWSENV_RESTORE. */
  restore: Readonly<Record<string, string>>
  /** The recently used codes, by the serial of the device. */
  'used-codes': readonly string[]
  /** An MFA device that was created but not yet enabled, by the ARN of its user. */
  enrolment: { readonly serialNumber: string; readonly secret: string }
  /** The key of keys.vault that a passphrase has unlocked, by its kid. */
  unlocked: string
  /** The facts about the keys of keys.vault, by the kid of its key. */
  keys: { readonly id: string; readonly facts: JsonValue }
}

export type EntryKind = keyof Values

/** What `clear` forgets: the shell's session, or all. */
export type Cleared = { readonly accessKeyId: string | undefined; readonly accountId: string } | 'all'

type Kind = {
  /** In seconds. By default, an entry lives as long as its session. */
  readonly life?: number
  /** Forgetting it too early does more harm than keeping it too long: a clock that is turned back doesn't hide it. */
  readonly isLasting?: true
  /** Whether `clear` forgets an entry. By default it never does. `clear --all` forgets all entries of such a kind. */
  readonly isCleared?: (cleared: Exclude<Cleared, 'all'>, id: string, entry: Entry) => boolean
}

const DAY = 86_400

/** Credentials go with their session; what a session replaced stays for `unset`. */
export const KINDS = {
  role: { isCleared: isOfKey },
  login: { isCleared: isOfKey },
  identity: { life: 30 * DAY },
  'mfa-device': { life: DAY }, // A device that was lost and replaced is found the next morning.
  failure: { life: 900 }, // Longer than anybody waits for the lock.
  confirmation: { life: 900, isCleared: ({ accountId }, id) => id === accountId },
  restore: { life: 30 * DAY, isLasting: true }, // A terminal stays open long.
  'used-codes': { life: 120, isLasting: true }, // AWS takes a code of the neighbouring half minutes too.
  enrolment: { life: DAY }, // Until the person comes back with the device.
  unlocked: { life: 900, isCleared: () => false },
  keys: { life: 30 * DAY },
} as const satisfies Record<EntryKind, Kind>

export type EntryName<K extends EntryKind> = `${K}-${string}`

export function entryName<K extends EntryKind>(kind: K, id: string): EntryName<K> {
  return `${kind}-${id}`
}

/** An id that reveals nothing, from the words of a request. */
export function hashOf(...words: readonly (string | number | undefined)[]): string {
  // In JSON's list, an undefined word is null.
  return hash('sha256', JSON.stringify(words)).slice(0, 32)
}

/** The kind and the id of an entry; undefined for kinds of later versions. */
export function entryNamed(name: string): { readonly kind: EntryKind; readonly id: string } | undefined {
  for (const kind of Object.keys(KINDS) as EntryKind[]) {
    if (name.startsWith(`${kind}-`)) return { kind, id: name.slice(kind.length + 1) }
  }
  return undefined
}

/** The value of an entry that has not expired. */
export function rememberedValue<K extends EntryKind>(
  vault: { get(name: string): Entry | undefined },
  kind: K,
  id: string,
): Values[K] | undefined {
  return vault.get(entryName(kind, id))?.value as Values[K] | undefined
}

/** An entry made now (milliseconds). */
export function entryOf<K extends TimedKind>(kind: K, value: Values[K], now: number): Entry {
  return { value, expires: now / 1000 + KINDS[kind].life }
}

type TimedKind = { [K in EntryKind]: (typeof KINDS)[K] extends { readonly life: number } ? K : never }[EntryKind]

export function isLasting(name: string): boolean {
  const kind = entryNamed(name)?.kind
  return kind !== undefined && (KINDS[kind] as Kind).isLasting === true
}

/** Whether `clear` forgets an entry. */
export function isCleared(name: string, entry: Entry, cleared: Cleared): boolean {
  const { kind, id } = entryNamed(name) ?? {}
  const decide: Kind['isCleared'] = kind && (KINDS[kind] as Kind).isCleared
  return decide !== undefined && (cleared === 'all' || decide(cleared, id ?? '', entry))
}

/** Whether an entry has credentials. */
export function isSessionEntry(name: string): boolean {
  const kind = entryNamed(name)?.kind
  return kind === 'role' || kind === 'login'
}

/** The access key of a role's session; undefined for any other entry. */
export function roleKeyId(name: string, { value }: Entry): string | undefined {
  return entryNamed(name)?.kind === 'role' ? (value as Values['role']).accessKeyId : undefined
}

function isOfKey({ accessKeyId }: Exclude<Cleared, 'all'>, _id: string, { value }: Entry): boolean {
  return (value as { readonly accessKeyId?: unknown } | null)?.accessKeyId === accessKeyId
}
