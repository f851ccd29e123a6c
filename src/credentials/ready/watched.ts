/** The files that an answer depends on, as they are now. */
import { lstatSync, realpathSync, statSync } from 'node:fs'
import { delimiter, isAbsolute } from 'node:path'
import type { Context } from '../../context/context.ts'
import { configPaths } from '../../profiles/files.ts'
import type { ReadyFiles } from '../../vault/sessions/ready-files.ts'
import { keysOfAccountsPath } from '../source/remembered.ts'
import type { Watched } from './texts.ts'

export type Looked = { readonly settings: Watched; readonly program: Watched; readonly others: readonly Watched[] }

/**
 * Undefined where one of them may have changed since `began` (epoch milliseconds), so that what was answered may come from
 * before or from after.
 */
export async function lookedAt(context: Context, files: ReadyFiles, began: number): Promise<Looked | undefined> {
  const program = programOnPath(context.env['PATH'] ?? '')
  if (program === undefined) return undefined
  const { config, credentials } = configPaths(context.env, context.home)
  const { path: settings } = await context.settings
  const others = [
    ...[config, credentials, `${credentials}.bk`, context.keys.path, keysOfAccountsPath(context)],
    ...(realpathSync(program) === realpathSync(context.executable) ? [] : [context.executable]),
    '/etc/localtime',
  ]
  const paths = [settings, program, ...others]
  const look = (path: string): Watched => ({ path, stamp: isThere(path) ? files.stamp(path) : undefined })
  const [first, second, ...rest] = paths.map(look)
  if (first === undefined || second === undefined || !paths.every(path => isOlder(path, began - CLOCK_STEP)))
    return undefined
  return { settings: first, program: second, others: rest }
}

/** As a shell finds it. A relative folder is another one in each directory. */
function programOnPath(path: string): string | undefined {
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) return undefined
    const program = `${folder}/awsenv`
    const stats = statSync(program, { throwIfNoEntry: false })
    if (stats?.isFile() && (stats.mode & 0o111) !== 0) return program
  }
  return undefined
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/** A link counts as well as what it leads to; ctime, since a file that is moved here keeps its mtime. */
function isOlder(path: string, time: number): boolean {
  const seen = [lstatSync(path, { throwIfNoEntry: false }), statSync(path, { throwIfNoEntry: false })]
  return seen.every(stats => stats === undefined || Math.max(stats.ctimeMs, stats.mtimeMs) < time)
}

/** In milliseconds, and generous: the kernel dates files by a clock that stands still between its ticks. */
const CLOCK_STEP = 10
