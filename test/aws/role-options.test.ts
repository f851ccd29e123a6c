import * as assert from 'uvu/assert'
import { checkRoleOptions, parseTags, type RoleOptions } from '../../src/aws/role-options.ts'
import { describe } from '../support/describe.ts'

describe('aws/role-options', test => {
  const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: 'v' }))

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: each limit, and one step beyond.
  for (const [what, fits, breaks] of [
    ['RoleSessionName 2 to 64', { roleSessionName: 'ab' }, { roleSessionName: 'a' }],
    ['RoleSessionName 64', { roleSessionName: 'a'.repeat(64) }, { roleSessionName: 'a'.repeat(65) }],
    ['RoleSessionName pattern', { roleSessionName: 'a+=,.@-_1' }, { roleSessionName: 'a b' }],
    ['RoleSessionName has no colon', { roleSessionName: 'a.b' }, { roleSessionName: 'Session1:2' }],
    ['ExternalId 2 to 1224', { externalId: 'a'.repeat(1224) }, { externalId: 'a'.repeat(1225) }],
    ['ExternalId pattern', { externalId: 'a:/b' }, { externalId: 'a b' }],
    ['SourceIdentity', { sourceIdentity: 'alice@example.com' }, { sourceIdentity: 'aws:alice' }],
    ['Tags 50', { tags: tags(50) }, { tags: tags(51) }],
    ['tag key 128', { tags: [{ key: 'k'.repeat(128), value: '' }] }, { tags: [{ key: 'k'.repeat(129), value: '' }] }],
    [
      'tag value 256',
      { tags: [{ key: 'k', value: 'v'.repeat(256) }] },
      { tags: [{ key: 'k', value: 'v'.repeat(257) }] },
    ],
    ['tag characters', { tags: [{ key: 'é漢 _.:/=+-@', value: 'é' }] }, { tags: [{ key: 'k!', value: '' }] }],
    [
      'tag keys differ, whatever their case',
      {
        tags: [
          { key: 'a', value: '' },
          { key: 'b', value: '' },
        ],
      },
      {
        tags: [
          { key: 'a', value: '' },
          { key: 'A', value: '' },
        ],
      },
    ],
    [
      'transitive keys are among the tags',
      { tags: tags(1), transitiveTagKeys: ['K0'] },
      { tags: tags(1), transitiveTagKeys: ['k1'] },
    ],
    ['Policy 2048', { policy: `{"a":"${'b'.repeat(2040)}"}` }, { policy: `{"a":"${'b'.repeat(2041)}"}` }],
    ['Policy is JSON', { policy: '{}' }, { policy: '{' }],
    ['Policy characters', { policy: '{"a":"é"}' }, { policy: '{"a":"漢"}' }],
    [
      'PolicyArns 10',
      { policyArns: Array(10).fill('arn:aws:iam::aws:policy/ReadOnlyAccess') },
      { policyArns: Array(11).fill('arn:aws:iam::aws:policy/ReadOnlyAccess') },
    ],
    ['PolicyArn', { policyArns: ['arn:aws-cn:iam::123456789012:policy/team/P'] }, { policyArns: ['ReadOnlyAccess'] }],
  ] as const satisfies readonly (readonly [string, RoleOptions, RoleOptions])[]) {
    test(what, () => {
      checkRoleOptions(fits)
      try {
        checkRoleOptions(breaks)
        assert.unreachable()
      } catch (error) {
        assert.is((error as { exitCode: number }).exitCode, 2)
        assert.ok((error as { hint: string }).hint, 'the hint has the limit')
      }
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
