import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: a question on the terminal', test => {
  for (const { shell, hook, interactive } of hookedShells) {
    const onTerminal = needing(test, `python3 and ${shell.name}`, has('python3') && has(shell.name))

    /** A shell with the hook, in which `assume x` has put its question. */
    async function asked(fake: FakeAwsenv): Promise<Pty> {
      fake.asks('MFA code: ')
      fake.answers(shell.renderForHook({ AWS_ROLE: 'new' }))
      const pty = openPty(interactive, { env: { ...fake.env, AWS_ROLE: 'old' } })
      pty.type(`PS1='@''> '; . '${hook}'\r`) // the prompt is not in its own echo
      await pty.shows('@> ')
      pty.type('stty -a\r')
      await pty.shows('@> ')
      pty.type('awsenv assume x\r')
      await pty.shows('MFA code: ')
      return pty
    }

    /** What the next command line shows: the last status, the role, and the terminal's settings. */
    async function afterwards(pty: Pty): Promise<{ status: string; role: string; settings: string }> {
      await pty.shows('@> ')
      pty.type('echo "<$?><$AWS_ROLE>"; stty -a\r')
      const shown = await pty.shows('@> ')
      const [, status = '', role = ''] = shown.match(/<(\d+)><(\w+)>/) ?? []
      return { status, role, settings: settings(shown) }
    }

    for (const [key, typed] of [
      ['Ctrl-C', '\x03'],
      ['Ctrl-D', '\x04'],
      ['Enter alone', '\r'],
    ] as const) {
      onTerminal(`18: after ${key} ${shell.name} has the role and the terminal of before, and a prompt`, async () => {
        using fake = fakeAwsenv()
        await using pty = await asked(fake)
        const before = settings(pty.screen())
        pty.type(typed)
        const after = await afterwards(pty)
        assert.is(after.role, 'old')
        assert.match(after.status, /^[1-9]/)
        assert.ok(before.length > 100)
        assert.is(after.settings, before)
        pty.type('awsenv assume x\r')
        await pty.shows('MFA code: ')
        pty.type('123456\r')
        assert.is((await afterwards(pty)).role, 'new')
      })
    }

    onTerminal(`18: Ctrl-Z at the question loses nothing in ${shell.name}`, async () => {
      using fake = fakeAwsenv()
      await using pty = await asked(fake)
      const before = settings(pty.screen())
      pty.type('\x1a')
      pty.type('123456\r')
      assert.equal(await afterwards(pty), { status: '0', role: 'new', settings: before })
      assert.is(fake.typed(), '123456')
    })

    onTerminal(`7: 2>/dev/null and a captured call hide no question in ${shell.name}`, async () => {
      using fake = fakeAwsenv()
      await using pty = await asked(fake)
      pty.type('123456\r')
      await pty.shows('@> ')
      for (const call of [
        'awsenv assume x 2>/dev/null',
        'eval "$(awsenv assume x)"',
        'eval "$(command awsenv assume x)"',
      ]) {
        pty.type(`AWS_ROLE=old; ${call}\r`)
        await pty.shows('MFA code: ')
        pty.type('123456\r')
        assert.is((await afterwards(pty)).role, 'new', call)
      }
    })
  }

  /** The part of a screen that `stty -a` printed. */
  function settings(screen: string): string {
    return screen.match(/speed \d[^@]*?-?extproc/)?.[0] ?? ''
  }
})
