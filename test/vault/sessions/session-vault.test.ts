import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { open, seal } from '../../../src/vault/seal.ts'
import { sessionMasterKey } from '../../../src/vault/sessions/session-key.ts'
import { openSessionVault, type SessionVault } from '../../../src/vault/sessions/session-vault.ts'
import { describe, needing, rejects } from '../../support/describe.ts'
import { noKeychain } from '../../support/no-keychain.ts'
import { canMount, DISK, hasMemory, inBoth, inScratch, MEMORY, onSmallDisk } from '../scratch.ts'
import { begun, killed, runWorker, startWorker } from '../worker.ts'

describe('the session vault', suite => {
  const test = needing(suite, MEMORY, hasMemory())
  const uid = process.getuid?.()
  const NOW = 1_800_000_000_000
  const LATER = NOW / 1000 + 3600

  type Desk = {
    directory: string
    shm: string
    warnings: string[]
    vault: (now?: number) => SessionVault
    file: string
  }
  /** Each `vault()` is what another process would open. */
  const deskAt = (directory: string, shm: string): Desk => {
    const warnings: string[] = []
    const warn = (message: string) => void warnings.push(message)
    const vault = (now = NOW) =>
      openSessionVault({ directory, env: {}, uid, shm, keychain: () => noKeychain, now: () => now, warn })
    const { kid } = sessionMasterKey({ env: {}, uid, shm, keychain: () => noKeychain })
    return { directory, shm, warnings, vault, file: join(directory, `sessions-${kid}.vault`) }
  }
  const atDesk = (body: (desk: Desk) => unknown) => inBoth((directory, shm) => body(deskAt(directory, shm)))
  const put = (vault: SessionVault, name: string, value: string | number = 'value', expires = LATER) =>
    vault.update(entries => void entries.set(name, { value, expires }))
  const keyOf = ({ shm }: Desk) => sessionMasterKey({ env: {}, uid, shm, keychain: () => noKeychain })
  const sealingOf = (desk: Desk) => ({ purpose: 'sessions' as const, ...keyOf(desk) })
  const sealed = (desk: Desk, payload: unknown) =>
    seal(Buffer.from(JSON.stringify(payload)), sealingOf(desk), { gen: 1, store: 'shm' })
  const place = (desk: Desk, bytes: Uint8Array) => {
    mkdirSync(desk.directory, { mode: 0o700, recursive: true })
    writeFileSync(desk.file, bytes, { mode: 0o600 })
  }
  const content = (desk: Desk) =>
    JSON.parse(Buffer.from(open(readFileSync(desk.file), sealingOf(desk)).payload).toString())
  /** A vault that keeps to itself, leaves the file as it is, and has said once why. */
  const memoryOnly = async (desk: Desk, reason: RegExp) => {
    const before = existsSync(desk.file) && statSync(desk.file).isFile() ? readFileSync(desk.file) : undefined
    const vault = desk.vault()
    assert.is(vault.get('one'), undefined)
    assert.equal(desk.warnings, [], 'nothing is said before there is something to store')
    await put(vault, 'one', 1)
    await put(vault, 'two', 2)
    assert.is(vault.get('one')?.value, 1)
    assert.is(vault.get('two')?.value, 2)
    assert.is(vault.persistent, false)
    assert.is(await vault.exclusively('name', async () => 7), 7)
    assert.is(desk.warnings.length, 1)
    assert.match(desk.warnings[0] ?? '', reason)
    if (before !== undefined) assert.equal(readFileSync(desk.file), before)
  }

  test('gives to another process what one has stored', () =>
    atDesk(async desk => {
      await put(desk.vault(), 'role', 'value')
      assert.equal(desk.vault().get('role'), { value: 'value', expires: LATER })
      assert.equal([...desk.vault().list().keys()], ['role'])
      assert.is(desk.vault().persistent, true)
      assert.equal(desk.warnings, [])
    }))

  test('forgets what has expired: at once to the reader, with the next write on disk', () =>
    atDesk(async desk => {
      await put(desk.vault(), 'short', 1, NOW / 1000 + 10)
      assert.ok(desk.vault(NOW + 9_999).get('short'))
      assert.is(desk.vault(NOW + 10_000).get('short'), undefined)
      assert.is(desk.vault(NOW + 10_000).list().size, 0)
      await put(desk.vault(NOW + 10_000), 'other')
      assert.equal(Object.keys(content(desk).entries), ['other'])
    }))

  test('2.7 what a reader has found expired is erased when it ends, and nothing is written where nothing has', () =>
    atDesk(async desk => {
      await put(desk.vault(), 'short', 1, NOW / 1000 + 10)
      await put(desk.vault(), 'long')
      const reader = desk.vault(NOW + 9_999)
      reader.get('short')
      const before = readFileSync(desk.file)
      await reader.eraseExpired()
      assert.equal(readFileSync(desk.file), before)
      const later = desk.vault(NOW + 10_000)
      assert.is(later.get('other'), undefined)
      await later.eraseExpired()
      assert.equal(Object.keys(content(desk).entries), ['long'])
    }))

  test('2.7 a clock that is turned back prolongs nothing, and what it hides is erased', () =>
    atDesk(async desk => {
      await put(desk.vault(), 'short', 1, NOW / 1000 + 900)
      const reader = desk.vault(NOW - 3_600_000)
      assert.is(reader.get('short'), undefined)
      await reader.eraseExpired()
      assert.equal(Object.keys(content(desk).entries), [])
    }))

  test('keeps names that mean something to JavaScript as names', () =>
    atDesk(async desk => {
      for (const name of ['__proto__', 'constructor', 'toString', '', 'ä/../"']) {
        assert.is(desk.vault().get(name), undefined)
        await put(desk.vault(), name, name)
      }
      for (const name of ['__proto__', 'constructor', 'toString', '', 'ä/../"']) {
        assert.is(desk.vault().get(name)?.value, name)
      }
    }))

  test('holds no plain text, in no file, and files and directories are for their owner only', () =>
    atDesk(async desk => {
      await put(desk.vault(), 'canary-name', 'canary-value')
      await desk.vault().exclusively('canary-lock', async () => undefined)
      for (const name of readdirSync(desk.directory, { recursive: true, encoding: 'utf8' })) {
        const path = join(desk.directory, name)
        assert.is(statSync(path).mode & 0o077, 0, name)
        assert.not.ok(name.includes('canary'))
        if (statSync(path).isFile()) assert.not.ok(readFileSync(path).includes('canary'), name)
      }
    }))

  test('keeps what a later version added to the content, and counts its writes', () =>
    atDesk(async desk => {
      const entries = { old: { value: 1, expires: LATER, colour: 'red' } }
      place(desk, sealed(desk, { entries, later: { than: ['this'] } }))
      await put(desk.vault(), 'new')
      assert.equal(content(desk).later, { than: ['this'] })
      assert.equal(content(desk).entries.old, entries.old)
      assert.is(open(readFileSync(desk.file), sealingOf(desk)).header.gen, 2)
    }))

  test('does not lose a change of one of 20 processes that all write at once', () =>
    atDesk(async ({ directory, shm, vault }) => {
      const names = Array.from({ length: 20 }, (_, i) => `writer${i}`)
      await Promise.all(names.map(name => runWorker('store', { directory, shm, name, count: 2, size: 1 })))
      const found = vault(Date.now()).list()
      assert.equal([...found.keys()].sort(), names.flatMap(name => [`${name}-0`, `${name}-1`]).sort())
    }))

  test('opens whenever a process was killed that was writing', () =>
    atDesk(async desk => {
      const { directory, shm } = desk
      for (let i = 0; i < 30; i++) {
        const worker = startWorker('store', { directory, shm, name: 'killed', count: null, size: 50_000 })
        await begun(worker)
        await sleep(Math.random() * 30)
        await killed(worker)
        const value = desk.vault(Date.now()).get('killed')?.value as number[]
        assert.is(value.length, 50_000)
        assert.ok(
          value.every(number => number === value[0]),
          'two writes are mixed',
        )
      }
      await put(desk.vault(Date.now()), 'after')
      assert.equal(desk.warnings, [])
    }))

  test('clears away what killed writes and dead keys left, when it is old enough', () =>
    atDesk(async desk => {
      const dead = 'sessions-0000000000000000.vault'
      const HOUR = 3600
      const ages: [string, number, 'goes' | 'stays'][] = [
        [`${dead}.0123456789abcdef.tmp`, 2 * HOUR, 'goes'],
        [`${dead}.1123456789abcdef.tmp`, HOUR / 2, 'stays'],
        [dead, 32 * 24 * HOUR, 'goes'],
        ['sessions-1111111111111111.vault', 30 * 24 * HOUR, 'stays'],
        [`${dead}.corrupt-1700000000`, 32 * 24 * HOUR, 'goes'],
        ['keys.vault', 1000 * 24 * HOUR, 'stays'],
        ['notes.tmp', 1000 * 24 * HOUR, 'stays'],
      ]
      mkdirSync(desk.directory, { mode: 0o700 })
      for (const [name, age] of ages) {
        writeFileSync(join(desk.directory, name), '', { mode: 0o600 })
        const then = Date.now() / 1000 - age
        utimesSync(join(desk.directory, name), then, then)
      }
      await put(desk.vault(), 'one')
      for (const [name, , fate] of ages) assert.is(existsSync(join(desk.directory, name)), fate === 'stays', name)
      assert.is(desk.vault().get('one')?.value, 'value')
    }))

  test("leaves another key's file alone, without a word", () =>
    inBoth((directory, shm) =>
      inScratch(async otherShm => {
        const [one, other] = [deskAt(directory, shm), deskAt(directory, otherShm)]
        await put(one.vault(), 'one', 1)
        const before = readFileSync(one.file)
        assert.is(other.vault().get('one'), undefined)
        await put(other.vault(), 'two', 2)
        assert.equal(readFileSync(one.file), before)
        assert.is(one.vault().get('two'), undefined)
        assert.equal([...one.warnings, ...other.warnings], [])
      }, MEMORY),
    ))

  test('sets a damaged file aside when it stores, says where, and begins afresh', () =>
    atDesk(async desk => {
      const flipped = Buffer.from(sealed(desk, { entries: {} }))
      flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1
      const other = { ...sealingOf(desk), kid: '0000000000000000' }
      const damaged = [
        flipped,
        Buffer.alloc(0),
        Buffer.from('{}'),
        sealed(desk, []),
        sealed(desk, { entries: { x: {} } }),
        seal(Buffer.from('{"entries":{}}'), other, { gen: 1, store: 'shm' }),
      ]
      for (const [i, bytes] of damaged.entries()) {
        const now = NOW + i * 1000
        place(desk, bytes)
        assert.is(desk.vault(now).get('new'), undefined)
        assert.equal(readFileSync(desk.file), Buffer.from(bytes), 'reading changes nothing')
        await put(desk.vault(now), 'new', i)
        const aside = `${desk.file}.corrupt-${now / 1000}`
        assert.equal(readFileSync(aside), Buffer.from(bytes))
        assert.is(desk.vault(now).get('new')?.value, i)
        assert.is(desk.warnings.length, i + 1)
        assert.match(desk.warnings[i] ?? '', `kept as "${aside}", and a fresh one begun`)
      }
    }))

  test('a vault that would be too large to be read drops what ends first, and never a code that was used', () =>
    atDesk(async desk => {
      await desk.vault().update(entries => {
        for (let i = 0; i < 9_000; i++) entries.set(`role-${i}`, { value: 'x'.repeat(1_000), expires: LATER + i })
        entries.set('used-codes-device', { value: ['123456'], expires: NOW / 1000 + 60 })
      })
      await put(desk.vault(), 'role-new', 'new', LATER - 1)
      assert.ok(statSync(desk.file).size <= 8 * 1024 * 1024)
      const kept = desk.vault().list()
      assert.ok(kept.size > 7_000)
      assert.not.ok(kept.has('role-0'))
      for (const name of ['role-8999', 'role-new', 'used-codes-device']) assert.ok(kept.has(name), name)
      assert.equal(desk.warnings, [])
    }))

  test('removes what nobody can read, and nothing else', () =>
    atDesk(async desk => {
      await put(desk.vault(), 'one')
      assert.equal(await desk.vault().removeUnreadable(), [])
      assert.is(desk.vault().get('one')?.value, 'value')
      const newer = Buffer.from(sealed(desk, { entries: {} }))
      newer[newer.indexOf('"v":1') + 4] = '2'.charCodeAt(0)
      for (const [bytes, why] of [
        [Buffer.alloc(9 * 1024 * 1024), /larger than any vault/],
        [Buffer.from('{}'), /can't be used/],
        [newer, /newer awsenv/],
      ] as const) {
        place(desk, bytes)
        const [removed, ...others] = await desk.vault().removeUnreadable()
        assert.equal([removed?.path, others], [desk.file, []])
        assert.match(removed?.why ?? '', why)
        assert.not.ok(existsSync(desk.file))
      }
      const aside = `${desk.file}.corrupt-1`
      writeFileSync(aside, 'x', { mode: 0o600 })
      assert.equal(
        (await desk.vault().removeUnreadable()).map(({ path }) => path),
        [aside],
      )
      assert.not.ok(existsSync(aside))
    }))

  test("neither reads nor replaces a later version's file", () =>
    atDesk(async desk => {
      const file = Buffer.from(sealed(desk, { entries: {} }))
      file[file.indexOf('"v":1') + 4] = '2'.charCodeAt(0)
      place(desk, file)
      await memoryOnly(
        desk,
        /^sessions and the codes that were sent are not remembered: .*a newer awsenv wrote it .*\(update awsenv\)$/,
      )
    }))

  test('leaves a file that others can read alone, and goes on in memory', () =>
    atDesk(async desk => {
      place(desk, sealed(desk, { entries: { one: { value: 0, expires: LATER } } }))
      chmodSync(desk.file, 0o644)
      await memoryOnly(desk, /is open to others \(chmod 600 /)
      assert.is(statSync(desk.file).mode & 0o777, 0o644)
    }))

  test('leaves a directory in its place alone, and goes on in memory', () =>
    atDesk(async desk => {
      mkdirSync(desk.file, { recursive: true, mode: 0o700 })
      await memoryOnly(desk, /is not a file/)
    }))

  test('goes on in memory where its directory is open to others, or a file', () =>
    atDesk(async desk => {
      mkdirSync(desk.directory)
      chmodSync(desk.directory, 0o777)
      await memoryOnly(desk, /is open to others \(chmod 700 /)
      assert.equal(readdirSync(desk.directory), [])
      renameSync(desk.directory, `${desk.directory}.old`)
      writeFileSync(desk.directory, '')
      desk.warnings.length = 0
      await memoryOnly(desk, /can't make the directory/)
    }))

  suite('goes on in memory where no key can be kept', () =>
    inScratch(async scratch => {
      const warnings: string[] = []
      const directory = join(scratch, 'awsenv')
      const warn = (message: string) => void warnings.push(message)
      const vault = openSessionVault({
        directory,
        env: {},
        uid,
        shm: scratch,
        keychain: () => noKeychain,
        now: () => NOW,
        warn,
      })
      assert.is(vault.get('one'), undefined)
      assert.is(await vault.exclusively('one', async () => 7), 7)
      assert.equal(warnings, [])
      await put(vault, 'one', 1)
      await put(vault, 'one', 2)
      assert.is(vault.get('one')?.value, 2)
      assert.is(warnings.length, 1)
      assert.match(
        warnings[0] ?? '',
        /^sessions and the codes that were sent are not remembered: there is no safe place for a key: /,
      )
      assert.equal(readdirSync(scratch), [])
    }, DISK))

  needing(
    suite,
    'the right to mount',
    canMount() && hasMemory(),
  )('keeps in memory what a full disk does not take', () =>
    onSmallDisk('64k', disk =>
      inScratch(async shm => {
        const desk = deskAt(join(disk, 'awsenv'), shm)
        await put(desk.vault(), 'small', 1)
        const vault = desk.vault()
        await put(vault, 'large', 'x'.repeat(100_000))
        await put(vault, 'more', 3)
        assert.equal([...vault.list().keys()], ['small', 'large', 'more'])
        assert.is(desk.warnings.length, 1)
        assert.match(
          desk.warnings[0] ?? '',
          /^sessions and the codes that were sent are not remembered: can't write .* ENOSPC/,
        )
        assert.equal([...desk.vault().list().keys()], ['small'])
      }, MEMORY),
    ),
  )

  needing(
    suite,
    'the right to mount',
    canMount() && hasMemory(),
  )('keeps in memory what a read-only disk does not take', () =>
    onSmallDisk('64k', (disk, remount) =>
      inScratch(async shm => {
        const desk = deskAt(join(disk, 'awsenv'), shm)
        await put(desk.vault(), 'old', 1)
        remount('ro')
        const vault = desk.vault()
        await vault.exclusively('name', () => put(vault, 'new', 2))
        assert.equal([...vault.list().keys()], ['old', 'new'])
        assert.is(desk.warnings.length, 1)
        assert.match(desk.warnings[0] ?? '', /EROFS/)
        assert.equal([...desk.vault().list().keys()], ['old'])
      }, MEMORY),
    ),
  )

  test('lets one at a time do what has a name, and the others see what it stored', () =>
    atDesk(async desk => {
      let requests = 0
      const one = async () => {
        const vault = desk.vault()
        return vault.exclusively('arn:aws:iam::123456789012:mfa/me', async () => {
          const known = vault.get('session')
          if (known !== undefined) return known.value
          requests++
          await sleep(20)
          await put(vault, 'session', 'the one')
          return 'the one'
        })
      }
      assert.equal(await Promise.all(Array.from({ length: 10 }, one)), Array(10).fill('the one'))
      assert.is(requests, 1)
    }))

  test('frees the name when the task fails, and an update that throws changes nothing', () =>
    atDesk(async desk => {
      const vault = desk.vault()
      await put(vault, 'one', 1)
      const failing = () => Promise.reject(new Error('no answer'))
      await rejects(vault.exclusively('name', failing), /no answer/)
      await rejects(vault.exclusively('name', failing), /no answer/)
      const change = (entries: Map<string, unknown>) => {
        entries.clear()
        throw new Error('thought better of it')
      }
      await rejects(vault.update(change), /thought better of it/)
      assert.is(vault.get('one')?.value, 1)
    }))

  test('goes on without locks where there can be none', () =>
    atDesk(async desk => {
      mkdirSync(desk.directory, { mode: 0o700 })
      writeFileSync(join(desk.directory, 'locks'), '')
      const vault = desk.vault()
      assert.is(await vault.exclusively('name', async () => 7), 7)
      await put(vault, 'one', 1)
      assert.is(desk.vault().get('one')?.value, 1)
    }))
})
