import * as assert from 'uvu/assert'
import { changed, MANAGED, sessionVariables } from '../../src/model/environment.ts'
import { Secret } from '../../src/model/secret.ts'
import { describe } from '../support/describe.ts'

describe('environment', test => {
  const session = {
    credentials: {
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: new Secret('secret'),
      sessionToken: new Secret('token'),
      expiration: 1_795_608_000,
    },
    accountId: '123456789012',
    role: 'Admin@123456789012',
    roleArn: 'arn:aws:iam::123456789012:role/Admin',
    from: 'work',
    region: 'eu-central-1',
  }

  test('a session sets what every SDK, CLI and prompt reads', () => {
    assert.equal(changed({}, sessionVariables(session)), {
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_CREDENTIAL_EXPIRATION: '2026-11-25T12:00:00Z',
      AWS_SESSION_EXPIRATION: '2026-11-25T12:00:00Z',
      AWS_ACCOUNT_ID: '123456789012',
      AWSUME_PROFILE: 'Admin@123456789012',
      AWSENV_ROLE: 'Admin@123456789012',
      AWSENV_ROLE_ARN: 'arn:aws:iam::123456789012:role/Admin',
      AWSENV_EXPIRES: '1795608000',
      AWSENV_FROM: 'work',
    })
  })

  test('section 5: what a prompt shows of a profile with controls in its name has "?" for them, and its source is found', () => {
    const role = 'pro\u001b[31md\u202e\u200b'
    const variables = sessionVariables({ ...session, role, from: role, setsAwsVault: true })
    for (const name of ['AWSENV_ROLE', 'AWSUME_PROFILE', 'AWS_VAULT']) assert.is(variables[name], 'pro?[31md??', name)
    assert.is(variables['AWSENV_FROM'], role)
  })

  for (const name of [
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_SECURITY_TOKEN',
    'AWS_CREDENTIAL_SCOPE',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_VAULT',
    'AWSUME_EXPIRATION',
  ]) {
    test(`a session removes ${name}, which would mislead a tool`, () => {
      assert.is(changed({ [name]: 'stale' }, sessionVariables(session))[name], undefined)
    })
  }

  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_ENDPOINT_URL', 'AWS_CA_BUNDLE', 'PATH']) {
    test(`a session leaves ${name} alone`, () => {
      assert.is(changed({ [name]: 'kept' }, sessionVariables(session))[name], 'kept')
    })
  }

  test('without a region, none is claimed', () => {
    const after = changed({ AWS_REGION: 'us-east-1' }, sessionVariables({ ...session, region: undefined }))
    assert.is(after['AWS_REGION'], undefined)
    assert.is(after['AWS_DEFAULT_REGION'], undefined)
  })

  test('every name fits the grammar of the scripts', () => {
    assert.equal(
      Object.keys(sessionVariables(session)).filter(name => !/^[A-Z_][A-Z0-9_]*$/.test(name)),
      [],
    )
    assert.ok(Object.keys(MANAGED).length > 20)
  })
})
