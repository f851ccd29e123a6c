/** What doctor says, and how a check is written. */
import type { Context } from '../../context/context.ts'

export type State = 'ok' | 'warning' | 'failure' | 'skipped'

export type Finding = {
  readonly state: State
  readonly what: string
  /** What mends it: a command, or what to do. */
  readonly remedy?: string
  /** Mends it here and now. Only what can lock nobody out. */
  readonly mend?: () => void
}

/** Gives what is wrong, and nothing where all is well. */
export type Check = {
  readonly name: string
  /** Said where nothing is wrong. */
  readonly ok: string
  find(context: Context): readonly Finding[]
}

export type NamedFinding = Finding & { readonly check: string }
