import { chmodSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Context } from '../../../context/context.ts'
import { configPaths } from '../../../profiles/files.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Check, type Finding, failure, skipped, words } from '../../finding.ts'

/** Whether other users can read the keys, or write what decides where they are taken from. */
export const fileModes: Check<Context> = {
  name: 'file-modes',
  ok: "other users can't read your keys or change your profiles",
  find({ env, home, isWindows }) {
    if (isWindows) return [skipped(words`Windows has no file modes`)]
    const { config, credentials } = configPaths(env, home)
    const folders = [...new Set([config, credentials].filter(path => path !== '').map(path => dirname(path)))]
    return [
      ...openTo(credentials, 0o077, 0o600),
      ...openTo(credentials && `${credentials}.bk`, 0o077, 0o600),
      ...openTo(config, 0o022, 0o600),
      ...folders.flatMap(path => openTo(path, 0o022, 0o700)),
    ]
  },
}

function openTo(path: string, forbidden: number, right: number): readonly Finding[] {
  const mode = path === '' ? undefined : statSync(path, { throwIfNoEntry: false })?.mode
  if (mode === undefined || (mode & forbidden) === 0) return []
  const what =
    (mode & forbidden & 0o022) === 0 ? words`other users can read "${path}"` : words`other users can change "${path}"`
  const remedy = `chmod ${right.toString(8)} ${shellWord(path)}`
  return [failure(what, remedy, () => chmodSync(path, right))]
}
