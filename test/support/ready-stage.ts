/** A user's machine on which answers lie ready for the hooks, and an `awsenv` that only notes that it was asked. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyOf, tell } from '../commands/story.ts'
import type { Machine } from './fake-context.ts'

export type ReadyStage = {
  readonly alice: Machine
  /** Of a shell of the user's, without a session. */
  readonly env: Readonly<Record<string, string>>
  /** Where the answers are. */
  readonly ready: string
  /** How often awsenv was asked since the last look. */
  asked(): number
  /** Runs a script of sh in the home directory; `$READY` is where the answers are. */
  sh(script: string): void
  /** Everything as it was at the beginning, times included. */
  restore(): void
  /** The same, for a shell that does it itself. */
  readonly restoring: string
}

/** Profiles one and two, by the key of default. All have been assumed from all, and nobody is asked for anything any more. */
export function onReadyStage(body: (stage: ReadyStage) => Promise<void>): Promise<void> {
  return tell(async ({ alice, sandbox, world, code }) => {
    const { home, runtime } = alice
    const backup = mkdtempSync(join(tmpdir(), 'awsenv-backup-'))
    const ready = join(runtime, 'awsenv/ready')
    const profile = (name: string, role: string) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${role}\nsource_profile = default\n`
    alice.write('credentials', keyOf('default', world.alice))
    alice.write(
      'config',
      `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\nendpoint_url = ${sandbox.url}\n${profile('one', 'Admin')}${profile('two', 'Team')}`,
    )
    mkdirSync(join(home, '.config/awsenv'), { recursive: true })
    writeFileSync(join(home, '.config/awsenv/config.toml'), 'endpoints = ["127.0.0.1"]\n')
    mkdirSync(join(home, 'bin'))
    writeFileSync(join(home, 'bin/awsenv'), `#!/bin/sh\necho "$*" >>'${home}/calls'\nexit 9\n`, { mode: 0o755 })
    for (const name of ['AWS_ENDPOINT_URL', 'AWSENV_SHELL']) delete alice.env[name]
    alice.env['PATH'] = [join(home, 'bin'), process.env['PATH']].join(':')
    alice.answers = [code]
    alice.hook = 'bash'
    await alice.awsenv('login')
    for (const words of ['one', 'two', 'one', '-', '-', 'one']) await alice.inShell('assume', words)
    await alice.inShell('unset')
    await alice.inShell('assume', 'two')
    await alice.inShell('unset')
    const env = Object.fromEntries(Object.entries(alice.env).map(([name, value = '']) => [name, value]))
    const sh = (script: string) => {
      const { status, stderr } = spawnSync('sh', ['-c', script], { cwd: home, env: { ...env, READY: ready } })
      if (status !== 0) throw new Error(`${script}: ${stderr}`)
    }
    const saved = ['.aws', '.config', '.local', 'bin']
    sh(`cp -a ${saved.join(' ')} '${backup}' && cp -a '${join(runtime, 'awsenv')}' '${backup}/runtime'`)
    const restoring = `cd '${home}' && rm -rf ${saved.join(' ')} '${runtime}/awsenv' other calls PWNED && cp -a '${backup}'/.[a-z]* '${backup}/bin' . && cp -a '${backup}/runtime' '${runtime}/awsenv'`
    try {
      const calls = join(home, 'calls')
      const asked = () => {
        const count = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').length - 1 : 0
        rmSync(calls, { force: true })
        return count
      }
      await body({ alice, env, ready, asked, sh, restore: () => sh(restoring), restoring })
    } finally {
      rmSync(backup, { recursive: true, force: true })
    }
  })
}
