import { createDecipheriv, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { Secret } from '../../../src/model/secret.ts'
import { type Header, headerOf } from '../../../src/vault/header.ts'
import { masterKeyOf } from '../../../src/vault/master-key.ts'
import type { JsonValue } from '../../../src/vault/payload.ts'
import { unwrap, wrap, wrappingIn } from '../../../src/vault/stores/passphrase-seal.ts'
import type { VaultError } from '../../../src/vault/vault-error.ts'
import { describe, rejects } from '../../support/describe.ts'

describe('a master key behind a passphrase', test => {
  const vector = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/v1-keys-passphrase.json'), 'utf8'))
  const header = headerOf(Buffer.from(vector.header))
  const kdf = header['kdf'] as Record<string, JsonValue>
  const withKdf = (fields: Record<string, JsonValue | undefined>) =>
    JSON.parse(JSON.stringify({ ...header, kdf: { ...kdf, ...fields } })) as Header

  test('is had again by the same passphrase, in whatever way its umlauts are typed, and by no other', async () => {
    const key = masterKeyOf(Buffer.alloc(32, 5))
    const wrapped = { ...header, kid: key.kid, ...(await wrap(key, new Secret('Bäume 木'))) }
    const again = await unwrap(wrapped, new Secret('Bäume 木'.normalize('NFD')))
    assert.ok(again.masterKey.equals(key.masterKey))
    const error = (await rejects(unwrap(wrapped, new Secret('Baume 木')), /not the passphrase/)) as VaultError
    assert.is(error.reason, 'wrong passphrase')
    await rejects(unwrap({ ...wrapped, kid: '0000000000000000' }, new Secret('Bäume 木')), /not the passphrase/)
  })

  test('the vector opens, now and for ever', async () => {
    const { masterKey, kid } = await unwrap(header, new Secret(vector.passphrase))
    assert.is(masterKey.export().toString('hex'), vector.masterKey)
    assert.is(kid, vector.kid)
  })

  test('the vector is what the written format makes of its parts', () => {
    const { logN, r, p, salt } = kdf as { logN: number; r: number; p: number; salt: string }
    const options = { N: 2 ** logN, r, p, maxmem: 2 ** 28 }
    const key = scryptSync(vector.passphrase, Buffer.from(salt, 'base64url'), 32, options)
    const sealed = Buffer.from(String(header['wrapped']), 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(`awsenv/v1/passphrase/${vector.kid}`))
    decipher.setAuthTag(sealed.subarray(44))
    assert.is(
      Buffer.concat([decipher.update(sealed.subarray(12, 44)), decipher.final()]).toString('hex'),
      vector.masterKey,
    )
  })

  test('work that nobody would ask for is refused before it is begun', () => {
    const wrong: Record<string, JsonValue | undefined>[] = [
      ...[40, 21, 14, 1, 0, -17, 17.5, '17', null].map(logN => ({ logN })),
      ...[0, 1, 7, 9, 2 ** 30, '8'].map(r => ({ r })),
      ...[0, 2, 2 ** 30, null].map(p => ({ p })),
      ...['', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}=`, 7].map(salt => ({ salt })),
      ...['constructor', '__proto__', 'toString', 'pbkdf2', 'argon2id', ['scrypt'], 7].map(name => ({ name })),
      ...['name', 'logN', 'r', 'p', 'salt'].map(name => ({ [name]: undefined })),
    ]
    const reason = (header: Header) => {
      try {
        return wrappingIn(header)
      } catch (error) {
        return (error as VaultError).reason
      }
    }
    for (const fields of wrong) assert.is(reason(withKdf(fields)), 'not a vault', JSON.stringify(fields))
    for (const logN of [15, 16, 17, 18, 19, 20]) assert.is.not(reason(withKdf({ logN })), 'not a vault')
    for (const kdf of ['scrypt', 'constructor', null, [], 17]) assert.is(reason({ ...header, kdf }), 'not a vault')
    const brought = JSON.parse(`{"__proto__":${JSON.stringify(kdf)}}`)
    assert.is(reason({ ...header, kdf: brought }), 'not a vault')
    for (const wrapped of ['', 'A'.repeat(79), 'A'.repeat(81), `${'A'.repeat(79)}=`, 7, null])
      assert.is(reason({ ...header, wrapped }), 'not a vault')
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (kdf, wrapped) => {
        assert.is(reason({ ...header, kdf: kdf as JsonValue, wrapped: wrapped as JsonValue }), 'not a vault')
      }),
    )
  })

  test('a cheaper derivation is another key: the header can not be talked into one', async () => {
    await rejects(unwrap(withKdf({ logN: 15 }), new Secret(vector.passphrase)), /not the passphrase/)
  })
})
