import type { Parameters } from './query.ts'

/** What the sandbox remembers of a call; no code, and nothing that is signed with. */
export type LoggedRequest = {
  readonly action: string
  readonly accessKeyId: string | undefined
  /** The one that it is signed for. */
  readonly region: string | undefined
  /** Epoch milliseconds of the sandbox's clock, on arrival. */
  readonly at: number
  readonly parameters: Parameters
  readonly userAgent: string
  /** Absent while, and if, there is no answer. */
  status?: number
  /** AWS's code of an error. */
  code?: string | undefined
}

export function withoutSecrets(parameters: Parameters): Parameters {
  const { TokenCode, WebIdentityToken, Session, SigninToken, ...others } = parameters
  return others
}
