/** What a process can find out about itself: its home, what starts it, the bytes that it was given. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { AwsenvError } from '../errors.ts'

/** @throws AwsenvError where it is no absolute path: files would be looked for in whatever folder this is. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] === '' ? '' : homedir()
  if (home.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(home)) return home
  throw new AwsenvError(`the home directory "${home}" is not an absolute path`, {
    hint: 'set HOME to your home directory',
  })
}

/** What starts this program: the binary alone, or node with the script that it runs. */
export function commandOf({ argv, execPath, getBuiltinModule }: NodeJS.Process): readonly string[] {
  return getBuiltinModule('node:sea').isSea() ? [execPath] : [execPath, argv[1] ?? '']
}

/** The bytes of a variable as this process got them, on Linux. */
export function initialValue(name: string): Uint8Array {
  const bytes = readFileSync('/proc/self/environ')
  const start = bytes
    .toString('latin1')
    .split('\0')
    .find(entry => entry.startsWith(`${name}=`))
  return Buffer.from(start ?? '', 'latin1')
}
