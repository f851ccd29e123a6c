/** Who and what exists in the sandbox: accounts, users, roles, devices. Tests may change all of it while it runs. */
import { iamArn, type Partition } from './arn.ts'
import type { ConsoleSignIn } from './console-sign-in/sign-in.ts'
import type { Account, LongTermKey, MfaDevice, Role, User } from './identity.ts'
import type { IdentityCenter } from './identity-center/directory.ts'
import type { Metadata } from './metadata.ts'
import { type IdentityPolicy, identityPolicy } from './policy/identity-policy.ts'
import { parseTrustPolicy, principalsOf } from './policy/trust-policy.ts'
import { randomBase32, randomId, randomSecretAccessKey, randomWebIdentityToken } from './random.ts'
import type { Session } from './session.ts'
import type { WebIdentity } from './web-identity.ts'

type Rights = {
  readonly path?: string
  readonly permissions?: readonly string[]
  readonly permissionsWithMfa?: readonly string[]
  readonly mayAssume?: readonly string[]
}

export class World {
  readonly accounts = new Map<string, Account>()
  readonly users = new Map<string, User>()
  readonly roles = new Map<string, Role>()
  /** By access key id. */
  readonly sessions = new Map<string, Session>()
  /** How long a role's session lasts at most, in seconds: for tests that see one end. */
  longestRoleSession = Number.POSITIVE_INFINITY
  /** By token. */
  readonly webIdentities = new Map<string, WebIdentity>()
  /** Virtual devices that nobody has enabled yet, by serial. */
  readonly unassigned = new Map<string, MfaDevice>()
  /** AWS's own managed policies, by their ARN without the partition. */
  readonly managedPolicies: ReadonlyMap<string, IdentityPolicy> = new Map([
    ['iam::aws:policy/AdministratorAccess', identityPolicy({ Effect: 'Allow', Action: '*', Resource: '*' })],
    [
      'iam::aws:policy/ReadOnlyAccess',
      identityPolicy({ Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' }),
    ],
  ])
  identityCenter?: IdentityCenter
  consoleSignIn?: ConsoleSignIn
  readonly metadata: Metadata = { tokens: new Set() }
  /** Of the console, with the epoch milliseconds until which each is good. */
  readonly signinTokens = new Map<string, number>()
  /** How many uses of a key that CreateAccessKey makes are refused before AWS knows it everywhere. */
  newKeyRefusals = 0
  /** How many trust policies that name a new user are refused before IAM knows the user everywhere. */
  newUserRefusals = 0
  /** Whether a user's session ends when the key is off that it was made with; AWS promises neither. */
  sessionsEndWithKey = false
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  addAccount(id: string, { alias, partition = 'aws' }: { alias?: string; partition?: Partition } = {}): Account {
    const account: Account = { id, partition, alias }
    this.accounts.set(id, account)
    return account
  }

  /** A user who may assume any role that trusts him, and do nothing else, unless told otherwise. */
  addUser(account: Account, name: string, rights: Rights = {}): User {
    const { path = '/', permissions = [], permissionsWithMfa = [], mayAssume = ['*'] } = rights
    return this.#addUser({
      ...this.#identity(account, name, path, permissions, mayAssume),
      permissionsWithMfa: new Set(permissionsWithMfa),
      kind: 'user',
      arn: iamArn(account, `user${path}${name}`),
      id: randomId('AIDA'),
    })
  }

  addRootUser(account: Account): User {
    return this.#addUser({
      ...this.#identity(account, account.id, '/', ['*'], []),
      kind: 'root',
      arn: iamArn(account, 'root'),
      id: account.id,
    })
  }

  /** @throws Error for a trust policy that the sandbox can't evaluate in full. */
  addRole(
    account: Account,
    name: string,
    trustPolicy: unknown,
    {
      path = '/',
      permissions = ['*'],
      mayAssume = ['*'],
      maxSessionDuration = 3600,
    }: Rights & { maxSessionDuration?: number } = {},
  ): Role {
    const role: Role = {
      ...this.#identity(account, name, path, permissions, mayAssume),
      kind: 'role',
      arn: iamArn(account, `role${path}${name}`),
      id: randomId('AROA'),
      createDate: this.#now(),
      ...this.trustOf(trustPolicy),
      maxSessionDuration,
    }
    this.roles.set(role.arn, role)
    return role
  }

  /** A trust policy as a role keeps it. */
  trustOf(document: unknown): Pick<Role, 'trustPolicy' | 'trustDocument' | 'trustedIds'> {
    const trustPolicy = parseTrustPolicy(document)
    const users = principalsOf(trustPolicy).flatMap(arn => this.users.get(arn) ?? [])
    return {
      trustPolicy,
      trustDocument: JSON.stringify(document),
      trustedIds: new Map(users.map(({ arn, id }) => [arn, id])),
    }
  }

  removeUser(user: User): void {
    this.users.delete(user.arn)
  }

  addKey(user: User, secretAccessKey = randomSecretAccessKey()): LongTermKey {
    const key: LongTermKey = {
      accessKeyId: randomId('AKIA'),
      secretAccessKey,
      createDate: this.#now(),
      active: true,
      refusals: 0,
    }
    user.keys.push(key)
    return key
  }

  /** A virtual device, unless a serial such as `GAHT12345678` makes it one of hardware. */
  addDevice(user: User, serialNumber = iamArn(user.account, `mfa/${user.name}`)): MfaDevice {
    const device: MfaDevice = { serialNumber, secret: randomBase32(64), enableDate: this.#now(), usedSteps: new Set() }
    user.devices.push(device)
    return device
  }

  /** A token of an identity provider that every account knows: its text, in the shape of a JWT, and it expires in an hour. */
  addWebIdentity(identity: Partial<WebIdentity> = {}): string {
    const token = randomWebIdentityToken()
    const usual = { provider: 'idp.example', subject: 'system:serviceaccount:demo:app', audience: 'sts.amazonaws.com' }
    this.webIdentities.set(token, { ...usual, expiration: this.#now() + 3_600_000, ...identity })
    return token
  }

  /** @throws Error where there is none, as the next two do */
  account(id: string): Account {
    return existing(this.accounts, id)
  }

  user(arn: string): User {
    return existing(this.users, arn)
  }

  role(arn: string): Role {
    return existing(this.roles, arn)
  }

  device(serialNumber: string): MfaDevice | undefined {
    const devices = [...this.unassigned.values(), ...[...this.users.values()].flatMap(user => user.devices)]
    return devices.find(device => device.serialNumber === serialNumber)
  }

  /** The user of a long-term key, and the key, whether it is active or not. */
  keyHolder(accessKeyId: string): { readonly user: User; readonly key: LongTermKey } | undefined {
    for (const user of this.users.values()) {
      const key = user.keys.find(candidate => candidate.accessKeyId === accessKeyId)
      if (key) return { user, key }
    }
    return undefined
  }

  /** Makes every session that was issued end now, as far as the server goes: clients believe in them still. */
  expireSessions(): void {
    for (const session of this.sessions.values()) session.expiration = Math.min(session.expiration, this.#now())
  }

  #addUser(user: Omit<User, 'createDate' | 'keys' | 'devices' | 'refusals'>): User {
    const added: User = { ...user, createDate: this.#now(), keys: [], devices: [], refusals: 0 }
    this.users.set(added.arn, added)
    return added
  }

  #identity(
    account: Account,
    name: string,
    path: string,
    permissions: readonly string[],
    mayAssume: readonly string[],
  ) {
    return {
      ...{ account, name, path, mayAssume },
      policies: new Map<string, IdentityPolicy>(),
      attached: new Map<string, IdentityPolicy>(),
      tags: new Map<string, string>(),
      permissions: new Set(permissions),
      permissionsWithMfa: new Set<string>(),
    }
  }
}

function existing<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name)
  if (found === undefined) throw new Error(`the sandbox has no "${name}"`)
  return found
}
