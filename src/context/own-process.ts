/** What a process knows about itself: its home, the bytes of its environment. */
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { AwsenvError } from '../errors.ts'
import type { Environment } from '../model/environment.ts'

/** @throws AwsenvError if it isn't absolute: awsenv would look for files in the current folder. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] === '' ? '' : homedir()
  if (home.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(home)) return home
  throw new AwsenvError(`the home directory "${home}" is not an absolute path`, {
    hint: 'set HOME to your home directory',
  })
}

/** The variables, among these, whose value is not UTF-8. JavaScript sees U+FFFD there; only Linux shows the bytes. */
export function brokenIn(env: Environment, names: readonly string[]): readonly string[] {
  const broken: string[] = []
  for (const name of names) {
    if (env[name]?.includes('\ufffd') && !isUtf8(initialValue(name))) broken.push(name)
  }
  return broken
}

function initialValue(name: string): Uint8Array {
  const bytes = readFileSync('/proc/self/environ')
  const start = bytes
    .toString('latin1')
    .split('\0')
    .find(entry => entry.startsWith(`${name}=`))
  return Buffer.from(start ?? '', 'latin1')
}
