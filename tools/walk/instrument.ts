/**
 * Preloaded by `node --import`: notes each function of src/ that is entered, in order, and writes them to the file that
 * AWSENV_WALK names when the process ends. What V8's own coverage gives has no order, and so no changes of file.
 */
import { writeFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Entry, instrumented } from './instrumented.ts'

const entries: Entry[] = []
const entered: number[] = []
const source = process.env['AWSENV_WALK_SOURCE'] ?? ''
const path = process.env['AWSENV_WALK'] ?? ''

Object.assign(globalThis, { __walk: (index: number) => void entered.push(index) })

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.startsWith(source) || !url.endsWith('.ts')) return loaded
    const file = fileURLToPath(url).slice(fileURLToPath(source).length)
    const text = stripTypeScriptTypes(String(loaded.source))
    return { ...loaded, format: 'module', source: instrumented(text, file, entries) }
  },
})

process.on('exit', () => writeFileSync(path, JSON.stringify(entered.map(index => entries[index]))))
