/**
 * Temporary names of files that are being replaced, and the removal of those that a killed process left behind:
 * `credentials.awsenv-PID-HEX.tmp`, with every secret of the file.
 */
import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { getuid, kill, pid } from 'node:process'

/** In the same directory: a rename is atomic only within a file system. */
export function temporaryName(path: string): string {
  return `${path}.awsenv-${pid}-${randomBytes(8).toString('hex')}.tmp`
}

/**
 * Removes what killed processes left beside a file. A live writer that loses its file here (from another host or
 * container) fails and has changed nothing.
 */
export function sweepLeftovers(path: string): void {
  const directory = dirname(path)
  const prefix = `${basename(path)}.awsenv-`
  for (const name of namesIn(directory)) {
    if (!name.startsWith(prefix)) continue
    const writer = /^(\d+)-[0-9a-f]{16}\.tmp$/.exec(name.slice(prefix.length))?.[1]
    if (writer !== undefined && isLeft(join(directory, name), Number(writer)))
      rmSync(join(directory, name), { force: true })
  }
}

function isLeft(path: string, writer: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isFile() || stats.uid !== (getuid?.() ?? stats.uid)) return false
  // Process ids are reused, but no write takes an hour. ctime, because a hard link keeps the file's mtime.
  return !isRunning(writer) || Date.now() - stats.ctimeMs > HOUR
}

export function isRunning(process: number): boolean {
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
