/** Sessions that a tool keeps in plain text, a file each. Without them, it asks AWS for new ones. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { readBytes } from '../files/read.ts'
import { writeBytes } from '../files/write.ts'
import type { Finding } from './finding.ts'

/** `isSession` gets the JSON of a file. What is anything else stays. */
export function plainSessions(
  context: Context,
  folder: string,
  isSession: (content: Readonly<Record<string, unknown>>) => boolean,
): readonly Finding[] {
  const files = namesIn(folder).flatMap(name => {
    const path = join(folder, name)
    const bytes = readBytes(path)
    return bytes !== undefined && isSession(tableIn(bytes)) ? [{ path, bytes }] : []
  })
  if (files.length === 0) return []
  const count = files.length === 1 ? '1 session' : `${files.length} sessions`
  return [
    {
      what: `${count} in plain text in "${folder}"`,
      plan: `delete ${files.length === 1 ? 'it' : 'them'}`,
      async take() {
        // Only what was seen: a session that is new stays.
        for (const { path, bytes } of files) writeBytes(path, bytes, undefined)
        context.say(`deleted ${count} in "${folder}"`)
      },
    },
  ]
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isFile() ? [entry.name] : []))
  } catch {
    return []
  }
}

function tableIn(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(new TextDecoder().decode(bytes)) ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}
