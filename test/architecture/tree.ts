/** The sources as a value, which a test can also make up: paths from the repository's root, and their texts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'

export type Tree = ReadonlyMap<string, string>

export type Import = {
  readonly from: string
  /** A file of the tree, or the name of a package or of a module of Node's. */
  readonly to: string
  readonly isType: boolean
  readonly isDynamic: boolean
}

/** The files of the repository that the rules look at. */
export function readTree(root: string): Tree {
  const files = ['src', 'tools'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
      .map(entry => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
  )
  return new Map([...files, 'package.json'].map(file => [file, readFileSync(join(root, file), 'utf8')]))
}

export function importsOf(tree: Tree): readonly Import[] {
  return [...tree].flatMap(([from, text]) => (from.endsWith('.ts') ? importsIn(from, withoutComments(text)) : []))
}

function importsIn(from: string, text: string): readonly Import[] {
  const to = (name: string) => (name.startsWith('.') ? posix.join(posix.dirname(from), name) : name)
  const fixed = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s)?'([^']+)'/gm)].map(
    ([, type, name = '']) => ({ from, to: to(name), isType: type !== undefined, isDynamic: false }),
  )
  const called = [...text.matchAll(/(typeof\s+)?\bimport\('([^']+)'\)/g)].map(([, type, name = '']) => ({
    ...{ from, to: to(name), isType: type !== undefined },
    isDynamic: type === undefined,
  }))
  return [...fixed, ...called]
}

/** The room of a file: its folder; a file of src/ itself stands alone. */
export function folderOf(file: string): string {
  const folder = posix.dirname(file)
  return folder === 'src' ? file : folder
}

export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
