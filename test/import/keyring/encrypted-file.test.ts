import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { decrypted } from '../../../src/import/keyring/encrypted-file.ts'
import { itemIn } from '../../../src/import/keyring/item.ts'
import { describe } from '../../support/describe.ts'

/** The files were written by github.com/99designs/keyring v1.2.2, with this passphrase. */
describe('import/keyring: encrypted files', test => {
  const PASSPHRASE = 'correct horse'
  const jwe = readFileSync(join(import.meta.dirname, 'files/work'), 'utf8')

  test('opens what the library has written', () => {
    const { name, label, accessKey } = itemIn(decrypted(jwe, PASSPHRASE, 'x') ?? '', 'x')
    assert.equal([name, label, accessKey.accessKeyId], ['work', 'aws-vault (work)', 'AKIAWORKWORKWORKWORK'])
    assert.is(accessKey.secretAccessKey.reveal(), 'workWORKwork/WORKwork+WORKworkWORKworkWO')
  })

  test('nothing opens with another passphrase, nor once a character has changed', () => {
    assert.is(decrypted(jwe, 'wrong', 'x'), undefined)
    const starts = [...jwe.matchAll(/\./g)].map(({ index }) => index + 1)
    for (const at of starts) {
      const changed = jwe.slice(0, at) + (jwe[at] === 'A' ? 'B' : 'A') + jwe.slice(at + 1)
      assert.is(decrypted(changed, PASSPHRASE, 'x'), undefined, `at ${at}`)
    }
  })

  const withHeader = (change: object) => {
    const [header = '', ...rest] = jwe.split('.')
    const fields = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...change }
    return [Buffer.from(JSON.stringify(fields)).toString('base64url'), ...rest].join('.')
  }
  for (const [title, text] of Object.entries({
    'an empty file': '',
    'another algorithm': withHeader({ alg: 'dir' }),
    'another encryption': withHeader({ enc: 'A128CBC-HS256' }),
    'a count that would take hours': withHeader({ p2c: 2 ** 40 }),
    'a count that is none': withHeader({ p2c: '8192' }),
    'no salt': withHeader({ p2s: undefined }),
    'a header that is no JSON': `x${jwe}`,
    'a part too many': `${jwe}.x`,
  })) {
    test(`${title} is refused without a try`, () =>
      assert.throws(() => decrypted(text, PASSPHRASE, '"/a/work"'), /^"\/a\/work" is not a file of a keyring/))
  }

  for (const [title, data] of Object.entries({
    'no JSON': 'x',
    'no key': JSON.stringify({ Key: 'a', Data: '' }),
    'half a key': JSON.stringify({
      Key: 'a',
      Data: Buffer.from('{"AccessKeyID":"AKIAWORKWORKWORKWORK"}').toString('base64'),
    }),
  })) {
    test(`an item with ${title} is refused with its place`, () =>
      assert.throws(() => itemIn(data, 'the item'), /^the item is not an access key: /))
  }
})
