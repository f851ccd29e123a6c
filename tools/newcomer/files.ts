/** What has come to a root, gone from it or changed in it, between two looks at its files. */
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Each file below a folder with a mark of its content; not those that dpkg and apt keep for themselves. */
export function filesOf(root: string, folder = ''): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
      const name = join(folder, entry.name)
      if (OF_THE_SYSTEM.test(name)) return []
      if (entry.isDirectory()) return [...filesOf(root, name)]
      return [[name, markOf(join(root, name))] as const]
    }),
  )
}

/** As `+ home/alice/.bash_history`, sorted by the sign. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const come = [...after.keys()].filter(name => !before.has(name)).map(name => `+ ${name}`)
  const gone = [...before.keys()].filter(name => !after.has(name)).map(name => `- ${name}`)
  const changed = [...before].filter(([name, mark]) => after.has(name) && after.get(name) !== mark)
  return [...come, ...gone, ...changed.map(([name]) => `~ ${name}`)]
}

function markOf(path: string): string {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return readlinkSync(path)
  return `${found.mode} ${found.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : ''}`
}

const OF_THE_SYSTEM = /^(proc|sys|dev|run|debs|var\/(lib\/(dpkg|apt)|cache|log))$/
