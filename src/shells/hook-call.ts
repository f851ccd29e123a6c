/** The words of a call, and the shell whose hook makes it; undefined for a bare call. */
export type HookCall = {
  readonly hook: string | undefined
  /** The version of the hook, which it tells `doctor` alone. */
  readonly hookVersion: string | undefined
  readonly args: readonly string[]
}

/**
 * The hooks put `--hook=SHELL` before the words of their calls, and `--hook=SHELL@VERSION` before those of doctor. A
 * variable would not do: every program that the shell starts would inherit it, and its own calls of awsenv would look
 * like the hook's.
 */
export function hookCall(words: readonly string[]): HookCall {
  const [, hook, hookVersion] = /^--hook=([^@]+)(?:@(.*))?$/.exec(words[0] ?? '') ?? []
  return { hook, hookVersion, args: hook === undefined ? words : words.slice(1) }
}

/** The version that a hook of this text tells. */
export function hookVersionIn(hook: string): string | undefined {
  return /--hook=\w+@([\w.-]+)/.exec(hook)?.[1]
}
