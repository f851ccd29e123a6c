/** The commit that is built and packaged. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes commit.txt for the binary, empty where no commit has these sources, and gives its path. */
export function commitFile(root: string, work: string): string {
  const isUnchanged = git(root, 'status', '--porcelain', '--untracked-files=no') === ''
  const path = join(work, 'commit.txt')
  writeFileSync(path, isUnchanged ? (git(root, 'rev-parse', 'HEAD') ?? '') : '')
  return path
}

/** In seconds since the epoch; outside of a repository 1980, the first year that zip has. */
export function commitTime(root: string): number {
  return Number(git(root, 'log', '-1', '--format=%ct') ?? 315_532_800)
}

function git(root: string, ...words: readonly string[]): string | undefined {
  try {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return undefined
  }
}
