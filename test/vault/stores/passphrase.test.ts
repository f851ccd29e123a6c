import { createCipheriv, randomBytes, scryptSync } from 'node:crypto'
import { chmodSync, closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import type { AwsenvError } from '../../../src/errors.ts'
import { KeyFile } from '../../../src/vault/keys/key-file.ts'
import { type MasterKey, newMasterKey } from '../../../src/vault/master-key.ts'
import { readHeader } from '../../../src/vault/seal.ts'
import type { Wrapping } from '../../../src/vault/stores/passphrase-seal.ts'
import { describe, needing, rejects } from '../../support/describe.ts'
import { atKeyDesk, type KeyDesk, key } from '../key-desk.ts'
import { hasMemory, MEMORY } from '../scratch.ts'

describe('the vault of the keys behind a passphrase', suite => {
  const test = needing(suite, MEMORY, hasMemory())
  const MINUTE = 60_000
  /** A vault that "correct horse" opens, with the least work that a header may ask for: it is opened many times here. */
  const locked = (body: (desk: KeyDesk) => unknown) =>
    atKeyDesk(async desk => {
      desk.keychain.refusal = 'there is no keychain here'
      const master = newMasterKey()
      const fields = { store: 'passphrase', ...wrappedCheaply(master, 'correct horse') } as const
      const entry = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 's'.repeat(40) }
      await new KeyFile(desk.directory, process.getuid?.()).change(master, fields, all => void all.set('prod', entry))
      return body(desk)
    })

  test('is made where the keychain is out of reach, and that is said; the passphrase is typed twice', () =>
    atKeyDesk(async desk => {
      desk.keychain.refusal = 'there is no keychain here (no session bus)'
      desk.answers = ['correct horse', 'correct hose', 'correct horse', 'correct horse']
      await desk.vault().put('prod', key())
      assert.equal(desk.said, [
        'there is no keychain here (no session bus): a passphrase will seal the keys',
        'the two are not the same: try again',
      ])
      assert.match(desk.questions[0] ?? '', /^a new passphrase for .*keys\.vault: $/)
      assert.is(desk.questions.length, 4)
      const bytes = readFileSync(desk.file)
      const { store, kdf, wrapped } = readHeader(bytes)
      assert.is(store, 'passphrase')
      assert.equal({ ...(kdf as object), salt: '' }, { name: 'scrypt', logN: 17, r: 8, p: 1, salt: '' })
      assert.is(Buffer.from(String(wrapped), 'base64url').length, 60)
      assert.not(bytes.includes('correct'))
    }))

  test('a new one of fewer than eight characters is not taken, and a short one is said to be weak', () =>
    atKeyDesk(async desk => {
      desk.keychain.refusal = 'there is no keychain here'
      desk.answers = ['abcde', 'ninechars', 'ninechars']
      await desk.vault().put('prod', key())
      assert.match(
        desk.said[1] ?? '',
        /^a passphrase of fewer than 8 characters can be guessed from a copy of the disk: four words/,
      )
      assert.match(desk.said[2] ?? '', /^a passphrase of 9 characters holds off a thief for a while only: four words/)
      assert.is(desk.questions.length, 3)
    }))

  test('three times a short one changes nothing', () =>
    atKeyDesk(async desk => {
      desk.keychain.refusal = 'there is no keychain here'
      desk.answers = ['a', 'b', 'c', 'd']
      await rejects(desk.vault().put('prod', key()), /fewer than 8 characters .*: nothing has changed/)
      assert.equal(desk.vault().names(), [])
    }))

  test('asks once for a quarter of an hour of work, and again after it', () =>
    locked(async desk => {
      desk.answers = ['correct horse']
      for (let i = 0; i < 3; i++) assert.ok(await desk.vault().get('prod'))
      await desk.vault().put('other', key())
      desk.now += 15 * MINUTE - 1
      await desk.vault().remove('other', await desk.vault().get('other'))
      assert.equal(desk.questions, [`passphrase of ${desk.file}: `])
      desk.now += 1
      await rejects(desk.vault().get('prod'), /nobody can be asked/)
    }))

  test('asks once, however many processes want it at the same moment', () =>
    locked(async desk => {
      desk.answers = ['correct horse']
      const found = await Promise.all(Array.from({ length: 8 }, () => desk.vault().get('prod')))
      assert.ok(found.every(one => one?.accessKeyId === 'AKIAIOSFODNN7EXAMPLE'))
      assert.is(desk.questions.length, 1)
    }))

  test('asks nobody what is not secret, nor for a name that it does not have', () =>
    atKeyDesk(async desk => {
      desk.keychain.refusal = 'there is no keychain here'
      desk.answers = ['correct horse', 'correct horse']
      await desk.vault().put('prod', key())
      desk.now += 15 * MINUTE
      desk.questions.length = 0
      assert.equal(desk.vault().names(), ['prod'])
      assert.equal([...(await desk.vault().list()).keys()], ['prod'])
      assert.is(await desk.vault().get('other'), undefined)
      assert.equal(desk.questions, [])
    }))

  test('a wrong passphrase is asked for again, three times, and changes nothing', () =>
    locked(async desk => {
      const before = readFileSync(desk.file)
      desk.answers = ['a', 'b', 'correct horse']
      assert.ok(await desk.vault().get('prod'))
      const wrong = 'this is not the passphrase of the vault: try again'
      assert.equal(desk.said, [wrong, wrong])
      desk.now += 15 * MINUTE
      desk.answers = ['a', 'b', 'c', 'correct horse']
      await rejects(desk.vault().put('new', key()), /this is not the passphrase of the vault/)
      desk.answers = [undefined, 'never asked']
      await rejects(desk.vault().put('new', key()), /no passphrase was given: nothing has changed/)
      assert.equal(readFileSync(desk.file), before)
    }))

  test('where nobody can be asked it says so, with an exit code of its own', () =>
    locked(async desk => {
      const error = (await rejects(desk.vault().get('prod'), /needs its passphrase/)) as AwsenvError
      assert.is(error.exitCode, 75)
      assert.match(error.hint ?? '', /AWSENV_PASSPHRASE_FILE/)
      desk.answers = ['correct horse']
      await rejects(desk.vault().unattended().get('prod'), /needs its passphrase/)
      assert.equal(desk.questions, [])
      assert.ok(await desk.vault().get('prod'))
      assert.ok(await desk.vault().unattended().get('prod'), 'what is unlocked is unlocked for all')
    }))

  test('a file that only its owner can read gives it: its first line', () =>
    locked(async desk => {
      const file = join(dirname(desk.directory), 'passphrase')
      desk.env = { AWSENV_PASSPHRASE_FILE: file }
      await rejects(desk.vault().get('prod'), /AWSENV_PASSPHRASE_FILE names ".*", which is not there/)
      writeFileSync(file, '\ncorrect horse\n', { mode: 0o600 })
      await rejects(desk.vault().get('prod'), /its first line is empty/)
      writeFileSync(file, 'correct horse\r\nmore\n')
      chmodSync(file, 0o640)
      await rejects(desk.vault().get('prod'), /is open to others/)
      chmodSync(file, 0o600)
      assert.ok(await desk.vault().get('prod'))
      writeFileSync(file, 'wrong\n')
      desk.now += 15 * MINUTE
      desk.answers = ['correct horse']
      await rejects(desk.vault().get('prod'), /this is not the passphrase/)
      assert.equal(desk.questions, [], 'what was given in a file is not asked for')
    }))

  test('who has it from a file waits for nobody who is asked for it, and asks nobody to wait', () =>
    locked(async desk => {
      const answer = Promise.withResolvers<string>()
      desk.answers = [answer.promise]
      const person = desk.vault().get('prod')
      while (desk.questions.length === 0) await sleep(5)
      const file = join(dirname(desk.directory), 'passphrase')
      writeFileSync(file, 'correct horse\n', { mode: 0o600 })
      desk.env = { AWSENV_PASSPHRASE_FILE: file }
      const programs = Array.from({ length: 6 }, () => desk.vault().unattended().get('prod'))
      const found = await Promise.all(programs).finally(() => answer.resolve('correct horse'))
      assert.ok(found.every(one => one !== undefined))
      assert.ok(await person)
      assert.equal([desk.questions.length, desk.said], [1, []])
    }))

  test('a descriptor gives it, and goes before the file', () =>
    locked(async desk => {
      const file = join(dirname(desk.directory), 'passphrase')
      writeFileSync(file, 'correct horse', { mode: 0o600 })
      const descriptor = openSync(file, 'r')
      desk.env = { AWSENV_PASSPHRASE_FD: String(descriptor), AWSENV_PASSPHRASE_FILE: `${file}.none` }
      assert.ok(await desk.vault().get('prod'))
      closeSync(descriptor)
      rmSync(file)
      desk.now += 15 * MINUTE
      for (const wrong of ['three', '-1', '3x', ' ']) {
        desk.env = { AWSENV_PASSPHRASE_FD: wrong }
        await rejects(desk.vault().get('prod'), /AWSENV_PASSPHRASE_FD is not the number of an open descriptor/)
      }
      desk.env = { AWSENV_PASSPHRASE_FD: '987' }
      await rejects(desk.vault().get('prod'), /can't read the descriptor 987 of AWSENV_PASSPHRASE_FD: EBADF/)
    }))
})

function wrappedCheaply({ masterKey, kid }: MasterKey, passphrase: string): Wrapping {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const kdf = { name: 'scrypt', logN: 15, r: 8, p: 1, salt: salt.toString('base64url') } as const
  const derived = scryptSync(passphrase, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 })
  const cipher = createCipheriv('aes-256-gcm', derived, nonce)
  cipher.setAAD(Buffer.from(`awsenv/v1/passphrase/${kid}`))
  const sealed = Buffer.concat([nonce, cipher.update(masterKey.export()), cipher.final(), cipher.getAuthTag()])
  return { kdf, wrapped: sealed.toString('base64url') }
}
