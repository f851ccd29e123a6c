/** A code from a window, by the built binary: without a terminal, as an IDE or cron runs it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: a code from a window', test => {
  const TITLE = 'awsenv: MFA code'
  const CALL = ['awsenv', 'credential-process', 'prod']
  const ready = ({ write, world }: Stage) => {
    write(
      '.aws/config',
      `[default]\nmfa_serial = ${world.alice.mfaSerial}\n[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`,
    )
    write('.config/awsenv/config.toml', 'endpoints = ["127.0.0.1"]\nask = "window"\n')
  }

  test(
    'fifty processes at once open one window, and all get the role; one that is closed leaves the others in peace',
    onStage(async stage => {
      ready(stage)
      const zenity = stage.write('bin/zenity', '#!/bin/sh\necho "$@" >>"$HOME/windows"\nsleep 0.5\ncat "$HOME/code"\n')
      chmodSync(zenity, 0o755)
      const windows = () => readFileSync(join(stage.home, 'windows'), 'utf8').match(/--entry/g)?.length
      const all = (length: number) =>
        Promise.all(Array.from({ length }, () => stage.run(CALL, { env: { DISPLAY: ':99' }, timeout: 300_000 })))
      stage.write('code', `${stage.code()}\n`)
      const given = await all(50)
      for (const { status, stdout, stderr } of given) {
        assert.is(status, 0, stderr)
        assert.match(JSON.parse(stdout).AccessKeyId, /^ASIA/)
      }
      assert.is(windows(), 1)
      assert.is(stage.sandbox.count('GetSessionToken'), 1)
      assert.match(readFileSync(join(stage.home, 'windows'), 'utf8'), 'For: prod\nAccount: 123456789012\n')
      await stage.awsenv('clear', '--all', '--shell', 'sh')
      rmSync(join(stage.home, 'code'))
      const refused = await all(10)
      assert.equal(new Set(refused.map(({ status }) => status)), new Set([75]), refused[0]?.stderr)
      assert.is(windows(), 2)
      assert.match(refused[0]?.stderr ?? '', 'run awsenv login')
    }),
  )

  needing(
    test,
    'zenity, Xvfb and xdotool',
    has('zenity') && has('Xvfb') && has('xdotool'),
  )(
    'a real zenity: the code is typed into it, for a name that could be markup',
    onStage(async stage => {
      ready(stage)
      const role = stage.world.roles.admin
      stage.write(
        '.aws/config',
        `${readFileSync(join(stage.home, '.aws/config'), 'utf8')}[profile a_b<b>&\\n]\nrole_arn = ${role}\nsource_profile = default\n`,
      )
      await using screen = await openScreen()
      const env = { DISPLAY: screen.display }
      const asking = stage.run(['sh', '-c', "awsenv credential-process 'a_b<b>&\\n' || exit $?"], { env })
      const find = await stage.run(['xdotool', 'search', '--sync', '--onlyvisible', '--name', `^${TITLE}$`], { env })
      const window = find.stdout.trim().split('\n').at(-1) ?? ''
      assert.match(window, /^\d+$/, find.stderr)
      for (const action of [
        ['windowfocus', window],
        ['type', '--delay', '20', stage.code()],
        ['key', 'Return'],
      ])
        assert.is((await stage.run(['xdotool', ...action], { env })).status, 0)
      const { status, stdout, stderr } = await asking
      assert.is(status, 0, stderr)
      assert.match(JSON.parse(stdout).AccessKeyId, /^ASIA/)
    }),
  )

  async function openScreen(): Promise<{ readonly display: string } & AsyncDisposable> {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const [number] = await once(server.stdio[3] as NodeJS.ReadableStream, 'data')
    return {
      display: `:${String(number).trim()}`,
      async [Symbol.asyncDispose]() {
        server.kill()
        if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
      },
    }
  }
})
