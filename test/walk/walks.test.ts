/** How much a cached `assume ACCOUNT ROLE` does, in numbers that are the same on every machine: `npm run walk` shows them. */
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { countOf, timesEntered } from '../../tools/walk/count.ts'
import { walks } from '../../tools/walk/walks.ts'
import { describe } from '../support/describe.ts'

const root = join(import.meta.dirname, '../..')

describe('a cached assume', test => {
  test('evaluates one command, and reads, decrypts and decodes each thing once', async () => {
    const ways = new Map(await Array.fromAsync(walks(root)))
    const cached = ways.get('cached') ?? []
    const times = timesEntered(cached)
    for (const name of [
      'all-commands.ts COMMANDS',
      'context/before.ts restoreIn',
      'model/restore-code.ts decodeRestore',
      'model/restore.ts wayBack',
      'profiles/files.ts readProfiles',
      'settings/file.ts readSettings',
      'vault/seal.ts open',
      'vault/sessions/session-file.ts readAnew',
      'credentials/source/candidates.ts vaultCandidates',
    ]) {
      assert.is(times.get(name), 1, name)
    }
    const { calls, changes } = countOf(cached)
    assert.ok(calls < MOST.calls, `${calls} calls`)
    assert.ok(changes < MOST.changes, `${changes} changes of file`)

    // A change is made to the file as it is under the lock: that is one reading for each write, and no other.
    for (const [way, entries] of ways) {
      const entered = timesEntered(entries)
      const [reads = 0, writes = 0] = ['readAnew', 'write'].map(name =>
        entered.get(`vault/sessions/session-file.ts ${name}`),
      )
      assert.is(reads - writes, 1, `${way}: ${reads} readings, ${writes} writes`)
      assert.is(entered.get('vault/sessions/session-key.ts keyIn'), 1)
    }
  })

  test('looks through 200 profiles once', async () => {
    const profile = (index: number) =>
      `[profile p${index}]\nrole_arn = arn:aws:iam::${100_000_000_000 + index}:role/Admin\nsource_profile = default\n`
    const config = `\n${Array.from({ length: 200 }, (_, index) => profile(index)).join('')}`
    for await (const [way, entries] of walks(root, config)) {
      if (way !== 'cached') continue
      assert.is(timesEntered(entries).get('profiles/profile.ts profileOf'), 201)
      return
    }
  })
})

/**
 * Of 1,808 and 387 when this was first counted. A bash that starts one process more for `$(…)` has a few calls more: it
 * is looked at, too.
 */
const MOST = { calls: 620, changes: 200 }
