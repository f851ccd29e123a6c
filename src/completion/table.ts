/** What can stand where on a command line of awsenv. The build writes it from the definitions of the commands. */

export type Described = { readonly name: string; readonly description: string }

/** An option; `kind` is that of its value, '-' where nobody knows one, and undefined where it takes none. */
export type Flag = Described & { readonly kind?: string | undefined }

/** A command, or the beginning of several: then `words` are what can follow. */
export type Entry = {
  readonly path: string
  readonly words: readonly Described[]
  readonly flags: readonly Flag[]
  /** The kinds of its arguments, in order. */
  readonly places: readonly string[]
}

export type CompletionTable = {
  /** The entry of no words at all, which has the commands, stands first. */
  readonly entries: readonly Entry[]
  /** The words of a kind, where they are always the same. */
  readonly literals: Readonly<Record<string, readonly string[]>>
}
