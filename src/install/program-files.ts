/** Files that one program has for as long as it runs. They lie in memory if the system has such a place. */
import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getuid, pid } from 'node:process'
import type { Context } from '../context/context.ts'
import { runtimeDirectories } from '../files/directories.ts'
import { isRunning } from '../files/leftovers.ts'
import { makePrivateDirectory } from '../vault/private-files.ts'

export type ProgramFiles = {
  readonly config: string
  /** Nothing is there. */
  readonly credentials: string
  remove(): void
}

/** Writes the config file. What ended processes left behind is removed first. */
export function programFiles({ env, stateDirectory }: Context, config: string): ProgramFiles {
  const uid = getuid?.()
  const runtime = runtimeDirectories(env, uid).find(isDirectory)
  const parent = runtime === undefined ? stateDirectory : join(runtime, 'awsenv')
  makePrivateDirectory(parent, uid)
  sweep(parent)
  const directory = join(parent, `${PREFIX}${pid}-${randomBytes(8).toString('hex')}`)
  makePrivateDirectory(directory, uid)
  const path = join(directory, 'config')
  writeFileSync(path, config, { mode: 0o600, flag: 'wx' })
  return {
    config: path,
    credentials: join(directory, 'credentials'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, process] = /^program-(\d+)-[0-9a-f]{16}$/.exec(name) ?? []
    if (process !== undefined && !isRunning(Number(process)))
      rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

const PREFIX = 'program-'
