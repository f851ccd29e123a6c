import { readFileSync } from 'node:fs'
import { misused } from '../../errors.ts'
import { fileReason } from '../../files/read.ts'

/** A session policy from an option or a profile: JSON, or the path of a file with it. */
export function sessionPolicy(given: string): string {
  if (given.trimStart().startsWith('{')) return given
  try {
    return readFileSync(given, 'utf8')
  } catch (cause) {
    throw misused(
      `the session policy "${given}" can't be read: ${fileReason(cause)}`,
      'give JSON, or the path of a file with it',
      cause,
    )
  }
}
