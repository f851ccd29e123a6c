import { readFileSync } from 'node:fs'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { fileReason } from '../../files/read.ts'

/** A session policy from an option or a profile: JSON, or the path of a file with it. */
export function sessionPolicy(given: string): string {
  if (given.trimStart().startsWith('{')) return given
  try {
    return readFileSync(given, 'utf8')
  } catch (cause) {
    throw new AwsenvError(`the session policy "${given}" can't be read: ${fileReason(cause)}`, {
      hint: 'give JSON, or the path of a file with it',
      exitCode: ExitCode.misused,
      cause,
    })
  }
}
