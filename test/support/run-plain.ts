import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlainShell } from '../../tools/shells/plain-shells.ts'
import type { Outcome } from '../../tools/shells/real-shells.ts'
import type { FakeAwsenv } from './fake-awsenv.ts'

/** Runs a script file of nushell, elvish or xonsh in the fake's directory. */
export function runPlain(fake: FakeAwsenv, { argv }: PlainShell, lines: readonly string[], env = {}): Outcome {
  const script = join(fake.directory, 'script')
  writeFileSync(script, lines.map(line => `${line}\n`).join(''))
  const { status, stdout, stderr, error } = spawnSync(argv[0], [argv[1], script], {
    cwd: fake.directory,
    env: { ...fake.env, LC_ALL: 'C.UTF-8', ...env },
    input: '',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error) throw error
  return { status, stdout, stderr }
}
