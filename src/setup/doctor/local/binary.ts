import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Context } from '../../../context/context.ts'
import { wayToBinary } from '../../../install/own-path.ts'
import { shellWord } from '../../../shells/posix.ts'
import { type Check, type Finding, failure, warning, words } from '../../finding.ts'

/** Whether a shell finds this binary by its name, and no other one, and nobody else can replace it. */
export const binary: Check<Context> = {
  name: 'binary',
  ok: 'your shell finds this binary on PATH, and no other awsenv',
  find: context => [...onPath(context), ...others(context), ...open(context)],
}

function onPath(context: Context): readonly Finding[] {
  const way = wayToBinary(context)
  if (way.kind === 'found') return []
  if (way.kind === 'add') return [warning(words`"${way.folder}" is not on PATH`, `add "${way.folder}" to PATH`)]
  return [
    warning(
      words`"${way.executable}" is not on PATH, and its folder or name is not fit for that`,
      'move it to a folder on PATH that only you can write to, under the name awsenv',
    ),
  ]
}

/** A copy that is forgotten gets no updates, and is used as soon as PATH changes. */
function others({ env, executable, isWindows }: Context): readonly Finding[] {
  const name = isWindows ? 'awsenv.exe' : 'awsenv'
  const places = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  const found = [...new Set(places.map(place => join(place, name)))].filter(isProgram)
  const different = found.filter(path => realpathSync(path) !== realOf(executable))
  const isShadowed = found.length > different.length && different.includes(found[0] ?? '')
  return different.map(path =>
    warning(
      isShadowed && path === found[0]
        ? words`"${path}" comes first on PATH: another awsenv than "${executable}", which is running now`
        : words`"${path}" is another awsenv on PATH`,
      `rm ${shellWord(path)}, or remove its folder from PATH`,
    ),
  )
}

function open({ executable, isWindows }: Context): readonly Finding[] {
  if (isWindows) return []
  const path = realOf(executable)
  return [path, dirname(path)].flatMap(place => {
    const mode = statSync(place, { throwIfNoEntry: false })?.mode ?? 0
    // In a folder like /tmp, nobody can replace another user's file.
    if ((mode & 0o002) === 0 || (mode & 0o1000) !== 0) return []
    return [failure(words`every user can write to "${place}", and so replace awsenv`, `chmod o-w ${shellWord(place)}`)]
  })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
