import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { AwsenvError, ExitCode } from '../errors.ts'
import type { Environment } from '../model/environment.ts'
import { notRunnable } from './not-runnable.ts'

/** The file that execvp(3) would run. */
export function programNamed(name: string, env: Environment): string {
  if (name.includes('/')) {
    if (statOf(name)?.isDirectory()) throw notRunnable(name, { code: 'EISDIR' })
    return executable(name, name)
  }
  const directories = (env['PATH'] ?? '/usr/bin:/bin').split(delimiter)
  const files = directories.map(directory => join(directory || '.', name)).filter(file => statOf(file)?.isFile())
  const file = files.find(isExecutable) ?? files[0]
  if (name !== '' && file !== undefined) return executable(name, file)
  throw new AwsenvError(`"${name}" is not a program on PATH`, { exitCode: ExitCode.notFound })
}

function executable(name: string, file: string): string {
  try {
    accessSync(file, constants.X_OK)
    return file
  } catch (cause) {
    throw notRunnable(name, cause)
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function statOf(path: string) {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
