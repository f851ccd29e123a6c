/**
 * `npm run walk [-- --root DIR] [--all]`: through how many functions and files a cached `awsenv assume ACCOUNT ROLE`
 * goes. The numbers are the same on every machine: they tell what the code does, and not how fast that is.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { countOf, timesEntered } from './count.ts'
import type { Entry } from './instrumented.ts'
import { walks } from './walks.ts'

const { values } = parseArgs({
  options: { root: { type: 'string', default: join(import.meta.dirname, '../..') }, all: { type: 'boolean' } },
})
let entries: readonly Entry[] = []
for await (const [way, entered] of walks(values.root)) {
  entries = entered
  if (way === 'cached') break
}
const { calls, files, changes } = countOf(entries)
const most = [...timesEntered(entries)].sort((a, b) => b[1] - a[1]).slice(0, values.all ? undefined : 25)
const rows = most.map(([name, times]) => `${String(times).padStart(6)}  ${name}`)
process.stdout.write(`${calls} calls, ${files} files, ${changes} changes of file\n${rows.join('\n')}\n`)
