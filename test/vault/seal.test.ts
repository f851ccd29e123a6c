import { createSecretKey, randomBytes, webcrypto } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { open, type Sealing, seal } from '../../src/vault/seal.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { describe } from '../support/describe.ts'

for (const purpose of ['sessions', 'keys'] as const) {
  describe(`seal and open ${purpose}`, test => {
    const sealing: Sealing = { purpose, kid: 'aabbccddeeff0011', masterKey: createSecretKey(randomBytes(32)) }
    const provenance = { gen: 3, store: 'runtime', later: { by: ['alice'] } }
    const sealed = (text: string) => seal(Buffer.from(text), sealing, provenance)
    const reason = (bytes: Uint8Array, by: Sealing = sealing): string => {
      try {
        open(bytes, by)
      } catch (error) {
        assert.instance(error, VaultError)
        return (error as VaultError).reason
      }
      return 'opened'
    }
    const START = 12
    /** A sealed file with another header, which the seal does not know of. */
    const withHeader = (change: (header: Record<string, unknown>) => unknown): Buffer => {
      const file = Buffer.from(sealed('{}'))
      const end = START + file.readUInt32BE(8)
      const changed = change(JSON.parse(file.toString('utf8', START, end)))
      const header = Buffer.isBuffer(changed) ? changed : Buffer.from(JSON.stringify(changed))
      const length = Buffer.alloc(4)
      length.writeUInt32BE(header.length)
      return Buffer.concat([file.subarray(0, 8), length, header, file.subarray(end)])
    }

    test('what was sealed opens, with its header', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 500 }), bytes => {
          const { payload, header } = open(seal(bytes, sealing, provenance), sealing)
          assert.equal(Buffer.from(payload), Buffer.from(bytes))
          assert.is(header.gen, 3)
          assert.is(header.store, 'runtime')
        }),
      )
    })

    test('every write has an id, a nonce and a ciphertext of its own', () => {
      const [one, other] = [sealed('the same'), sealed('the same')].map(file => open(file, sealing).header.id)
      assert.is.not(one, other)
      assert.not.equal(sealed('the same').subarray(-24), sealed('the same').subarray(-24))
    })

    test('none of the content can be seen', () => {
      assert.not.ok(Buffer.from(sealed('a canary sings')).includes('canary'))
    })

    test('every flipped bit is refused', () => {
      const file = sealed('{"entries":{}}')
      for (let bit = 0; bit < file.length * 8; bit++) {
        const flipped = Uint8Array.from(file)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        assert.is.not(reason(flipped), 'opened', `bit ${bit}`)
      }
    })

    test('every truncation is refused, and so is a byte too many', () => {
      const file = sealed('{"entries":{}}')
      for (let length = 0; length < file.length; length++) {
        assert.is.not(reason(file.subarray(0, length)), 'opened', `length ${length}`)
      }
      assert.is(reason(Buffer.concat([file, Buffer.from([0])])), 'wrong key or modified')
    })

    test('whatever bytes come, the answer is a VaultError', () => {
      const magic = Buffer.from('AWSENVLT')
      const anything = fc.uint8Array({ maxLength: 300 })
      const headed = fc
        .tuple(fc.nat({ max: 200 }), anything)
        .map(([length, rest]) => Buffer.concat([magic, Buffer.from([0, 0, 0, length]), rest]))
      const withJson = fc.jsonValue().map(value => withHeader(() => value))
      fc.assert(
        fc.property(fc.oneof(anything, headed, withJson), bytes => assert.is.not(reason(bytes), 'opened')),
        { numRuns: 5000 },
      )
    })

    test('a later version is told from a damaged file, whatever else its header holds', () => {
      assert.is(reason(withHeader(header => ({ ...header, v: 2 }))), 'newer')
      assert.is(reason(withHeader(() => ({ v: 2, alg: ['other'] }))), 'newer')
    })

    test('another purpose, another key and its name are refused by their names', () => {
      const file = sealed('{}')
      const other = purpose === 'keys' ? 'sessions' : 'keys'
      assert.is(reason(withHeader(header => ({ ...header, purpose: other }))), 'wrong purpose')
      assert.is(reason(file, { ...sealing, kid: '0000000000000000' }), 'other key')
      assert.is(reason(file, { ...sealing, masterKey: createSecretKey(randomBytes(32)) }), 'wrong key or modified')
    })

    test('the name of the key is part of the key', () => {
      const kid = '0000000000000000'
      assert.is(
        reason(
          withHeader(header => ({ ...header, kid })),
          { ...sealing, kid },
        ),
        'wrong key or modified',
      )
    })

    test('a header of other types, or without a field, is refused before it is used', () => {
      const wrong: Record<string, unknown>[] = [
        { v: 0 },
        { v: '1' },
        { v: null },
        { alg: 'none' },
        { alg: 'aes-256-gcm' },
        { id: 'short' },
        { id: `${'A'.repeat(21)}=` },
        { id: 7 },
        { gen: 1.5 },
        { gen: '1' },
        { kid: '../../x' },
        { kid: '' },
        { purpose: 'x\u001b[2J' },
        { store: {} },
      ]
      for (const fields of wrong) {
        assert.is(reason(withHeader(header => ({ ...header, ...fields }))), 'not a vault', JSON.stringify(fields))
      }
      for (const missing of ['v', 'purpose', 'alg', 'kid', 'id', 'gen', 'store']) {
        const without = withHeader(header => ({ ...header, [missing]: undefined }))
        assert.is(reason(without), 'not a vault', missing)
      }
    })

    test('fields are not taken from a prototype that the file brings', () => {
      const file = withHeader(header => Buffer.from(`{"__proto__":${JSON.stringify(header)}}`))
      assert.is(reason(file), 'not a vault')
    })

    test('a header of more than 4 KiB is not even read', () => {
      assert.is(reason(withHeader(header => ({ ...header, v: 2, more: 'x'.repeat(5000) }))), 'not a vault')
    })
  })
}

describe('the vectors of the format', test => {
  const directory = join(import.meta.dirname, 'vectors')
  for (const name of readdirSync(directory)) {
    const vector = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Record<string, string>
    const bytes = (field: string) => Buffer.from(vector[field] ?? '', 'hex')
    const kid = vector['kid'] ?? ''
    const { purpose } = JSON.parse(vector['header'] ?? '') as Pick<Sealing, 'purpose'>

    test(`${name} opens, now and for ever`, () => {
      const { payload, header } = open(bytes('file'), {
        purpose,
        kid,
        masterKey: createSecretKey(bytes('masterKey')),
      })
      assert.is(Buffer.from(payload).toString(), vector['payload'])
      assert.equal(JSON.stringify(header), vector['header'])
    })

    test(`${name} is what the written format makes of its parts, computed by WebCrypto`, async () => {
      const header = Buffer.from(vector['header'] ?? '')
      const length = Buffer.from([0, 0, header.length >> 8, header.length & 255])
      const associated = Buffer.concat([Buffer.from('AWSENVLT'), length, header])
      const info = Buffer.from(`awsenv/v1/${purpose}/${kid}`)
      const master = await webcrypto.subtle.importKey('raw', bytes('masterKey'), 'HKDF', false, ['deriveKey'])
      const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: bytes('id'), info }
      const aes = { name: 'AES-GCM', length: 256 }
      const key = await webcrypto.subtle.deriveKey(hkdf, master, aes, false, ['encrypt'])
      const gcm = { name: 'AES-GCM', iv: bytes('nonce'), additionalData: associated, tagLength: 128 }
      const body = Buffer.from(await webcrypto.subtle.encrypt(gcm, key, Buffer.from(vector['payload'] ?? '')))
      assert.is(Buffer.concat([associated, bytes('nonce'), body]).toString('hex'), vector['file'])
    })
  }
})
