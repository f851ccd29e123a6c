/**
 * `adopt.ts WORK`, under the settings of Node that the binary has: makes V8 take the code caches there. It refuses a
 * cache whose header has the hash of other flags; but those of the training are about how V8 runs code, and not about
 * what a cache looks like.
 */
import { writeFileSync } from 'node:fs'
import { Script } from 'node:vm'
import { cachesIn } from './caches.ts'

/** https://chromium.googlesource.com/v8/v8/+/refs/heads/main/src/snapshot/code-serializer.h: SerializedCodeData */
const FLAG_HASH = { start: 12, end: 16 } as const

const ours = new Script('').createCachedData().subarray(FLAG_HASH.start, FLAG_HASH.end)
const adopted = cachesIn(process.argv[2] ?? '', data => data.set(ours, FLAG_HASH.start))
for (const { path, data } of adopted) writeFileSync(path, data)
