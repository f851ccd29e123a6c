import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { changed, type Environment, MANAGED, OWN_VARIABLES, sessionVariables } from '../../src/model/environment.ts'
import { originalsOf, type Restore, wayBack, wayOut, writtenBy } from '../../src/model/restore.ts'
import { decodeRestore, encodeRestore } from '../../src/model/restore-code.ts'
import { Secret } from '../../src/model/secret.ts'
import { describe } from '../support/describe.ts'

describe('restore', test => {
  const session = (suffix = '', region: string | undefined = 'eu-central-1') =>
    sessionVariables({
      credentials: {
        accessKeyId: `ASIAROLEEXAMPLE000${suffix}`,
        secretAccessKey: new Secret(`secret/ROLE+${suffix}`),
        sessionToken: new Secret(`token/ROLE+${suffix}==`),
        expiration: 1_800_000_000,
      },
      accountId: '123456789012',
      role: 'Admin@123456789012',
      roleArn: 'arn:aws:iam::123456789012:role/Admin',
      from: 'default',
      region,
    })

  /** One assume in an environment: what the shell has after it, the way back in it, and the secrets that the vault has. */
  const assume = (before: Environment, variables = session()) => {
    const { originals, secrets } = originalsOf(before)
    const restore: Restore = {
      originals,
      secrets: Object.keys(secrets),
      secretsId: 'id',
      written: writtenBy(variables),
    }
    return { after: changed(before, { ...variables, AWSENV_RESTORE: encodeRestore(restore) }), restore, secrets }
  }

  const environments = fc.dictionary(
    fc.constantFrom(...Object.keys(MANAGED), 'PATH', 'HOME', 'AWS_CONFIG_FILE'),
    fc.string({ unit: 'grapheme' }).filter(value => !value.includes('\0')),
  )

  test('22: assume, then unset: byte for byte what it was, "not set" and "empty" included', () => {
    fc.assert(
      fc.property(environments, before => {
        const { after, restore, secrets } = assume(before)
        const { change, notes } = wayBack(after, decodeRestore(encodeRestore(restore)), secrets)
        assert.equal(changed(after, change), { ...before })
        assert.equal(notes, [])
      }),
    )
  })

  test('20: a second assume keeps the first originals', () => {
    fc.assert(
      fc.property(environments, before => {
        const first = assume(before)
        const second = changed(first.after, session('B', 'us-east-1'))
        const restore = { ...first.restore, written: writtenBy(session('B', 'us-east-1')) }
        assert.equal(
          changed(second, wayBack(second, restore, first.secrets).change)['AWS_REGION'],
          before['AWS_REGION'],
        )
      }),
    )
  })

  test('21: AWSENV_RESTORE carries no secret, old or new', () => {
    const canary = 'CANARYcanaryCANARYcanary'
    const before = Object.fromEntries(
      Object.entries(MANAGED).map(([name, kind]) => [name, kind === 'secret' ? canary : name]),
    )
    const { after } = assume(before)
    const fields = (after['AWSENV_RESTORE'] ?? '').split('.')
    const plain = fields.map(field => `${field} ${Buffer.from(field, 'base64url')}`).join('\n')
    assert.not.match(plain, canary)
    assert.not.match(plain, 'secret/ROLE+')
    assert.not.match(plain, 'token/ROLE+')
    assert.match(plain, 'AWS_PROFILE')
  })

  test('22: a variable that the user changed since is left alone, and named', () => {
    const { after, restore } = assume({ AWS_REGION: 'eu-west-1', AWS_PROFILE: 'work' })
    const edited = { ...after, AWS_REGION: 'sa-east-1', AWS_PROFILE: 'mine' }
    const { change, notes } = wayBack(edited, restore, {})
    assert.is(changed(edited, change)['AWS_REGION'], 'sa-east-1')
    assert.is(changed(edited, change)['AWS_PROFILE'], 'mine')
    assert.match(notes.join('\n'), 'AWS_REGION')
    assert.match(notes.join('\n'), 'AWS_PROFILE')
    assert.is(changed(edited, change)['AWSENV_ROLE'], undefined)
  })

  test('21: the three credential variables stay together when the user changed one of them', () => {
    const { after, restore, secrets } = assume({ AWS_ACCESS_KEY_ID: 'AKIAOLD', AWS_SECRET_ACCESS_KEY: 'old' })
    const edited = { ...after, AWS_ACCESS_KEY_ID: 'AKIAMINE' }
    const { change, notes } = wayBack(edited, restore, secrets)
    const back = changed(edited, change)
    assert.is(back['AWS_ACCESS_KEY_ID'], 'AKIAMINE')
    assert.is(back['AWS_SECRET_ACCESS_KEY'], after['AWS_SECRET_ACCESS_KEY'])
    assert.is(back['AWS_SESSION_TOKEN'], after['AWS_SESSION_TOKEN'])
    assert.match(notes.join('\n'), 'AWS_ACCESS_KEY_ID')
  })

  test('where the vault has lost the secret, the three go together, and it is said', () => {
    const { after, restore } = assume({ AWS_ACCESS_KEY_ID: 'AKIAOLD', AWS_SECRET_ACCESS_KEY: 'old', AWS_REGION: 'x' })
    for (const lost of [undefined, {}]) {
      const { change, notes } = wayBack(after, restore, lost)
      const back = changed(after, change)
      assert.is(back['AWS_ACCESS_KEY_ID'], undefined)
      assert.is(back['AWS_SECRET_ACCESS_KEY'], undefined)
      assert.is(back['AWS_REGION'], 'x')
      assert.match(notes.join('\n'), 'AWS_SECRET_ACCESS_KEY')
    }
  })

  test('without AWSENV_RESTORE, every managed variable goes, and it is said', () => {
    const after = { ...session(), PATH: '/bin' } as Environment
    const { change, notes } = wayOut(after)
    assert.equal(changed(after, change), { PATH: '/bin' })
    assert.is(notes.length, 1)
  })

  test('a shell that has been open since before the fields, with one object in AWSENV_RESTORE, finds its way back', () => {
    const restore = { originals: { AWS_PROFILE: 'work' }, secrets: [], written: { AWS_REGION: 1 }, target: ['prod'] }
    const older = Buffer.from(JSON.stringify({ v: 1, ...restore })).toString('base64url')
    const { originals, written, target } = decodeRestore(older)
    assert.equal(
      { originals, written, target },
      { originals: restore.originals, written: restore.written, target: ['prod'] },
    )
  })

  test('where nothing was replaced, the field for it is empty, which a shell can see', () => {
    assert.match(encodeRestore({ originals: {}, secrets: [], session: 'id', written: {} }), /^2\.\.id\./)
    assert.not.match(
      encodeRestore({ originals: { AWS_REGION: '' }, secrets: [], session: 'id', written: {} }),
      /^2\.\./,
    )
  })

  for (const [what, value] of [
    ['empty', ''],
    ['of a later version', '3.....'],
    ['with a field too many', '2.....e30.x'],
    ['not base64', '!!!'],
    ['not JSON', Buffer.from('{').toString('base64url')],
    ['of another version', Buffer.from('{"v":2,"originals":{},"secrets":[],"written":{}}').toString('base64url')],
    [
      'naming a variable that is not managed',
      encodeRestore({ originals: { PATH: '/evil' }, secrets: [], written: {} }),
    ],
    ['naming a secret that is not managed', encodeRestore({ originals: {}, secrets: ['LD_PRELOAD'], written: {} })],
    [
      'with a value that is no text',
      Buffer.from('{"v":1,"originals":{"AWS_REGION":1},"secrets":[],"written":{}}').toString('base64url'),
    ],
    [
      'naming __proto__',
      Buffer.from('{"v":1,"originals":{"__proto__":"x"},"secrets":[],"written":{}}').toString('base64url'),
    ],
    ['an array', Buffer.from('[]').toString('base64url')],
  ] as const) {
    test(`21: an AWSENV_RESTORE that is ${what} is refused`, () => {
      assert.throws(() => decodeRestore(value), /AWSENV_RESTORE can't be read/)
    })
  }

  test('any text as AWSENV_RESTORE is read or refused, and never another error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        for (const candidate of [text, Buffer.from(text).toString('base64url')]) {
          try {
            decodeRestore(candidate)
          } catch (error) {
            assert.is((error as Error).name, 'AwsenvError')
          }
        }
      }),
    )
  })

  test("awsenv's own variables all go", () => {
    const { after, restore, secrets } = assume({})
    const back = changed(after, wayBack(after, restore, secrets).change)
    assert.equal(
      OWN_VARIABLES.filter(name => back[name] !== undefined),
      [],
    )
  })
})
