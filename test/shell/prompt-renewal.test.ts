import * as assert from 'uvu/assert'
import { openPty } from '../../tools/pty/pty.ts'
import { has, hookedShells, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: renewal at the prompt', test => {
  for (const real of hookedShells) {
    const { name, renderForHook: render } = real.shell
    const inShell = needing(test, name, has(name))
    // Read when a test runs: that may be minutes after this file was loaded.
    const now = () => Math.floor(Date.now() / 1000)
    const ending = () => ({ AWSENV_ROLE: 'a', AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: String(now() + 250) })
    const renewed = () => render({ AWS_SECRET_ACCESS_KEY: 'new', AWSENV_EXPIRES: String(now() + 3_650) })
    const prompts = (fake: FakeAwsenv, env: Record<string, string>, script = '') =>
      runShell(
        real,
        `${script}\n. "$1"; __awsenv_register; __awsenv_prompt; __awsenv_prompt; __awsenv_prompt
        printf '%s' "$__awsenv_ps1<\${AWS_SECRET_ACCESS_KEY-}>"`,
        { env: { ...fake.env, ...env }, args: [real.hook] },
      )

    inShell(
      `26: below five minutes ${name} renews a role, once, with nothing to read from, and shows what it got`,
      () => {
        using fake = fakeAwsenv()
        fake.answers(renewed())
        assert.equal(prompts(fake, ending()), { status: 0, stdout: '(a 1h) <new>', stderr: '' })
        const [call, ...more] = fake.calls()
        assert.equal([call?.args, call?.hook, more], [['renew'], name, []])
      },
    )

    inShell(`26: where it can't be renewed ${name} tries once for each end, and stays as it is`, () => {
      using fake = fakeAwsenv()
      for (const [text, status] of [
        ['', 75],
        ['', 1],
        [renewed(), 1],
        [renewed().slice(0, -3), 1],
      ] as const) {
        fake.answers(text, status)
        const before = fake.calls().length
        assert.equal(prompts(fake, ending()), { status: 0, stdout: '(a 4m) <>', stderr: '' })
        assert.is(fake.calls().length, before + 1)
      }
      const before = fake.calls().length
      prompts(fake, ending(), `trap ': err' ERR; later() { AWSENV_EXPIRES=${now() + 251}; }`)
      assert.is(fake.calls().length, before + 1)
    })

    inShell(
      `26: ${name} renews nothing else: a login, what has longer or has ended, what can't be read, or under AWSENV_RENEW=0`,
      () => {
        using fake = fakeAwsenv()
        fake.answers(renewed())
        for (const env of [
          { ...ending(), AWSENV_ROLE_ARN: '' },
          { ...ending(), AWSENV_EXPIRES: String(now() + 400) },
          { ...ending(), AWSENV_EXPIRES: String(now()) },
          { ...ending(), AWSENV_EXPIRES: 'x' },
          { ...ending(), AWSENV_ROLE: '' },
          { ...ending(), AWSENV_RENEW: '0' },
        ]) {
          assert.match(prompts(fake, env).stdout, /<>$/)
        }
        assert.equal(fake.calls(), [])
      },
    )

    inShell(`16: under set -x ${name} shows no secret of a renewal`, () => {
      using fake = fakeAwsenv()
      fake.answers(render({ AWS_SECRET_ACCESS_KEY: 'hunter2' }))
      const { stdout, stderr } = prompts(fake, ending(), 'set -x')
      assert.match(stdout, '<hunter2>')
      assert.not.match(stderr.replace(/printf.*/g, ''), 'hunter2')
    })

    inShell(`37: without the binary ${name} says nothing at its prompts`, () => {
      using fake = fakeAwsenv()
      const { status, stdout, stderr } = prompts(fake, ending(), `PATH=${fake.directory}`)
      assert.equal([status, stdout, stderr], [0, '(a 4m) <>', ''])
    })

    const onTerminal = needing(test, `python3 and ${name}`, has('python3') && has(name))
    onTerminal(`28: a renewal takes neither the status nor what is typed ahead from ${name}`, async () => {
      using fake = fakeAwsenv()
      fake.answers(renewed())
      await using pty = openPty(real.interactive, { env: { ...fake.env, ...ending(), AWSENV_RENEW: '0' } })
      pty.type(`PS1='@''> '; . '${real.hook}'\r`)
      await pty.shows('(a 4m) @> ')
      pty.type('unset AWSENV_RENEW; (exit 7)\recho "<$?>" "<$AWS_SECRET_ACCESS_KEY>"\r')
      await pty.shows('<7> <new>')
      await pty.shows('(a 1h) @> ')
      assert.is(fake.calls().length, 1)
    })
  }
})
