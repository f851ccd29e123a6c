import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { formatNamed, formats } from '../../src/shells/formats.ts'
import { describe } from '../support/describe.ts'

describe('formats', test => {
  const change = {
    AWS_PROFILE: undefined,
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: '/a+b="c\'$d`e\\',
    AWS_SESSION_TOKEN: 'token==',
    AWS_REGION: 'eu-central-1',
    AWS_CREDENTIAL_EXPIRATION: '2026-11-25T12:00:00Z',
    AWS_ACCOUNT_ID: '123456789012',
    AWSENV_ROLE: 'Admin',
    AWSENV_RESTORE: 'x',
    AWSUME_PROFILE: 'Admin',
  }
  const { AWS_PROFILE, AWSENV_ROLE, AWSENV_RESTORE, AWSUME_PROFILE, ...data } = change

  test('process is the JSON of credential_process', () => {
    assert.equal(JSON.parse(formatNamed('process').render(change)), {
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: change.AWS_SECRET_ACCESS_KEY,
      SessionToken: 'token==',
      Expiration: '2026-11-25T12:00:00Z',
      AccountId: '123456789012',
    })
  })

  test('json has the variables that AWS has names for', () => {
    assert.equal(JSON.parse(formatNamed('json').render(change)), data)
  })

  for (const name of ['export', 'dotenv']) {
    test(`a shell reads ${name} back as it was`, () => {
      const script = `set -a\n${formatNamed(name).render(change)}\nexec env -0`
      const { stdout } = spawnSync('sh', ['-c', script], { env: { PATH: process.env['PATH'] }, encoding: 'utf8' })
      const read = Object.fromEntries(
        stdout.split('\0').map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
      )
      for (const [variable, value] of Object.entries(data)) assert.is(read[variable], value)
    })
  }

  test('an unknown format is an error that lists them', () => {
    try {
      formatNamed('yaml')
      assert.unreachable()
    } catch (error) {
      for (const { name } of formats) assert.match((error as { hint: string }).hint, name)
    }
  })
})
