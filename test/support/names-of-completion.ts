/** Names for completion as awsenv keeps them, written by hand. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** From lines of a kind, a tab and a name; `cache` is what XDG_CACHE_HOME says. */
export function writeNames(cache: string, text: string): void {
  const directory = join(cache, 'awsenv', 'completion')
  mkdirSync(directory, { recursive: true })
  const byKind = Map.groupBy(text.split('\n').filter(Boolean), line => line.slice(0, line.indexOf('\t')))
  for (const [kind, lines] of byKind) {
    const names = lines.map(line => Buffer.from(`${line.slice(kind.length + 1)}\n`)).sort(Buffer.compare)
    writeFileSync(join(directory, kind), Buffer.concat(names))
  }
}
