/** Compares two folders file by file: their names and bytes, and not their modes, which hang on the builder's umask. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/** What the first difference is, in the order of the files' names; undefined if the folders are equal. */
export function firstDifference(one: string, other: string): string | undefined {
  const [ours, theirs] = [filesIn(one), filesIn(other)]
  for (const name of [...new Set([...ours, ...theirs])].sort()) {
    if (!ours.includes(name)) return `${name}: only the second has it`
    if (!theirs.includes(name)) return `${name}: only the first has it`
    const difference = bytesOf(one, other, name)
    if (difference !== undefined) return `${name}: ${difference}`
  }
  return undefined
}

/** Paths with slashes, of what is no folder. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
}

function bytesOf(one: string, other: string, name: string): string | undefined {
  const [ours, theirs] = [readFileSync(join(one, name)), readFileSync(join(other, name))]
  if (ours.equals(theirs)) return undefined
  const at = ours.findIndex((byte, index) => byte !== theirs[index])
  if (at === -1 || at >= theirs.length) return `${ours.length} bytes in the first, ${theirs.length} in the second`
  const hex = (bytes: Buffer) => bytes.subarray(at, at + 16).toString('hex')
  return `byte ${at}: ${hex(ours)} in the first, ${hex(theirs)} in the second`
}
