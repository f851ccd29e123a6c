import {
  chmodSync,
  copyFileSync,
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
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { masterKeyFrom } from '../../../src/vault/master-key.ts'
import { open, readHeader, seal } from '../../../src/vault/seal.ts'
import { describe, needing, rejects } from '../../support/describe.ts'
import { atKeyDesk, type KeyDesk, key, keyDesk } from '../key-desk.ts'
import { canMount, hasMemory, inScratch, MEMORY, onSmallDisk } from '../scratch.ts'
import { begun, killed, runWorker, startWorker } from '../worker.ts'

describe('the vault of the keys', suite => {
  const test = needing(suite, MEMORY, hasMemory())
  const sealingOf = ({ keychain }: KeyDesk) => {
    const [text = ''] = keychain.items.values()
    return { purpose: 'keys' as const, ...masterKeyFrom(text) }
  }
  const content = (desk: KeyDesk) =>
    JSON.parse(Buffer.from(open(readFileSync(desk.file), sealingOf(desk)).payload).toString())
  const place = (desk: KeyDesk, bytes: Uint8Array) => writeFileSync(desk.file, bytes, { mode: 0o600 })
  /** Whatever is wanted of the vault, the answer is this error, and nothing has changed: neither file nor keychain. */
  const unusable = async (desk: KeyDesk, pattern: RegExp, isOpenable = false) => {
    const before = statSync(desk.file, { throwIfNoEntry: false })?.isFile() ? readFileSync(desk.file) : undefined
    const items = [...desk.keychain.items]
    for (const use of [
      () => desk.vault().put('new', key()),
      ...(isOpenable ? [] : [() => desk.vault().get('prod'), () => desk.vault().remove('prod', key())]),
    ]) {
      await rejects(use(), pattern)
    }
    assert.equal([...desk.keychain.items], items)
    if (before !== undefined) assert.equal(readFileSync(desk.file), before)
    assert.equal(
      readdirSync(desk.directory).filter(name => name.endsWith('.tmp')),
      [],
    )
  }
  const withVault = (body: (desk: KeyDesk) => unknown) =>
    atKeyDesk(async desk => {
      await desk.vault().put('prod', key())
      return body(desk)
    })

  test('is empty where there is no file, and asks nobody', () =>
    atKeyDesk(async desk => {
      const vault = desk.vault()
      assert.equal([vault.names(), [...(await vault.list())], await vault.get('prod')], [[], [], undefined])
      await vault.remove('prod', undefined)
      assert.is(desk.keychain.asked, 0)
      assert.not(existsSync(desk.directory))
    }))

  test('gives to another process what one has put there', () =>
    atKeyDesk(async desk => {
      const [one, other] = [
        key('AKIAIOSFODNN7EXAMPLE', { mfa_serial: 'arn:aws:iam::123456789012:mfa/alice', created: 1_799_999_999 }),
        key('AKIAI44QH8DHBEXAMPLE'),
      ]
      await desk.vault().put('prod', one)
      await desk.vault().put('default', other)
      assert.equal(desk.vault().names(), ['default', 'prod'])
      const found = await desk.vault().get('prod')
      assert.is(found?.secretAccessKey.reveal(), one.secretAccessKey.reveal())
      assert.equal({ ...found, secretAccessKey: '' }, { ...one, secretAccessKey: '' })
      assert.equal((await desk.vault().list()).get('default'), { accessKeyId: other.accessKeyId })
    }))

  test('is one file, of no plain secret, that only its owner can read; its key is in the keychain', () =>
    atKeyDesk(async desk => {
      const one = key()
      await desk.vault().put('prod', one)
      assert.equal(readdirSync(desk.directory).sort(), ['keys.vault', 'locks'])
      assert.is(statSync(desk.directory).mode & 0o777, 0o700)
      assert.is(statSync(desk.file).mode & 0o777, 0o600)
      const { kid, store, names, gen, purpose } = readHeader(readFileSync(desk.file))
      assert.equal({ store, names, gen, purpose }, { store: 'keychain', names: ['prod'], gen: 1, purpose: 'keys' })
      assert.equal([...desk.keychain.items.keys()], [`keys.vault ${kid}`])
      const secrets = [one.accessKeyId, one.secretAccessKey.reveal(), ...desk.keychain.items.values()]
      for (const directory of [desk.directory, `${desk.directory}-state`]) {
        for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile()) continue
          const text = readFileSync(join(entry.parentPath, entry.name), 'latin1')
          for (const secret of secrets) assert.not(text.includes(secret), entry.name)
        }
      }
    }))

  test('remembers what is told of the keys, so that to list them asks nobody', () =>
    withVault(async desk => {
      const { asked } = desk.keychain
      assert.equal([...(await desk.vault().list()).keys()], ['prod'])
      assert.is(desk.keychain.asked, asked)
      rmSync(`${desk.directory}-state`, { recursive: true })
      assert.equal([...(await desk.vault().list()).keys()], ['prod'])
      assert.is(desk.keychain.asked, asked + 1)
    }))

  test('does not take what it remembers for what another process has put there since', () =>
    withVault(async desk => {
      copyFileSync(desk.file, `${desk.file}.old`)
      await desk.vault().put('prod', key('AKIAI44QH8DHBEXAMPLE'), await desk.vault().get('prod'))
      renameSync(`${desk.file}.old`, desk.file)
      assert.is((await desk.vault().list()).get('prod')?.accessKeyId, 'AKIAIOSFODNN7EXAMPLE')
    }))

  test('replaces a key by its name, and takes one out', () =>
    withVault(async desk => {
      await desk.vault().put('other', key())
      const other = key('AKIAI44QH8DHBEXAMPLE')
      await desk.vault().put('prod', other, await desk.vault().get('prod'))
      assert.is((await desk.vault().get('prod'))?.accessKeyId, 'AKIAI44QH8DHBEXAMPLE')
      await desk.vault().remove('prod', other)
      await desk.vault().remove('prod', undefined)
      assert.is(await desk.vault().get('prod'), undefined)
      assert.equal(desk.vault().names(), ['other'])
    }))

  test('2.1 changes nothing where another process has changed the entry since it was looked at', () =>
    withVault(async desk => {
      const looked = await desk.vault().get('prod')
      const other = key('AKIAI44QH8DHBEXAMPLE')
      await desk.vault().put('prod', other, looked)
      const sameId = key('AKIAI44QH8DHBEXAMPLE')
      for (const before of [looked, sameId, undefined]) {
        await rejects(desk.vault().put('prod', key(), before), /another awsenv has just changed the key "prod"/)
        await rejects(desk.vault().remove('prod', before), /another awsenv has just changed the key "prod"/)
      }
      await rejects(desk.vault().put('gone', key(), looked), /another awsenv has just changed the key "gone"/)
      const found = await desk.vault().get('prod')
      assert.is(found?.secretAccessKey.reveal(), other.secretAccessKey.reveal())
      assert.equal(desk.vault().names(), ['prod'])
    }))

  test('takes names that mean something to JavaScript as names', () =>
    atKeyDesk(async desk => {
      const names = ['__proto__', 'constructor', 'toString', 'my prof', 'ä']
      for (const name of names) {
        assert.is(await desk.vault().get(name), undefined)
        await desk.vault().put(name, key('AKIAIOSFODNN7EXAMPLE', { mfa_serial: name }))
      }
      for (const name of names) assert.is((await desk.vault().get(name))?.mfa_serial, name)
      assert.equal(desk.vault().names(), names.toSorted())
    }))

  test('keeps what a later version has added: to the header, to the content and to an entry', () =>
    withVault(async desk => {
      const later = { prod: { ...content(desk).entries.prod, note: { by: 'alice' } } }
      const payload = Buffer.from(JSON.stringify({ later: [1], entries: later }))
      place(
        desk,
        seal(payload, sealingOf(desk), { gen: 6, store: 'keychain', names: ['prod'], colour: { is: ['red'] } }),
      )
      await desk.vault().put('prod', key('AKIAI44QH8DHBEXAMPLE'), await desk.vault().get('prod'))
      const { gen, colour } = readHeader(readFileSync(desk.file))
      assert.equal({ gen, colour }, { gen: 7, colour: { is: ['red'] } })
      assert.equal(content(desk).later, [1])
      assert.equal(content(desk).entries.prod.note, { by: 'alice' })
      assert.is(content(desk).entries.prod.accessKeyId, 'AKIAI44QH8DHBEXAMPLE')
    }))

  test('every damage is refused, and what is there stays as it is', () =>
    withVault(async desk => {
      const good = readFileSync(desk.file)
      const vault = desk.vault()
      await vault.get('prod')
      for (let at = 0; at < good.length; at++) {
        const flipped = Buffer.from(good)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at & 7))
        place(desk, flipped)
        await vault.get('prod').then(
          // a name that the header no longer has
          found => assert.is(found, undefined, `byte ${at}`),
          error => assert.match(error.message, /keys\.vault/, `byte ${at}`),
        )
        if (at % 16 === 0)
          await rejects(vault.put('new', key()), /keys\.vault" can't be used|has its key in|the key of/)
        assert.equal(readFileSync(desk.file), flipped)
        place(desk, good.subarray(0, at))
        await rejects(vault.get('prod'), /keys\.vault" can't be used/)
      }
      place(desk, Buffer.concat([good, Buffer.from([0])]))
      await unusable(desk, /wrong key or modified/)
      place(desk, good)
      assert.ok(await desk.vault().get('prod'))
    }))

  test('a file that others can touch, or that is none, is refused, and stays as it is', () =>
    withVault(async desk => {
      chmodSync(desk.file, 0o644)
      await unusable(desk, /is open to others/)
      chmodSync(desk.file, 0o600)
      chmodSync(desk.directory, 0o777)
      await unusable(desk, /is open to others/)
      chmodSync(desk.directory, 0o700)
      linkSync(desk.file, `${desk.file}.second`)
      await unusable(desk, /second name/)
      renameSync(desk.file, `${desk.file}.second`)
      rmSync(desk.file, { force: true })
      symlinkSync(`${desk.file}.second`, desk.file)
      await unusable(desk, /symbolic link/)
      rmSync(desk.file)
      mkdirSync(desk.file)
      await unusable(desk, /is not a file/)
    }))

  test("a newer version's file and a file of sessions are refused, and stay as they are", () =>
    withVault(async desk => {
      const good = readFileSync(desk.file)
      const newer = Buffer.from(good)
      newer[newer.indexOf('"v":1') + 4] = '2'.charCodeAt(0)
      place(desk, newer)
      await unusable(desk, /a newer awsenv wrote it/)
      const sessions = `${desk.directory}-state`
      const [name = ''] = readdirSync(sessions).filter(name => name.endsWith('.vault'))
      const other = readFileSync(join(sessions, name))
      place(desk, other)
      await unusable(desk, /is for "sessions", not for "keys"/)
      place(
        desk,
        seal(Buffer.from('{"entries":{"prod":{}}}'), sealingOf(desk), { gen: 1, store: 'keychain', names: ['prod'] }),
      )
      await unusable(desk, /the content can't be read/)
      place(desk, seal(Buffer.from('{"entries":{}}'), sealingOf(desk), { gen: 1, store: 'keychain', names: { a: 1 } }))
      await unusable(desk, /the names of the keys can't be read/)
    }))

  test('makes no new key where the old one is gone, is something else, or its store is out of reach', () =>
    withVault(async desk => {
      const [[account = '', text = ''] = []] = desk.keychain.items
      const other = Buffer.alloc(32, 7).toString('base64url')
      for (const wrong of ['', `${text}=`, text.slice(0, 40), 'ä', other]) {
        desk.keychain.items.set(account, wrong)
        await unusable(desk, /keys\.vault" can't be used: .*(is not a key|another key than its own)/)
      }
      desk.keychain.items.clear()
      await unusable(desk, /can't be used: the keychain no longer has its key/)
      assert.match(
        ((await rejects(desk.vault().get('prod'), /./)) as { hint?: string }).hint ?? '',
        /restore it .* or move it away/,
      )
      desk.keychain.refusal = 'locked'
      desk.answers = ['a passphrase', 'a passphrase']
      await unusable(desk, /the key of ".*keys\.vault" is out of reach: locked/)
      assert.equal(desk.questions, [])
    }))

  test('a pinned store is the only one that is asked', () =>
    atKeyDesk(async desk => {
      desk.keychain.refusal = 'no bus'
      desk.answers = ['a passphrase', 'a passphrase']
      desk.env = { AWSENV_KEYSTORE: 'secret-service' }
      await rejects(desk.vault().put('prod', key()), /no bus/)
      desk.env = { AWSENV_KEYSTORE: 'keychain' }
      await rejects(desk.vault().put('prod', key()), /no bus/)
      assert.not(existsSync(desk.file))
      assert.equal(desk.questions, [])
      desk.env = { AWSENV_KEYSTORE: 'pass' }
      await rejects(desk.vault().put('prod', key()), /AWSENV_KEYSTORE is "pass", and there is no such key store/)
      desk.env = {}
      desk.keystore = 'passphrase'
      desk.keychain.refusal = undefined
      await desk.vault().put('prod', key())
      assert.is(desk.keychain.items.size, 0)
      assert.is(readHeader(readFileSync(desk.file))['store'], 'passphrase')
      desk.env = { AWSENV_KEYSTORE: 'keychain' }
      await unusable(desk, /has its key in the store "passphrase", not in "keychain"/)
    }))

  test('the store that the header names is asked, and one that this version does not know is refused', () =>
    withVault(async desk => {
      place(desk, seal(Buffer.from('{}'), sealingOf(desk), { gen: 1, store: 'yubikey', names: ['prod'] }))
      await unusable(desk, /has its key in "yubikey", which this awsenv doesn't know/)
    }))

  test('writes nothing where nothing can be locked', () =>
    withVault(async desk => {
      rmSync(join(desk.directory, 'locks'), { recursive: true })
      writeFileSync(join(desk.directory, 'locks'), '')
      const before = readFileSync(desk.file)
      await rejects(desk.vault().put('new', key()), /locks/)
      assert.equal(readFileSync(desk.file), before)
      assert.ok(await desk.vault().get('prod'), 'to read takes no lock')
    }))

  test('does not lose a key of ten that are put at the same moment, nor leave a second key in the keychain', () =>
    atKeyDesk(async desk => {
      const names = Array.from({ length: 10 }, (_, i) => `writer${i}`)
      await Promise.all(names.map(name => desk.vault().put(name, key())))
      assert.equal(desk.vault().names(), names)
      assert.is(desk.keychain.items.size, 1)
      assert.is(content(desk).entries.writer7.accessKeyId, 'AKIAIOSFODNN7EXAMPLE')
    }))

  test('refuses names that do not fit in the header, and keeps the ones that do', () =>
    withVault(async desk => {
      await rejects(desk.vault().put('x'.repeat(3_000), key()), /the vault is full/)
      assert.equal(desk.vault().names(), ['prod'])
    }))

  needing(
    suite,
    'the right to mount',
    canMount() && hasMemory(),
  )('a full or read-only disk keeps the old file, and the keychain no key of a new one', () =>
    onSmallDisk('64k', (disk, remount) =>
      inScratch(async shm => {
        const full = keyDesk(join(disk, 'vault'), shm)
        mkdirSync(join(full.directory, 'locks'), { recursive: true, mode: 0o700 })
        chmodSync(full.directory, 0o700)
        writeFileSync(join(disk, 'filler'), Buffer.alloc(4096))
        for (;;) {
          try {
            writeFileSync(join(disk, 'filler'), Buffer.alloc(4096), { flag: 'a' })
          } catch {
            break
          }
        }
        await rejects(full.vault().put('prod', key()), /ENOSPC|full/)
        assert.not(existsSync(full.file))
        assert.is(full.keychain.items.size, 0)
        rmSync(join(disk, 'filler'))
        await full.vault().put('prod', key())
        remount('ro')
        await rejects(full.vault().put('new', key()), /EROFS|readonly|read-only/)
        assert.equal(full.vault().names(), ['prod'])
        assert.ok(await full.vault().get('prod'))
      }, MEMORY),
    ),
  )

  test('opens whenever a process was killed that was writing', () =>
    atKeyDesk(async desk => {
      const { directory, shm } = desk
      const passphrase = join(dirname(directory), 'passphrase')
      writeFileSync(passphrase, 'correct horse\n', { mode: 0o600 })
      desk.now = Date.now()
      desk.env = { AWSENV_PASSPHRASE_FILE: passphrase, AWSENV_KEYSTORE: 'passphrase' }
      await desk.vault().put('stays', key())
      for (let i = 0; i < 6; i++) {
        const worker = startWorker('store-key', { directory, shm, env: desk.env, name: 'killed', count: null })
        await begun(worker)
        await sleep(Math.random() * 30)
        await killed(worker)
        assert.equal(desk.vault().names(), ['killed', 'stays'])
        assert.match((await desk.vault().get('killed'))?.accessKeyId ?? '', /^AKIA\d{16}$/)
      }
      await desk.vault().put('after', key())
      assert.equal(desk.said, [])
    }))

  test('does not lose a key of one of five processes that all write at once', () =>
    atKeyDesk(async desk => {
      const { directory, shm } = desk
      const passphrase = join(dirname(directory), 'passphrase')
      writeFileSync(passphrase, 'correct horse\n', { mode: 0o600 })
      desk.now = Date.now()
      desk.env = { AWSENV_PASSPHRASE_FILE: passphrase, AWSENV_KEYSTORE: 'passphrase' }
      await desk.vault().put('first', key())
      const names = Array.from({ length: 5 }, (_, i) => `writer${i}`)
      await Promise.all(names.map(name => runWorker('store-key', { directory, shm, env: desk.env, name, count: 2 })))
      assert.equal(desk.vault().names(), ['first', ...names.flatMap(name => [`${name}-0`, `${name}-1`])])
    }))
})
