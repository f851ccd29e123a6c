import { VaultError } from './vault-error.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

export type Fields = Readonly<Record<string, JsonValue>>

/** A stored value, and its expiry in epoch seconds. */
export type Entry = { readonly value: JsonValue; readonly expires: number }

export function isEntry(entry: Fields): entry is Fields & Entry {
  return entry['value'] !== undefined && typeof entry['expires'] === 'number'
}

/** The sealed content. `others` has the fields of later versions, which a rewrite keeps. */
export type Payload<E> = { readonly entries: Map<string, E>; readonly others: Record<string, JsonValue> }

/** Uses own properties and a Map only, so that `__proto__` is a name like any other. */
export function encodePayload({ entries, others }: Payload<unknown>): Uint8Array {
  return Buffer.from(JSON.stringify({ ...others, entries: Object.fromEntries(entries) }))
}

/** The seal proves that awsenv wrote these bytes; unexpected content is refused anyway. */
export function decodePayload<E>(bytes: Uint8Array, isEntry: (entry: Fields) => entry is Fields & E): Payload<E> {
  const { entries, ...others } = recordIn(parsed(bytes))
  const records = Object.entries(recordIn(entries)) as [string, Fields][]
  for (const [, record] of records) recordIn(record)
  const found = new Map<string, E>()
  for (const [name, record] of records) {
    if (!isEntry(record)) throw unreadable()
    found.set(name, record)
  }
  return { entries: found, others }
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw unreadable(cause)
  }
}

function recordIn(value: JsonValue | undefined): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable()
  return value as Fields
}

function unreadable(cause?: unknown): VaultError {
  return new VaultError('not a vault', "the content can't be read", { cause })
}
