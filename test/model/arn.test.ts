import fc from 'fast-check'
import * as assert from 'uvu/assert'
import {
  accountAndRole,
  accountIdIn,
  checkedAccountId,
  checkedRegion,
  parsePrincipalArn,
  parseRoleArn,
  partitionOfRegion,
  roleArn,
  roleMeant,
} from '../../src/model/arn.ts'
import { describe } from '../support/describe.ts'

describe('aws/arn', test => {
  for (const [account, role, arn] of [
    ['123456789012', 'Admin', 'arn:aws:iam::123456789012:role/Admin'],
    ['123456789012', 'team/dev/Deploy', 'arn:aws:iam::123456789012:role/team/dev/Deploy'],
    ['123456789012', '/team/dev/Deploy', 'arn:aws:iam::123456789012:role/team/dev/Deploy'],
    ['012345678901', 'a+b=c,d.e@f_g-h', 'arn:aws:iam::012345678901:role/a+b=c,d.e@f_g-h'],
  ] as const) {
    test(`${account} ${role} is ${arn}`, () => {
      assert.is(roleArn('aws', account, role).arn, arn)
    })
  }

  for (const [arn, partition, path, roleName] of [
    ['arn:aws-cn:iam::123456789012:role/Admin', 'aws-cn', '', 'Admin'],
    ['arn:aws-us-gov:iam::123456789012:role/team/Admin', 'aws-us-gov', 'team', 'Admin'],
    ['arn:aws-iso-b:iam::123456789012:role/a/b/c', 'aws-iso-b', 'a/b', 'c'],
    [
      'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_X_1',
      'aws',
      'aws-reserved/sso.amazonaws.com',
      'AWSReservedSSO_X_1',
    ],
  ] as const) {
    test(`${arn} is taken apart`, () => {
      assert.equal(parseRoleArn(arn), { arn, partition, accountId: '123456789012', path, roleName })
    })
  }

  for (const arn of [
    '',
    'Admin',
    'arn:aws:iam::12345678901:role/Admin',
    'arn:aws:iam::123456789012:user/alice',
    'arn:aws:sts::123456789012:assumed-role/Admin/alice',
    'arn:aws:iam::123456789012:role/',
    'arn:aws:iam::123456789012:role/Ad min',
    'arn:aws:iam::123456789012:role/Admin\n',
    'arn:aws:iam::123456789012:role/$(id)',
    'arn:AWS:iam::123456789012:role/Admin',
    `arn:aws:iam::123456789012:role/${'a'.repeat(65)}`,
    `arn:aws:iam::123456789012:role/${'p/'.repeat(1020)}Admin`,
  ]) {
    test(`"${arn.slice(0, 60)}" is no role's ARN, and the hint shows one`, () => {
      try {
        parseRoleArn(arn)
        assert.unreachable()
      } catch (error) {
        assert.match((error as Error).message, 'is not the ARN of a role')
        assert.match((error as { hint: string }).hint, 'arn:aws:iam::123456789012:role/Admin')
        assert.is((error as { exitCode: number }).exitCode, 2)
      }
    })
  }

  for (const [word, meant] of [
    ['arn:aws:sts::123456789012:assumed-role/Admin/alice', '123456789012 Admin'],
    ['arn:aws-cn:sts::123456789012:assumed-role/Admin/a@b.c', '123456789012 Admin'],
    ['arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Read_0123456789abcdef/a', '123456789012 Read'],
    ['123456789012/Admin', '123456789012 Admin'],
    ['123456789012:role/team/dev/Deploy', '123456789012 team/dev/Deploy'],
    ['1234-5678-9012/Admin', '123456789012 Admin'],
    ['arn:aws:sts::123456789012:federated-user/a', undefined],
    ['arn:aws:iam::123456789012:user/alice', undefined],
    ['12345/Admin', undefined],
    ['123456789012', undefined],
    ['123456789012/', undefined],
    ['123456789012/$(id)', undefined],
    ['dev/Admin', undefined],
  ] as const) {
    test(`"${word}" means ${meant ?? 'no role'}`, () => assert.is(roleMeant(word), meant))
  }

  test('what is put together is taken apart again', () => {
    const names = fc.stringMatching(/^[\w+=,.@-]{1,64}$/)
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{12}$/),
        fc.array(fc.stringMatching(/^[\w.-]{1,10}$/), { maxLength: 3 }),
        names,
        (account, path, name) => {
          const { arn } = roleArn('aws', account, [...path, name].join('/'))
          const parsed = parseRoleArn(arn)
          assert.equal([parsed.accountId, parsed.path, parsed.roleName], [account, path.join('/'), name])
        },
      ),
    )
  })

  for (const [arn, name] of [
    ['arn:aws:iam::123456789012:user/alice', 'alice'],
    ['arn:aws:iam::123456789012:user/team/dev/alice', 'alice'],
    ['arn:aws:sts::123456789012:assumed-role/Admin/alice', 'alice'],
    ['arn:aws:sts::123456789012:federated-user/bob', 'bob'],
    ['arn:aws-cn:iam::123456789012:root', 'root'],
  ] as const) {
    test(`${arn} is ${name}`, () => {
      assert.is(parsePrincipalArn(arn)?.name, name)
    })
  }

  test('what names nobody is not taken for a principal', () => {
    for (const arn of ['', 'arn:aws:s3:::bucket', 'arn:aws:iam::123:user/a', 'arn:aws:iam::123456789012:role/Admin']) {
      assert.is(parsePrincipalArn(arn), undefined)
    }
  })

  for (const [region, partition] of [
    ['eu-central-1', 'aws'],
    ['us-east-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eusc-de-east-1', 'aws-eusc'],
  ] as const) {
    test(`${region} is in ${partition}`, () => {
      assert.is(partitionOfRegion(checkedRegion(region)).id, partition)
    })
  }

  for (const region of [
    'x@evil',
    'evil.com/',
    'us-east-1.evil',
    'us east 1',
    '',
    'US-EAST-1',
    'us-east-1\n',
    '../x-1',
  ]) {
    test(`"${region}" is no region`, () => {
      assert.throws(() => checkedRegion(region), /is not a region/)
    })
  }

  for (const id of ['1', '12345678901', '1234567890123', '１２３４５６７８９０１２', 'Admin', '']) {
    test(`"${id}" is no account id`, () => {
      assert.throws(() => checkedAccountId(id), /is not an account id/)
    })
  }

  test('3.3 an account id is 12 digits, or has the dashes of the console', () => {
    assert.is(checkedAccountId('1234-5678-9012'), '123456789012')
    for (const text of ['1234-56789012', '12-3456-789012', '123456789012-', '-1234-5678-9012', '1234 5678 9012', ''])
      assert.is(accountIdIn(text), undefined)
    assert.equal(accountAndRole('1234-5678-9012 team/Admin'), ['123456789012', 'team/Admin'])
    for (const text of ['123456789012', 'prod Admin', '123456789012 Admin x'])
      assert.is(accountAndRole(text), undefined)
  })
})
