import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
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

/** The first call gets the first answer, and so on; gives what tells how many were got. */
export function answersInTurn(
  fake: FakeAwsenv,
  answers: readonly { readonly text: string; readonly status: number }[],
): () => number {
  const file = (name: string) => join(fake.directory, name)
  for (const [i, { text, status }] of answers.entries()) {
    writeFileSync(file(`answer${i}`), text)
    writeFileSync(file(`status${i}`), `${status}\n`)
  }
  writeFileSync(file('next'), '0\n')
  const read = 'read -r i <next; echo $((i + 1)) >next; read -r status <status$i'
  writeFileSync(file('bin/awsenv'), `#!/bin/sh\ncd '${fake.directory}'; ${read}; cat answer$i; exit "$status"\n`)
  return () => Number(readFileSync(file('next'), 'utf8'))
}
