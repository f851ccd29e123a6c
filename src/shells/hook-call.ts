/** The words of a call, and the shell whose hook makes it; undefined for a bare call. */
export type HookCall = { readonly hook: string | undefined; readonly args: readonly string[] }

/**
 * The hooks put `--hook=SHELL` before the words of their calls. A variable would not do: every program that the shell
 * starts would inherit it, and its own calls of awsenv would look like the hook's.
 */
export function hookCall(words: readonly string[]): HookCall {
  const [, hook] = /^--hook=(.+)$/.exec(words[0] ?? '') ?? []
  return { hook, args: hook === undefined ? words : words.slice(1) }
}
