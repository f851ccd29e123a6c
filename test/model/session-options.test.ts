import * as assert from 'uvu/assert'
import type { AwsenvError } from '../../src/errors.ts'
import { checkRoleOptions, parseTags, type RoleOptions } from '../../src/model/session-options.ts'
import { describe } from '../support/describe.ts'

describe('aws/role-options', test => {
  const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: 'v' }))

  const policy = (length: number) => `{"a":"${'b'.repeat(length - 8)}"}`
  const arns = (count: number) => Array.from({ length: count }, () => 'arn:aws:iam::aws:policy/ReadOnlyAccess')
  const pair = [
    { key: 'a', value: '' },
    { key: 'b', value: '' },
  ]

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: each limit, one step beyond, and what is said.
  // biome-ignore format: one line a case
  for (const [what, fits, breaks, said] of [
    ['RoleSessionName, least 2', { roleSessionName: 'ab' }, { roleSessionName: 'a' }, /a session name: it has 2 to 64/],
    ['RoleSessionName, most 64', { roleSessionName: 'a'.repeat(64) }, { roleSessionName: 'a'.repeat(65) }, /2 to 64/],
    ['RoleSessionName, pattern', { roleSessionName: 'a+=,.@-_1' }, { roleSessionName: 'a b' }, /letters, digits and \+=,\.@_-/],
    ['RoleSessionName, no colon', { roleSessionName: 'a.b' }, { roleSessionName: 'Session1:2' }, /"Session1:2" can't be/],
    ['RoleSessionName, \\w is ASCII', { roleSessionName: 'eve' }, { roleSessionName: 'éve' }, /2 to 64/],
    ['ExternalId, least 2', { externalId: 'ab' }, { externalId: 'a' }, /an external id: it has 2 to 1224/],
    ['ExternalId, most 1224', { externalId: 'a'.repeat(1224) }, { externalId: 'a'.repeat(1225) }, /2 to 1224/],
    ['ExternalId, pattern', { externalId: 'a:/b' }, { externalId: 'a b' }, /\+=,\.@:\/_-/],
    ['SourceIdentity, least 2', { sourceIdentity: 'ab' }, { sourceIdentity: 'a' }, /a source identity: it has 2 to 64/],
    ['SourceIdentity, most 64', { sourceIdentity: 'a'.repeat(64) }, { sourceIdentity: 'a'.repeat(65) }, /2 to 64/],
    ['SourceIdentity, not aws:', { sourceIdentity: 'alice@example.com' }, { sourceIdentity: 'aws:alice' }, /not aws: at its start/],
    ['Tags, most 50', { tags: tags(50) }, { tags: tags(51) }, /51 session tags are too many: AWS takes 50/],
    ['Key, least 1', { tags: [{ key: 'k', value: '' }] }, { tags: [{ key: '', value: '' }] }, /1 to 128/],
    ['Key, most 128', { tags: [{ key: 'k'.repeat(128), value: '' }] }, { tags: [{ key: 'k'.repeat(129), value: '' }] }, /1 to 128/],
    ['Value, most 256', { tags: [{ key: 'k', value: 'v'.repeat(256) }] }, { tags: [{ key: 'k', value: 'v'.repeat(257) }] }, /up to 256/],
    ['Key, pattern', { tags: [{ key: 'é漢 _.:/=+-@', value: 'é' }] }, { tags: [{ key: 'k!', value: '' }] }, /_\.:\/=\+-@/],
    ['Value, pattern', { tags: [{ key: 'k', value: 'é 漢' }] }, { tags: [{ key: 'k', value: 'a\tb' }] }, /session tag "k": it has up to 256/],
    ['Key, once in any case', { tags: pair }, { tags: [...pair, { key: 'A', value: '' }] }, /"a" is given twice.*upper and lower case/],
    ['TransitiveTagKeys, among the tags', { tags: tags(1), transitiveTagKeys: ['K0'] }, { tags: tags(1), transitiveTagKeys: ['k1'] }, /--tag k1=VALUE/],
    ['TransitiveTagKeys, most 50', { tags: tags(1), transitiveTagKeys: Array(50).fill('k0') }, { tags: tags(1), transitiveTagKeys: Array(51).fill('k0') }, /AWS takes 50/],
    ['Policy, least 1', { policy: '{}' }, { policy: '' }, /a session policy/],
    ['Policy, most 2048', { policy: policy(2048) }, { policy: policy(2049) }, /2049 characters: AWS takes 2048/],
    ['Policy, JSON', { policy: '{}' }, { policy: '{' }, /not JSON/],
    ['Policy, characters', { policy: '{"a":"é"}' }, { policy: '{"a":"漢"}' }, /Latin-1/],
    ['PolicyArns, most 10', { policyArns: arns(10) }, { policyArns: arns(11) }, /11 policy ARNs are too many: AWS takes 10/],
    ['PolicyArns, an ARN', { policyArns: ['arn:aws-cn:iam::123456789012:policy/team/P'] }, { policyArns: ['ReadOnlyAccess'] }, /like arn:aws:iam::aws:policy/],
    ['PolicyArns, most 2048 characters', { policyArns: [`arn:aws:iam::aws:policy/${'p'.repeat(2024)}`] }, { policyArns: [`arn:aws:iam::aws:policy/${'p'.repeat(2025)}`] }, /20 to 2048/],
  ] as const satisfies readonly (readonly [string, RoleOptions, RoleOptions, RegExp])[]) {
    test(what, () => {
      checkRoleOptions(fits)
      try {
        checkRoleOptions(breaks)
      } catch (error) {
        const { message, hint, exitCode } = error as AwsenvError
        assert.is(exitCode, 2)
        assert.match(`${message}: ${hint}`, said)
        return
      }
      assert.unreachable('it is taken')
    })
  }

  test('tags are read as aws-vault writes them', () => {
    assert.equal(parseTags(['team=web', ' stage = test ', 'url=a=b', 'empty=']), [
      { key: 'team', value: 'web' },
      { key: 'stage', value: 'test' },
      { key: 'url', value: 'a=b' },
      { key: 'empty', value: '' },
    ])
    assert.throws(() => parseTags(['no-value']), /KEY=VALUE|is not a session tag/)
    assert.throws(() => parseTags(['=x']), /is not a session tag/)
  })
})
