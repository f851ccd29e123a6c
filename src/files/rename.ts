/** Gives a file another name, and takes that name from the file that had it. */
import { renameSync } from 'node:fs'
import { platform } from 'node:process'

/** Windows refuses while another process has a file open: a virus scanner, or an awsenv that reads. It won't for long. */
export function renameFile(
  from: string,
  to: string,
  { isWindows = platform === 'win32', patience = PATIENCE } = {},
): void {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      const isInUse = isWindows && IN_USE.has((error as NodeJS.ErrnoException).code ?? '')
      if (!isInUse || waited >= patience) throw error
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
  }
}

const IN_USE: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY'])
/** In milliseconds. */
const [PATIENCE, PAUSE] = [3_000, 20]
