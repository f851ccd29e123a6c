/** A file that isn't awsenv's: whatever is wrong with it, other programs say. */
import { readBytes } from '../../../files/read.ts'

/** Its text; empty if it doesn't exist or can't be read, as a folder called `.env` can't. */
export function otherText(path: string): string {
  try {
    return new TextDecoder().decode(readBytes(path))
  } catch {
    return ''
  }
}
