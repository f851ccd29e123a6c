/** An Identity Center with accounts by number, for the demo and the tests. */
import type { Sandbox } from '../sandbox.ts'
import { type IdentityCenter, identityCenter } from './directory.ts'

/** `names` come first; the rest are `Account 7` and so on. Every account has all the roles, which may do everything. */
export function addIdentityCenter(
  { world }: Pick<Sandbox, 'world'>,
  { names = ['Data Platform', 'Production'], count = names.length, roles = ['Admin', 'ReadOnly'] }: CenterSize = {},
): IdentityCenter {
  const center = identityCenter({ startUrl: 'https://acme.awsapps.com/start', region: 'eu-central-1' })
  for (let n = 0; n < count; n++) {
    const account = world.addAccount(String(300_000_000_000 + n))
    const made = roles.map(name => {
      const role = world.addRole(account, `AWSReservedSSO_${name}_0123456789abcdef`, NOBODY, {
        path: '/aws-reserved/sso.amazonaws.com/eu-central-1/',
      })
      return [name, role] as const
    })
    const accountName = names[n] ?? `Account ${n + 1}`
    const emailAddress = `aws+${n + 1}@acme.example`
    center.accounts.push({ accountId: account.id, accountName, emailAddress, roles: new Map(made) })
  }
  world.identityCenter = center
  return center
}

type CenterSize = { readonly names?: readonly string[]; readonly count?: number; readonly roles?: readonly string[] }

/** Identity Center alone gives these roles. */
const NOBODY = { Version: '2012-10-17', Statement: [] }
