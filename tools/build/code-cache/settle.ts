/**
 * `settle.ts WORK`: reads each code cache and writes it again. The trainee's caches number their functions in the order
 * in which they were compiled, and answers from the network, or Node's own functions, come in between at any time; a
 * process that runs none of them numbers them in the order in which they stand in the cache.
 */
import { writeFileSync } from 'node:fs'
import { cachesIn } from './caches.ts'

for (const { path, script } of cachesIn(process.argv[2] ?? '')) writeFileSync(path, script.createCachedData())
