/** The standard story: a user with a long-term key and a device, and an admin role that trusts him only with MFA. */

import type { Account, Role, User } from './identity.ts'
import { awkwardSecretAccessKey } from './random.ts'
import type { Sandbox } from './sandbox.ts'

export type DemoUser = {
  readonly name: string
  readonly arn: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly mfaSerials: readonly string[]
}

/** Names and values of the story, in plain text: this is test equipment. */
export type DemoWorld = ReturnType<typeof demoWorld>

export function demoWorld({ world }: Pick<Sandbox, 'world'>) {
  const account = world.addAccount('123456789012', { alias: 'sandbox' })
  const otherAccount = world.addAccount('210987654321', { alias: 'other' })
  // What policies/user-policy.json gives.
  const permissions = ['iam:ListMFADevices', 'iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed']
  const permissionsWithMfa = ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey']
  const alice = world.addUser(account, 'alice', { permissions, permissionsWithMfa })
  const bob = world.addUser(account, 'bob', { permissions })
  const carol = world.addUser(account, 'carol', { permissions })
  const aliceMfa = world.addDevice(alice).serialNumber
  const bobMfa = [world.addDevice(bob).serialNumber, world.addDevice(bob, 'GAHT12345678').serialNumber]
  const mfaOnly = trusting(alice.arn, WITH_MFA)
  const admin = world.addRole(account, 'Admin', mfaOnly)
  const arnOf = (role: Role) => role.arn
  return {
    account: { id: account.id, alias: 'sandbox' },
    otherAccount: { id: otherAccount.id, alias: 'other' },
    alice: { ...withKey(world, alice), mfaSerial: aliceMfa },
    bob: { ...withKey(world, bob), mfaSerials: bobMfa },
    carol: withKey(world, carol),
    externalId: 'awsenv:sandbox/42',
    roles: {
      /** alice, with MFA */
      admin: admin.arn,
      /** alice, with MFA; its ARN has the path `team/dev/` */
      deploy: arnOf(world.addRole(account, 'Deploy', mfaOnly, { path: '/team/dev/' })),
      /** alice, MFA or not */
      open: arnOf(world.addRole(account, 'Open', trusting(alice.arn))),
      /** alice, with the external id */
      external: arnOf(
        world.addRole(
          account,
          'External',
          trusting(alice.arn, { StringEquals: { 'sts:ExternalId': 'awsenv:sandbox/42' } }),
        ),
      ),
      /** alice, with MFA, for up to 12 hours */
      long: arnOf(world.addRole(account, 'Long', mfaOnly, { maxSessionDuration: 43_200 })),
      /** every user of the first account, with MFA */
      team: arnOf(world.addRole(account, 'Team', trusting(rootOf(account), WITH_MFA))),
      /** alice of the first account, with MFA */
      otherAdmin: arnOf(world.addRole(otherAccount, 'Admin', mfaOnly)),
      /** only the first account's role Admin */
      chained: arnOf(world.addRole(otherAccount, 'Chained', trusting(admin.arn))),
    },
  }
}

export function withKey(world: Sandbox['world'], user: User) {
  const { accessKeyId, secretAccessKey } = world.addKey(user, awkwardSecretAccessKey())
  return { name: user.name, arn: user.arn, accessKeyId, secretAccessKey }
}

/** A trust policy for one principal. */
export function trusting(principal: string, condition?: unknown): unknown {
  const statement = { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }
  return {
    Version: '2012-10-17',
    Statement: [condition === undefined ? statement : { ...statement, Condition: condition }],
  }
}

/** A trust policy for the tokens of the identity provider that `world.addWebIdentity` takes, for one subject and audience. */
export function trustingTokens(account: { readonly id: string }): unknown {
  const condition = {
    'idp.example:sub': 'system:serviceaccount:demo:app',
    'idp.example:aud': 'sts.amazonaws.com',
  }
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account.id}:oidc-provider/idp.example` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: condition },
  }
  return { Version: '2012-10-17', Statement: [statement] }
}

/** What policies/role-trust-policy.json demands. */
export const WITH_MFA = {
  Bool: { 'aws:MultiFactorAuthPresent': 'true' },
  NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' },
}

const rootOf = ({ partition, id }: Account) => `arn:${partition}:iam::${id}:root`
