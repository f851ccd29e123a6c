/** Who can call, and who can be assumed. Tests may change what is not readonly. */
import type { Partition } from './arn.ts'
import type { TrustPolicy } from './trust-policy.ts'

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
  readonly enableDate: number
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
  /** Actions that its identity policies allow, `*` for all. STS's free calls need none. */
  permissions: Set<string>
  /** Actions that they allow with MFA only. */
  permissionsWithMfa: Set<string>
  /** Role ARNs, or patterns with `*`, that its identity policies allow it to assume. */
  mayAssume: readonly string[]
}

export type User = Identity & {
  readonly kind: 'user' | 'root'
  readonly createDate: number
  readonly keys: LongTermKey[]
  readonly devices: MfaDevice[]
}

export type Role = Identity & { readonly kind: 'role'; trustPolicy: TrustPolicy; maxSessionDuration: number }
