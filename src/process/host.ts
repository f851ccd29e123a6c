/** The part of Node's `process` that this folder uses. */
export type Host = Pick<
  NodeJS.Process,
  'execve' | 'getBuiltinModule' | 'kill' | 'off' | 'on' | 'pid' | 'platform' | 'ppid' | 'removeAllListeners'
>

/** A program's name or path, and its arguments. */
export type ProgramCall = readonly [name: string, ...args: string[]]
