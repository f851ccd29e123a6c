import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import * as assert from 'uvu/assert'
import type { Environment } from '../../../src/model/environment.ts'
import { type SessionKey, sessionMasterKey } from '../../../src/vault/sessions/session-key.ts'
import { describe, needing } from '../../support/describe.ts'
import { noKeychain } from '../../support/no-keychain.ts'
import { fakeKeychain, keychainOf } from '../fake-keychain.ts'
import { DISK, hasMemory, inScratch, MEMORY } from '../scratch.ts'
import { runWorker } from '../worker.ts'

describe('the key that seals sessions', suite => {
  const test = needing(suite, MEMORY, hasMemory())
  const uid = process.getuid?.()
  const inMemory = (body: (directory: string) => unknown) => inScratch(body, MEMORY)
  const onDisk = (body: (directory: string) => unknown) => inScratch(body, DISK)
  const key = (shm: string, env: Environment = {}): SessionKey =>
    sessionMasterKey({ env, uid, shm, users: join(shm, 'no-users'), keychain: () => noKeychain })
  const ours = `awsenv-${uid}`

  test('is made once, and found from then on', () =>
    inMemory(shm => {
      const first = key(shm)
      const again = key(shm)
      assert.is(first.kid, again.kid)
      assert.ok(first.masterKey.equals(again.masterKey))
      assert.is(first.store, 'shm')
    }))

  test('lies alone in a directory of its own, 32 bytes, for its owner only', () =>
    inMemory(shm => {
      key(shm)
      assert.is(statSync(join(shm, ours)).mode & 0o777, 0o700)
      assert.is(statSync(join(shm, ours, 'sessions.key')).mode & 0o777, 0o600)
      assert.is(statSync(join(shm, ours, 'sessions.key')).size, 32)
      assert.equal(readdirSync(join(shm, ours)), ['sessions.key'])
    }))

  test('is not shown when it is printed, and its name tells nothing about it', () =>
    inMemory(shm => {
      const found = key(shm)
      const bytes = readFileSync(join(shm, ours, 'sessions.key'))
      for (const coding of ['hex', 'base64', 'latin1'] as const) {
        assert.not.ok(inspect(found, { depth: 9, showHidden: true }).includes(bytes.toString(coding)))
      }
      assert.match(found.kid, /^[0-9a-f]{16}$/)
      assert.not.ok(bytes.toString('hex').includes(found.kid))
    }))

  test('lies in XDG_RUNTIME_DIR where there is one', () =>
    inMemory(runtime =>
      inMemory(shm => {
        const found = key(shm, { XDG_RUNTIME_DIR: runtime })
        assert.is(found.store, 'runtime')
        assert.equal(readdirSync(join(runtime, 'awsenv')), ['sessions.key'])
        assert.equal(readdirSync(shm), [])
      }),
    ))

  test("3.5 lies in /run/user/UID where XDG_RUNTIME_DIR is not set, relative, or another user's: cron finds what the desktop made", () =>
    inMemory(users =>
      inMemory(shm => {
        const runtime = join(users, String(uid))
        mkdirSync(runtime, { mode: 0o700 })
        const keyFor = (env: Environment) => sessionMasterKey({ env, uid, shm, users, keychain: () => noKeychain })
        const ofDesktop = keyFor({ XDG_RUNTIME_DIR: runtime })
        for (const env of [{}, { XDG_RUNTIME_DIR: '' }, { XDG_RUNTIME_DIR: 'run' }, { XDG_RUNTIME_DIR: '/proc' }]) {
          const found = keyFor(env)
          assert.equal([found.store, found.kid], ['runtime', ofDesktop.kid])
        }
        assert.equal(readdirSync(shm), [])
        chmodSync(runtime, 0o755)
        assert.is(keyFor({}).store, 'shm', 'a directory that is open to others')
      }),
    ))

  test('lies in shared memory where XDG_RUNTIME_DIR is relative, missing, open to others or on a disk', () =>
    inMemory(shm =>
      inMemory(open =>
        onDisk(disk => {
          chmodSync(open, 0o755)
          for (const runtime of ['run', '', join(open, 'none'), open, disk]) {
            assert.is(key(shm, { XDG_RUNTIME_DIR: runtime }).store, 'shm', runtime)
          }
          assert.equal([...readdirSync(open), ...readdirSync(disk)], [])
        }),
      ),
    ))

  test('is not put on a disk, and the reason is a sentence about all places', () =>
    onDisk(disk => {
      assert.throws(
        () => key(disk),
        /no safe place for a key: XDG_RUNTIME_DIR is not set; .* is not tmpfs; there is no keychain here/,
      )
      assert.equal(readdirSync(disk), [])
    }))

  test('has no place on a system without users, and none where there is no shared memory', () => {
    const onWindows = { env: {}, uid: undefined, shm: MEMORY, keychain: () => noKeychain }
    assert.throws(() => sessionMasterKey(onWindows), /no safe place for a key: there is no keychain here/)
    assert.throws(() => key(join(MEMORY, 'awsenv-is-not-here')), /ENOENT/)
    assert.not.ok(existsSync(join(MEMORY, 'awsenv-is-not-here')))
  })

  test('lies in the keychain where there is no place in memory: made once, and found from then on', () =>
    onDisk(disk => {
      const fake = fakeKeychain()
      const find = (user: number | undefined) =>
        sessionMasterKey({ env: {}, uid: user, shm: disk, keychain: () => keychainOf(fake) })
      const first = find(uid)
      assert.is(first.store, 'keychain')
      assert.is(find(undefined).kid, first.kid)
      assert.equal([...fake.items.keys()], ['sessions'])
      assert.equal(readdirSync(disk), [])
      fake.items.set('sessions', 'no key')
      assert.throws(() => find(uid), /what lies in the place of the key is not a key/)
      assert.is(fake.items.get('sessions'), 'no key')
    }))

  test('is refused in a directory that is open, a link, or not ours', () =>
    inMemory(shm => {
      mkdirSync(join(shm, ours), { mode: 0o700 })
      chmodSync(join(shm, ours), 0o711)
      assert.throws(() => key(shm), /is open to others/)
      renameSync(join(shm, ours), join(shm, 'elsewhere'))
      chmodSync(join(shm, 'elsewhere'), 0o700)
      symlinkSync(join(shm, 'elsewhere'), join(shm, ours))
      assert.throws(() => key(shm), /is not a directory/)
      mkdirSync(join(shm, 'awsenv-12345'), { mode: 0o700 })
      assert.throws(
        () => sessionMasterKey({ env: {}, uid: 12345, shm, keychain: () => noKeychain }),
        /belongs to another user/,
      )
    }))

  test('is refused when others can read it, when it is a link, has a second name, or another length', () =>
    inMemory(shm => {
      key(shm)
      const path = join(shm, ours, 'sessions.key')
      chmodSync(path, 0o644)
      assert.throws(() => key(shm), /is open to others/)
      chmodSync(path, 0o600)
      linkSync(path, join(shm, 'second'))
      assert.throws(() => key(shm), /second name/)
      rmSync(path)
      symlinkSync(join(shm, 'second'), path)
      assert.throws(() => key(shm), /symbolic link/)
      rmSync(path)
      for (const length of [0, 31, 33]) {
        writeFileSync(path, Buffer.alloc(length), { mode: 0o600 })
        assert.throws(() => key(shm), /is not a key/)
      }
    }))

  test('never replaces what came into its place after it was found missing', () =>
    inMemory(shm => {
      mkdirSync(join(shm, ours), { mode: 0o700 })
      // a link to nothing looks missing at first, and is there when the key is to get its name
      symlinkSync(join(shm, 'nothing'), join(shm, ours, 'sessions.key'))
      assert.throws(() => key(shm), /symbolic link/)
      assert.equal(readdirSync(join(shm, ours)), ['sessions.key'])
      assert.not.ok(existsSync(join(shm, 'nothing')))
    }))

  test('is whole again after a process that was killed between giving it its name and taking the first one away', () =>
    inMemory(shm => {
      const { kid } = key(shm)
      const path = join(shm, ours, 'sessions.key')
      linkSync(path, `${path}.0123456789abcdef.tmp`)
      assert.is(key(shm).kid, kid)
      assert.equal(readdirSync(join(shm, ours)), ['sessions.key'])
    }))

  test('is the same one for 30 processes that all find none at the same moment', () =>
    inMemory(async directory => {
      // the moment between looking and making is short: hence 40 rounds, once all have started
      const start = Date.now() + 3000
      const rounds = Array.from({ length: 40 }, (_, i) => ({ shm: join(directory, String(i)), at: start + 50 * i }))
      for (const { shm } of rounds) mkdirSync(shm)
      const answers = await Promise.all(Array.from({ length: 30 }, () => runWorker('make-key', rounds)))
      assert.is(new Set(answers).size, 1)
      assert.is(new Set(JSON.parse(answers[0] ?? '')).size, rounds.length)
      for (const { shm } of rounds) assert.equal(readdirSync(join(shm, ours)), ['sessions.key'])
    }))
})
