/** What a command line may ask of the road, beside where it leads. */
export type Wishes = {
  readonly region?: string | undefined
  readonly mfaSerial?: string | undefined
  readonly mfaStdin: boolean
  /** In seconds, of the session that is asked for. */
  readonly durationSeconds?: number | undefined
  readonly sessionName?: string | undefined
  readonly externalId?: string | undefined
  readonly isRefresh: boolean
}
