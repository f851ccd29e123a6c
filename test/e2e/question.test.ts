import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { has, realShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage } from './stage.ts'
import { enter, shellOf } from './typing.ts'

describe('e2e: the question for the code', test => {
  const question = 'MFA code of arn:aws:iam::123456789012:mfa/alice: '

  for (const { shell, argv, interactive, hook } of realShells) {
    const onTerminal = needing(test, `python3 and ${argv[0]}`, has('python3') && has(argv[0]))
    for (const isHooked of hook === undefined ? [false] : [false, true]) {
      const call = (words: string) => (isHooked ? `awsenv ${words}` : `eval "$(awsenv ${words})"`)
      onTerminal(
        `${argv[0]}, ${isHooked ? 'hooked' : 'bare'}: one typed code, then every role without a question`,
        onStage(async stage => {
          await using pty = await shellOf(stage, interactive)
          if (isHooked) await enter(pty, `eval "$(awsenv init ${shell.name})"`)
          pty.type(`${call('login')}\r`)
          await pty.shows(question)
          pty.type(`${stage.code()}\r`)
          await pty.shows('@> ')
          const shown = await enter(pty, `${call('assume 123456789012 Admin')} && echo "<$AWSENV_ROLE>"`)
          assert.match(shown, '<Admin@123456789012>')
          assert.match(await enter(pty, `${call('clear')}; echo "<\${AWSENV_ROLE-none}>"`), '<none>')
        }),
      )
    }
  }

  const onTerminal = needing(test, 'python3 and bash', has('python3') && has('bash'))
  const bash = ['bash', '--noprofile', '--norc', '-i']

  onTerminal(
    'it is seen and answered where stdin, stdout and stderr are all somewhere else',
    onStage(async stage => {
      await using pty = await shellOf(stage, bash)
      pty.type('script="$(awsenv login </dev/null 2>/dev/null)"\r')
      await pty.shows(question)
      pty.type(`${stage.code()}\r`)
      await pty.shows('@> ')
      assert.match(await enter(pty, 'eval "$script" && echo "<$AWSENV_ROLE>"'), '<mfa@123456789012>')
    }),
  )

  for (const { key, typed, status } of [
    { key: 'Ctrl-C', typed: '\x03', status: 130 },
    { key: 'Ctrl-D', typed: '\x04', status: 1 },
  ]) {
    onTerminal(
      `after ${key} the status is ${status}, the terminal is as it was, and the next login asks at once`,
      onStage(async stage => {
        await using pty = await shellOf(stage, bash)
        const before = settings(await enter(pty, 'stty -a'))
        pty.type('awsenv login --print >script\r')
        await pty.shows(question)
        pty.type(typed)
        await pty.shows('@> ')
        const after = await enter(pty, 'echo "<$?>"; stty -a')
        assert.match(after, `<${status}>`)
        assert.ok(before.length > 100, before)
        assert.is(settings(after), before)
        pty.type('awsenv login --print >script\r')
        assert.not.match(await pty.shows(question), 'waiting for another')
        pty.type(`${stage.code()}\r`)
        await pty.shows('@> ')
        assert.match(readFileSync(join(stage.cwd, 'script'), 'utf8'), "AWSENV_ROLE='mfa@123456789012'")
      }),
    )
  }

  for (const [end, kill] of [
    ['Ctrl-C', undefined],
    ['kill -9', 'SIGKILL'],
    ['the end of its terminal', 'SIGHUP'],
  ] as const) {
    onTerminal(
      `1.7 a code that was typed before ${end}, while AWS was slow, is not sent a second time`,
      onStage(async stage => {
        const { sandbox } = stage
        const sent = () => sandbox.count('GetSessionToken')
        await using pty = await shellOf(stage, bash)
        const asks = async () => {
          pty.type("sh -c 'echo $$ >pid; exec awsenv login --print >script'\r")
          await pty.shows(question)
        }
        sandbox.fail({ action: 'GetSessionToken', how: { delay: 5_000 } })
        await asks()
        const code = stage.code()
        pty.type(`${code}\r`)
        while (sent() === 0) await setTimeout(20)
        if (kill === undefined) pty.type('\x03')
        else process.kill(Number(readFileSync(join(stage.cwd, 'pid'), 'utf8')), kill)
        await pty.shows('@> ')
        sandbox.recover()
        await asks()
        pty.type(`${code}\r`)
        await pty.shows('this code was used already')
        await pty.shows(question)
        assert.is(sent(), 1)
        pty.type(`${stage.code()}\r`)
        await pty.shows('@> ')
        assert.match(readFileSync(join(stage.cwd, 'script'), 'utf8'), "AWSENV_ROLE='mfa@123456789012'")
        assert.is(sent(), 2)
      }),
    )
  }

  onTerminal(
    'Ctrl-Z puts it to sleep, and after fg it takes the code',
    onStage(async stage => {
      await using pty = await shellOf(stage, bash)
      pty.type('awsenv login --print >script\r')
      await pty.shows(question)
      pty.type('\x1a')
      await pty.shows('Stopped')
      await pty.shows('@> ')
      pty.type('fg\r')
      await pty.shows('awsenv login')
      pty.type(`${stage.code()}\r`)
      await pty.shows('@> ')
      assert.match(await enter(pty, 'echo "<$?>"'), '<0>')
      assert.match(readFileSync(join(stage.cwd, 'script'), 'utf8'), "AWSENV_ROLE='mfa@123456789012'")
    }),
  )

  onTerminal(
    'a script that nobody would evaluate is refused before the question, and no secret is on the screen',
    onStage(async stage => {
      await using pty = await shellOf(stage, bash)
      const shown = await enter(pty, 'awsenv login; echo "<$?>"')
      assert.match(shown, '<2>')
      assert.match(shown, 'secrets on the screen')
      assert.not(existsSync(join(stage.home, '.local/state/awsenv')))
    }),
  )
})

/** What `stty -a` printed. */
function settings(shown: string): string {
  return shown.match(/speed \d[^@]*?-?extproc/)?.[0] ?? ''
}
