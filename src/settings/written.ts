/** The settings of a file, one by one. Pure. */
import type { SettingsFile } from './file.ts'
import { fieldsAt } from './schema.ts'
import type { KeyPath } from './settings.ts'
import { lineOf } from './toml/pieces.ts'

/** A setting in the file; an alias counts as one. */
export type Written = { readonly path: KeyPath; readonly value: unknown; readonly line: number }

/** The known settings, in the order of the file. */
export function writtenSettings({ data, text = '' }: SettingsFile): readonly Written[] {
  return settingsIn(data, [])
    .map(({ path, value }) => ({ path, value, line: lineOf(text, path) }))
    .sort((a, b) => a.line - b.line)
}

/** The value at a path; undefined if there is none. */
export function valueAt(data: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (table, name) =>
      typeof table === 'object' && table !== null && Object.hasOwn(table, name)
        ? (table as Record<string, unknown>)[name]
        : undefined,
    data,
  )
}

function settingsIn(table: object, path: KeyPath): readonly { path: KeyPath; value: unknown }[] {
  const known = fieldsAt(path)
  return Object.entries(table).flatMap(([name, value]) => {
    const here = [...path, name]
    if (known !== undefined && !known.includes(name)) return []
    const isTable = here[0] === 'accounts' ? here.length < 3 : here[0] === 'aliases' && here.length < 2
    return isTable ? settingsIn(value, here) : [{ path: here, value }]
  })
}
