import { inspect } from 'node:util'
import * as assert from 'uvu/assert'
import { isTemporary } from '../../src/model/credentials.ts'
import { Secret } from '../../src/model/secret.ts'
import { accessKeyOf, adHocProfile, type Profile, subProperties } from '../../src/profiles/profile.ts'
import { describe } from '../support/describe.ts'
import { messageOf, profilesIn } from './shared-files.ts'

describe('a profile', test => {
  const profile = (config: string, credentials = '') => profilesIn(config, credentials).get('a') as Profile

  test('has its keys in the spelling of the files', () => {
    const { name, role_arn, mfa_serial, region } = profile('[profile a]\nROLE_ARN = r\nmfa_serial = m')
    assert.equal([name, role_arn, mfa_serial, region], ['a', 'r', 'm', undefined])
  })

  test('can be called as a key is', () => {
    assert.is(profilesIn('[profile a]\nname = x').get('a')?.name, 'a')
    assert.is(profilesIn('[profile a]\nname = x\norigins = y').get('a')?.settings.get('name')?.value, 'x')
  })

  test('lacks a key that is empty, but knows where it stands', () => {
    const found = profile('[profile a]\nregion =')
    assert.not('region' in found)
    assert.is(found.settings.get('region')?.value, '')
    assert.equal(found.origins.get('region'), { value: '', file: 'config', line: 2 })
  })

  test('keeps keys that awsenv does not know', () => {
    assert.is(profile('[profile a]\ngranted_sso = x').settings.get('granted_sso')?.value, 'x')
  })

  test("has granted's keys of IAM Identity Center as its own, if all of them are there and no sso_session is", () => {
    const keys = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'] as const
    const lines = keys.map(key => `granted_${key} = of granted`)
    const read = (...some: readonly string[]) => {
      const found = profile(['[profile a]', ...some].join('\n'))
      return keys.map(key => found[key])
    }
    assert.equal(
      read(...lines),
      keys.map(() => 'of granted'),
    )
    assert.equal(read(...lines, 'sso_region = own')[1], 'own')
    for (const left of [lines.slice(1), lines.slice(0, 3), [...lines, 'sso_session = s']])
      assert.equal(read(...left), [undefined, undefined, undefined, undefined])
  })

  test('says of each key where it stands', () => {
    const { origins } = profile('[profile a]\nregion = x\noutput = y', '\n[a]\nregion = z')
    assert.equal(origins.get('region'), { value: 'z', file: 'credentials', line: 3 })
    assert.equal(origins.get('output'), { value: 'y', file: 'config', line: 3 })
  })

  for (const key of [
    'aws_secret_access_key',
    'aws_session_token',
    'aws_security_token',
    'sso_access_token',
    'proxy_password',
    'client_secret',
  ]) {
    test(`keeps ${key} secret`, () => {
      const profiles = profilesIn(`[profile a]\n${key} = canary\ns3 =\n ${key} = canary\n`)
      assert.instance(profiles.get('a')?.settings.get(key)?.value, Secret)
      assert.instance(profiles.get('a')?.settings.get('s3')?.value, Secret)
      assert.not.match(
        inspect([profiles, profiles.get('a')], { depth: 9 }) + JSON.stringify(profiles.get('a')),
        'canary',
      )
    })
  }

  test('shows what only sounds like a secret', () => {
    const { settings } = profile('[profile a]\nweb_identity_token_file = x\naws_access_key_id = y')
    assert.equal(
      [...settings.values()].map(({ value }) => value),
      ['x', 'y'],
    )
  })

  test('that was made up stands in no file', () => {
    const found = adHocProfile('Admin@123456789012', { role_arn: 'r', source_profile: 'a' })
    assert.equal(
      [found.name, found.role_arn, found.settings.size, found.origins.size],
      ['Admin@123456789012', 'r', 0, 0],
    )
  })
})

describe('the access key of a profile', test => {
  const keyOf = (config: string, credentials = '') => accessKeyOf(profilesIn(config, credentials).get('a') as Profile)
  const id = 'aws_access_key_id = AKIAEXAMPLE'
  const secret = 'aws_secret_access_key = canary'

  test('is absent where neither half is there', () =>
    assert.is(keyOf('[profile a]\naws_access_key_id =\naws_session_token = x'), undefined))

  test('comes without a session token, or with it', () => {
    const plainKey = keyOf(`[profile a]\n${id}\n${secret}`)
    assert.equal([plainKey?.accessKeyId, plainKey?.secretAccessKey.reveal()], ['AKIAEXAMPLE', 'canary'])
    assert.not('sessionToken' in (plainKey ?? {}))
    assert.is(keyOf(`[profile a]\n${id}\n${secret}\naws_session_token = t`)?.sessionToken?.reveal(), 't')
  })

  test('has a session token by its old name, too, as in botocore', () => {
    const tokenOf = (config: string, credentials = '') => keyOf(config, credentials)?.sessionToken?.reveal()
    const old = 'aws_security_token = o'
    assert.is(tokenOf(`[profile a]\n${id}\n${secret}\n${old}`), 'o')
    assert.is(tokenOf(`[profile a]\n${id}\n${secret}\n${old}\naws_session_token = t`), 't')
    assert.is(tokenOf(`[profile a]\n${old}`, `[a]\n${id}\n${secret}`), undefined)
  })

  const partial: [title: string, config: string, credentials: string, message: string][] = [
    ['only an id', `[profile a]\n${id}`, '', 'has aws_access_key_id in "config", line 2, but no aws_secret_access_key'],
    [
      'only a secret',
      '',
      `\n[a]\n${secret}`,
      'has aws_secret_access_key in "credentials", line 3, but no aws_access_key_id',
    ],
    [
      'an empty secret',
      `[profile a]\n${id}\naws_secret_access_key =`,
      '',
      'has aws_access_key_id in "config", line 2, but no aws_secret_access_key',
    ],
    [
      'halves in two files (botocore wants them in one)',
      `[profile a]\n${secret}`,
      `[a]\n${id}`,
      'has aws_access_key_id in "credentials", line 2, but no aws_secret_access_key',
    ],
  ]
  for (const [title, config, credentials, message] of partial) {
    test(`is an error that names the file: ${title}`, () => {
      assert.is(
        messageOf(() => keyOf(config, credentials)),
        `AwsenvError: profile "a" ${message}`,
      )
    })
  }

  test('is never put together from two files: a stale session token stays behind', () => {
    const key = keyOf(`[profile a]\naws_session_token = stale\n${id}OLD\n${secret}old`, `[a]\n${id}\n${secret}`)
    assert.equal(
      [key?.accessKeyId, key?.secretAccessKey.reveal(), key?.sessionToken],
      ['AKIAEXAMPLE', 'canary', undefined],
    )
  })

  for (const left of ['aws_session_token = stale', 'aws_access_key_id =\naws_secret_access_key =']) {
    test(`is not hidden by what the credentials file has left of another: ${left.replace('\n', ', ')}`, () => {
      const key = keyOf(`[profile a]\n${id}\n${secret}`, `[a]\n${left}`)
      assert.equal([key?.accessKeyId, key?.sessionToken], ['AKIAEXAMPLE', undefined])
    })
  }

  test('may be in the config file while the credentials file has other keys of that profile', () => {
    assert.is(keyOf(`[profile a]\n${id}\n${secret}`, '[a]\nregion = x')?.accessKeyId, 'AKIAEXAMPLE')
  })

  test('is temporary by its session token, or by its id', () => {
    const key = (accessKeyId: string, sessionToken?: Secret) => ({
      accessKeyId,
      secretAccessKey: new Secret('s'),
      ...(sessionToken && { sessionToken }),
    })
    assert.equal([key('AKIA1'), key('ASIA1'), key('AKIA1', new Secret('t'))].map(isTemporary), [false, true, true])
  })
})

describe('sub-properties', test => {
  test('are pairs with names in lower case', () => {
    assert.equal(
      [...subProperties('\nEndpoint_url = http://a?b=c\nx =')],
      [
        ['endpoint_url', 'http://a?b=c'],
        ['x', ''],
      ],
    )
  })
  test('are not in a value of one line', () => assert.is(subProperties('a = b').size, 0))
})
