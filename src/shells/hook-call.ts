/** A call of awsenv, and the shell whose hook makes it; undefined for a bare call. */
export type HookCall = { readonly hook: string | undefined; readonly args: readonly string[] }

/**
 * The hooks put `--hook=SHELL` before the words of their calls. A variable could not say it: whatever the hook's shell
 * starts would inherit it, and take what it gets for an answer to a hook.
 */
export function hookCall(words: readonly string[]): HookCall {
  const [, hook] = /^--hook=(.+)$/.exec(words[0] ?? '') ?? []
  return { hook, args: hook === undefined ? words : words.slice(1) }
}
