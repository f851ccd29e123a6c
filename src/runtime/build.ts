/** How awsenv was built. The build replaces this file with the binary's own. */
export type Build = {
  /** Whether a binary runs, or these sources under the Node that was started. */
  readonly kind: 'binary' | 'source'
  /** The commit of the sources; null if it isn't known, or if they differ from it. */
  readonly commit: string | null
}

export const build: Build = { kind: 'source', commit: null }
