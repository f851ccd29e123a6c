/** Who an identity provider says that the holder of a token is. */
export type WebIdentity = {
  /** The issuer without `https://`, as in the ARN of the account's `oidc-provider/…`. */
  readonly provider: string
  readonly subject: string
  readonly audience: string
  /** Epoch milliseconds. */
  readonly expiration: number
}
