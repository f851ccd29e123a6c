import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: a role from a list', test => {
  const onTerminal = needing(test, 'python3 and bash', has('python3') && has('bash'))
  const assume = `eval "$(awsenv assume)"; echo "<$?><\${AWSENV_ROLE-none}>"\r`
  const drawn = 'another account and role …'

  /** A bash whose awsenv has logged in and knows three profiles with roles. */
  const scene = (body: (pty: Pty, stage: Stage) => Promise<void>, env: Record<string, string> = {}) =>
    onStage(async stage => {
      const { roles, alice } = stage.world
      const profiles = { prod: roles.admin, deploy: roles.deploy, other: roles.otherAdmin }
      const sections = Object.entries(profiles).map(
        ([name, arn]) => `[profile ${name}]\nrole_arn = ${arn}\nsource_profile = default\n`,
      )
      stage.write('.aws/config', `[default]\nmfa_serial = ${alice.mfaSerial}\n${sections.join('')}`)
      await stage.run(['awsenv', 'login', '--format', 'json'], { env: { AWSENV_MFA_CODE: stage.code() } })
      const bash = ['bash', '--noprofile', '--norc', '-i']
      await using pty = openPty(bash, { env: { ...stage.env, TERM: 'xterm', NO_COLOR: '1', ...env }, cwd: stage.cwd })
      pty.type("PS1='@''> '\r") // the prompt is not in its own echo
      await pty.shows('@> ')
      await body(pty, stage)
    })

  onTerminal(
    'is found by some of its letters, while stdout is captured; the one with a session comes first then',
    scene(async pty => {
      pty.type(assume)
      const first = await pty.shows(drawn)
      assert.match(
        first,
        /> prod {4}Admin in 123456789012\r\n {2}deploy {2}team\/dev\/Deploy in 123456789012\r\n {2}other/,
      )
      pty.type('dpl')
      await pty.shows('> deploy')
      pty.type('\r')
      await pty.shows('<0><deploy>')
      pty.type(assume)
      assert.match(await pty.shows(drawn), /> deploy .*(59m|1h) left/)
      pty.type('\x1b[B') // down
      await pty.shows('> prod')
      pty.type('\r')
      await pty.shows('<0><prod>')
    }),
  )

  onTerminal(
    'an account and a role may be typed instead, there or at two questions of their own',
    scene(async pty => {
      pty.type(assume)
      await pty.shows(drawn)
      pty.type('123456789012 Team')
      await pty.shows('> 123456789012 Team')
      pty.type('\r')
      await pty.shows('<0><Team@123456789012>')
      pty.type(assume)
      await pty.shows(drawn)
      pty.type('zzz')
      await pty.shows('> another account and role …')
      pty.type('\r')
      await pty.shows('Account id: ')
      pty.type('210987654321\r')
      await pty.shows('Role: ')
      pty.type('Admin\r')
      await pty.shows('<0><Admin@210987654321>')
    }),
  )

  onTerminal(
    'letters and Enter that come at once take the one that they name',
    scene(async pty => {
      for (const [typed, taken] of [
        ['deploy', 'deploy'],
        ['123456789012 Team', 'Team@123456789012'],
      ]) {
        pty.type(assume)
        await pty.shows(drawn)
        pty.type(`${typed}\r`)
        assert.match(await pty.shows('@> '), `<0><${taken}>`)
      }
    }),
  )

  for (const { key, typed, status, said } of [
    { key: 'Ctrl-C', typed: '\x03', status: 130, said: 'interrupted: nothing has changed' },
    { key: 'Ctrl-D', typed: '\x04', status: 1, said: 'you entered nothing: nothing has changed' },
    { key: 'Esc', typed: '\x1b', status: 1, said: 'you entered nothing: nothing has changed' },
  ]) {
    onTerminal(
      `after ${key} the status is ${status}, the terminal is as it was, and nothing is left of the list`,
      scene(async pty => {
        const before = settings(await enter(pty, 'stty -a'))
        pty.type(assume)
        await pty.shows(drawn)
        pty.type(typed)
        assert.match(await pty.shows('@> '), said)
        assert.match(pty.screen(), `<${status}><none>`)
        assert.ok(before.length > 100, before)
        assert.is(settings(await enter(pty, 'stty -a')), before)
      }),
    )
  }

  onTerminal(
    'Ctrl-Z gives the terminal back, and after fg it goes on',
    scene(async pty => {
      const before = settings(await enter(pty, 'stty -a'))
      pty.type('awsenv assume --print >script\r')
      await pty.shows(drawn)
      pty.type('\x1a')
      await pty.shows('Stopped')
      await pty.shows('@> ')
      assert.is(settings(await enter(pty, 'stty -a')), before)
      pty.type('fg\r')
      await pty.shows('awsenv assume')
      pty.type('other')
      await pty.shows('> other')
      pty.type('\r')
      await pty.shows('@> ')
      assert.is(settings(await enter(pty, 'stty -a')), before)
      pty.type('. ./script\r')
      await pty.shows('other is assumed')
    }),
  )

  onTerminal(
    'SIGTERM gives the terminal back',
    scene(async pty => {
      const before = settings(await enter(pty, 'stty -a'))
      pty.type(`sh -c 'echo "pid $$"; exec awsenv assume --print >script'\r`)
      const [, pid] = /pid (\d+)\r/.exec(await pty.shows(drawn)) ?? []
      process.kill(Number(pid), 'SIGTERM')
      await pty.shows('@> ')
      assert.is(settings(await enter(pty, 'stty -a')), before)
    }),
  )

  for (const [name, env, isColourful] of [
    ['colours where they are welcome', { NO_COLOR: '' }, true],
    ['no colour with NO_COLOR', { NO_COLOR: '1' }, false],
  ] as const) {
    onTerminal(
      name,
      scene(async pty => {
        pty.type(assume)
        await pty.shows(drawn)
        pty.type('\x03')
        await pty.shows('<130>')
        assert.is(/\u001b\[\d+m/.test(pty.screen()), isColourful)
      }, env),
    )
  }

  for (const env of [{ TERM: 'dumb' }, { AWSENV_PICKER: '0' }]) {
    onTerminal(
      `two plain questions with ${JSON.stringify(env)}`,
      scene(async pty => {
        pty.type(assume)
        await pty.shows('Account id: ')
        pty.type('123456789012\r')
        await pty.shows('Role: ')
        pty.type('Admin\r')
        await pty.shows('<0><Admin@123456789012>')
      }, env),
    )
  }
})

/** Types a line, and gives what is shown until the next prompt. */
async function enter(pty: Pty, line: string): Promise<string> {
  pty.type(`${line}\r`)
  return pty.shows('@> ')
}

/** What `stty -a` printed. */
function settings(shown: string): string {
  return shown.match(/speed \d[^@]*?-?extproc/)?.[0] ?? ''
}
