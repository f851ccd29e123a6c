import * as assert from 'uvu/assert'
import { providerOf } from '../../../../src/credentials/source/providers/index.ts'
import type { Profile } from '../../../../src/profiles/profile.ts'
import { profilesIn } from '../../../profiles/shared-files.ts'
import { describe } from '../../../support/describe.ts'

describe('credentials/providers', test => {
  const key = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n'
  const process = 'credential_process = get-key\n'
  const role = 'role_arn = arn:aws:iam::123456789012:role/Admin\n'
  const token = 'web_identity_token_file = /token\n'

  for (const [config, provider] of [
    [key, 'aws_access_key_id'],
    [process, 'credential_process'],
    [`${process}${key}`, 'aws_access_key_id'],
    [`${role}${token}${key}${process}`, 'web_identity_token_file'],
    [`${role}credential_source = Environment\n${key}${process}`, 'Environment'],
    [`${role}credential_source = Ec2InstanceMetadata\n${key}`, 'Ec2InstanceMetadata'],
    [`${role}credential_source = EcsContainer\n${process}`, 'EcsContainer'],
    ['sso_session = corp\n', 'sso'],
    ['sso_start_url = https://corp.example\n', 'sso'],
    [`sso_session = corp\n${process}${key}`, 'sso'],
    ['region = eu-west-1\n', undefined],
  ] as const) {
    const keys = config.split('\n').map(line => line.split(' =')[0])
    test(`a profile with ${keys.filter(Boolean).join(', ')} has its key from ${provider ?? 'nowhere'}`, () => {
      assert.is(providerOf(profilesIn(`[profile x]\n${config}`).get('x') as Profile)?.name, provider)
    })
  }
})
