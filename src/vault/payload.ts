import { VaultError } from './vault-error.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** Something remembered, and until when it may be used: `expires` is in epoch seconds. */
export type Entry = { readonly value: JsonValue; readonly expires: number }

/** What is sealed. `others` holds the fields that a later awsenv added, which a rewrite keeps. */
export type Payload = { readonly entries: Map<string, Entry>; readonly others: Record<string, JsonValue> }

export function emptyPayload(): Payload {
  return { entries: new Map(), others: {} }
}

/** Names go through own properties and a Map only, so that `__proto__` is a name like any other. */
export function encodePayload({ entries, others }: Payload): Uint8Array {
  return Buffer.from(JSON.stringify({ ...others, entries: Object.fromEntries(entries) }))
}

/** The seal says that awsenv wrote these bytes; what does not look like it is refused all the same. */
export function decodePayload(bytes: Uint8Array): Payload {
  const { entries, ...others } = recordIn(parsed(bytes))
  const pairs = Object.entries(recordIn(entries))
  if (!pairs.every((pair): pair is [string, Entry] => isEntry(pair[1]))) throw unreadable()
  return { entries: new Map(pairs), others }
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw unreadable(cause)
  }
}

function recordIn(value: JsonValue | undefined): Record<string, JsonValue> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable()
  return value as Record<string, JsonValue>
}

function isEntry(value: JsonValue): boolean {
  const entry = recordIn(value)
  return entry['value'] !== undefined && typeof entry['expires'] === 'number'
}

function unreadable(cause?: unknown): VaultError {
  return new VaultError('not a vault', "the content can't be read", { cause })
}
