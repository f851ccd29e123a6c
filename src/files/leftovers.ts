/**
 * The names under which a file stands while another is written in its place, and what a killed process leaves of them:
 * `credentials.awsenv-PID-HEX.tmp`, with all that is secret in the file.
 */
import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { getuid, kill, pid } from 'node:process'

/** Beside the file, since a rename is atomic within a file system only. */
export function temporaryName(path: string): string {
  return `${path}.awsenv-${pid}-${randomBytes(8).toString('hex')}.tmp`
}

/**
 * Removes what killed processes have left beside a file. A writer whose name went all the same (its process is of
 * another host or container) fails, and has changed nothing.
 */
export function sweepLeftovers(path: string): void {
  const directory = dirname(path)
  const prefix = `${basename(path)}.awsenv-`
  for (const name of namesIn(directory).filter(name => name.startsWith(prefix))) {
    const writer = /^(\d+)-[0-9a-f]{16}\.tmp$/.exec(name.slice(prefix.length))?.[1]
    if (writer !== undefined && isLeft(join(directory, name), Number(writer)))
      rmSync(join(directory, name), { force: true })
  }
}

function isLeft(path: string, writer: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isFile() || stats.uid !== (getuid?.() ?? stats.uid)) return false
  // A number is used again, and no write takes an hour. ctime: a second name has the age of the file.
  return !isRunning(writer) || Date.now() - stats.ctimeMs > HOUR
}

function isRunning(process: number): boolean {
  try {
    return kill(process, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

const HOUR = 3_600_000
