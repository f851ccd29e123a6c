/** The code caches in a folder, and V8's word that it takes them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'

export type Cached = { readonly path: string; readonly data: Buffer; readonly script: Script }

/** @throws Error if V8 refuses one: then Node's settings differ from those that it was made under */
export function* cachesIn(folder: string, edit: (data: Buffer) => void = () => {}): Generator<Cached> {
  for (const name of readdirSync(folder)
    .sort()
    .filter(file => file.endsWith('.cache'))) {
    const path = join(folder, name)
    const data = readFileSync(path)
    edit(data)
    const bundle = readFileSync(join(folder, name.replace('.cache', '.cjs')), 'utf8')
    // By another name than the last, or V8 gives the script again that it has in memory.
    const script = new Script(bundle, { filename: name, cachedData: data })
    if (script.cachedDataRejected) throw new Error(`V8 refuses the code cache ${name}`)
    yield { path, data, script }
  }
}
