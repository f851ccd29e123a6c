/** Who can call, and who can be assumed. Tests may change what is not readonly. */
import type { Partition } from './arn.ts'
import type { IdentityPolicy } from './policy/identity-policy.ts'
import type { TrustPolicy } from './policy/trust-policy.ts'

export type Account = { readonly id: string; readonly partition: Partition; alias?: string | undefined }

export type LongTermKey = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly createDate: number
  active: boolean
  lastUsed?: number
  /** How many more uses AWS refuses, because it does not know the key everywhere yet. */
  refusals: number
}

export type MfaDevice = {
  readonly serialNumber: string
  /** Base32, as the person's app holds it. */
  readonly secret: string
  enableDate: number
  /** The time steps whose codes are spent: each works once, over all calls. */
  readonly usedSteps: Set<number>
}

/** What users and roles have in common. */
type Identity = {
  readonly account: Account
  readonly name: string
  /** `/`, or as in `/team/dev/`. */
  readonly path: string
  readonly arn: string
  /** `AIDA…`, `AROA…`, or a root user's account id. */
  readonly id: string
  /** Inline policies, by name. */
  readonly policies: Map<string, IdentityPolicy>
  /** Managed policies, by ARN. */
  readonly attached: Map<string, IdentityPolicy>
  readonly tags: Map<string, string>
  /** In short, beside the policies: actions that it is allowed, `*` for all. STS's free calls need none. */
  permissions: Set<string>
  /** Actions that it is allowed with MFA only. */
  permissionsWithMfa: Set<string>
  /** Role ARNs, or patterns with `*`, that it may assume. */
  mayAssume: readonly string[]
}

export type User = Identity & {
  readonly kind: 'user' | 'root'
  readonly createDate: number
  readonly keys: LongTermKey[]
  readonly devices: MfaDevice[]
  /** How many more trust policies that name the user are refused, because IAM does not know it everywhere yet. */
  refusals: number
}

export type Role = Identity & {
  readonly kind: 'role'
  readonly createDate: number
  trustPolicy: TrustPolicy
  /** The document that was put, as JSON. */
  trustDocument: string
  /**
   * The users that it names, by ARN, with the ids that they had then: IAM keeps the id, and a user who is made anew
   * under the same name is another one.
   */
  trustedIds: ReadonlyMap<string, string>
  maxSessionDuration: number
}
