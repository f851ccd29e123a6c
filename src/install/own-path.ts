import { realpathSync, statSync } from 'node:fs'
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Context } from '../context/context.ts'

/**
 * The path of awsenv for a file that outlives this version: the one on PATH, if it leads to this binary.
 * A package manager updates that link, and removes the old version's folder.
 */
export function ownPath(context: Context): string {
  return pathOnPath(context) ?? context.executable
}

/** What a shell needs in order to find awsenv by its name. */
export type WayToBinary =
  | { readonly kind: 'found' }
  /** Not on PATH: this folder must be added. */
  | { readonly kind: 'add'; readonly folder: string }
  /** Not on PATH, and its folder must not be: everybody may write there, or the binary has another name. */
  | { readonly kind: 'move'; readonly executable: string }

export function wayToBinary(context: Context): WayToBinary {
  const { env, executable } = context
  if (!env['PATH'] || pathOnPath(context) !== undefined) return { kind: 'found' }
  const folder = dirname(executable)
  const isOurs = basename(executable) === nameOf(context) && !isOpen(folder)
  return isOurs ? { kind: 'add', folder } : { kind: 'move', executable }
}

function pathOnPath(context: Context): string | undefined {
  const itself = realpathOf(context.executable)
  const places = (context.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  return places.map(place => join(place, nameOf(context))).find(path => realpathOf(path) === itself)
}

function nameOf({ isWindows }: Context): string {
  return isWindows ? 'awsenv.exe' : 'awsenv'
}

/** Anyone who can write there could put any program on PATH. */
function isOpen(folder: string): boolean {
  return ((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o022) !== 0
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
