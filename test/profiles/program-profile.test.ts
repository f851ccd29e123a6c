import * as assert from 'uvu/assert'
import { mergeProfiles } from '../../src/profiles/merge.ts'
import { parse } from '../../src/profiles/parse.ts'
import { programProfile } from '../../src/profiles/program-profile.ts'
import { describe } from '../support/describe.ts'

describe('profiles/program-profile', test => {
  const read = (text: string) => {
    const bytes = new TextEncoder().encode(text)
    return mergeProfiles(parse(bytes, 'c', 'config'), parse(new Uint8Array(), 'd', 'credentials'), [])
  }
  const written = (text: string, region?: string) => {
    const profiles = read(text)
    return programProfile(profiles.get('prod'), profiles, { credential_process: 'awsenv x', region })
  }
  const valuesOf = (text: string) =>
    Object.fromEntries([...(read(text).get('default')?.settings ?? [])].map(([key, { value }]) => [key, value]))

  test('has the process and the region, also where there is no profile', () => {
    assert.is(
      programProfile(undefined, read(''), { credential_process: 'a b', region: 'eu-west-1' }),
      '[default]\ncredential_process = a b\nregion = eu-west-1\n',
    )
    assert.is(written(''), '[default]\ncredential_process = awsenv x\n')
  })

  test('what a profile says beside credentials is read back as it was, sub-properties too', () => {
    const own =
      'output = json\nretry_mode = adaptive\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\ncli_pager =\n'
    const text = written(`[profile prod]\nregion = us-east-1\n${own}`, 'eu-west-1')
    assert.equal(valuesOf(text), {
      credential_process: 'awsenv x',
      region: 'eu-west-1',
      ...valuesOf(`[default]\n${own.replace('cli_pager =\n', '')}`),
    })
  })

  test('its services come along', () => {
    const services = '[services local]\ndynamodb =\n  endpoint_url = http://localhost:8000\n'
    const text = written(`[profile prod]\nservices = local\n${services}`)
    assert.match(text, `services = local\n\n${services}`)
  })

  test('nothing by which a profile gets credentials, and no secret', () => {
    const keys = [
      ...[
        'aws_access_key_id',
        'aws_secret_access_key',
        'aws_session_token',
        'aws_account_id',
        'x_security_token_expires',
      ],
      ...['role_arn', 'source_profile', 'credential_source', 'credential_process', 'mfa_serial', 'mfa_process'],
      ...['external_id', 'role_session_name', 'duration_seconds', 'web_identity_token_file', 'login_session'],
      ...['sso_session', 'sso_start_url', 'sso_account_id', 'granted_sso_role_name', 'include_profile'],
      ...['source_identity', 'session_tags', 'transitive_session_tags', 'session_policy', 'expiration', 'my_password'],
    ]
    const text = written(`[profile prod]\n${keys.map(key => `${key} = theirs`).join('\n')}\n`)
    assert.is(text, '[default]\ncredential_process = awsenv x\n')
  })
})
