/** The prompt of nushell, elvish and xonsh: the role, the time that is left, and the renewal. */
import * as assert from 'uvu/assert'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'
import { openPlain } from '../support/plain-terminal.ts'
import { runPlain } from '../support/run-plain.ts'

describe('shell: the prompt of nushell, elvish and xonsh', test => {
  // Read when a test runs: that may be minutes after this file was loaded.
  const now = () => Math.floor(Date.now() / 1000)
  const ending = () => ({ AWSENV_ROLE: 'a', AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: String(now() + 250) })

  for (const real of plainShells) {
    const { shell, argv, load, setting, atPrompt, showing, label } = real
    const { name } = shell
    const inShell = needing(test, name, has(argv[0]))
    const changing = (env: Readonly<Record<string, string>>) =>
      Object.entries(env).map(([variable, value]) => setting(variable, value))

    inShell(`27, 29, 33: ${name} shows a role as it is called, and how long it lasts`, () => {
      using fake = fakeAwsenv()
      const times: Readonly<Record<string, string>> = {
        ...{ [now() - 5]: 'expired', [now() + 2_550]: '42m', [now() + 3_630]: '1h', [now() + 7_530]: '2h 5m' },
        ...{ x: '?', '': '?', 1234567890123: '?', 'a[1]': '?', '-5': '?' },
      }
      const role = 'a{x}\u202e%n'
      const lines = Object.keys(times).flatMap(end => [
        ...changing({ AWSENV_ROLE: role, AWSENV_EXPIRES: end }),
        showing,
      ])
      const hidden = [{ AWSENV_PROMPT: '0' }, { AWSENV_PROMPT: '1', AWSENV_ROLE: '' }]
      const silent = hidden.flatMap(env => [...changing(env), showing])
      const { stdout, stderr } = runPlain(fake, real, [load, ...lines, ...silent], { NO_COLOR: '1' })
      const shown = Object.values(times).map(time => `[(${label('a{x}?%n')} ${time}) ]\n`)
      assert.equal([stdout, stderr], [`${shown.join('')}[]\n[]\n`, ''])
    })

    inShell(`26: below five minutes ${name} renews a role, once for each end, and otherwise stays as it is`, () => {
      using fake = fakeAwsenv()
      const prompts = (env: Readonly<Record<string, string>>) =>
        runPlain(fake, real, [load, ...changing(env), atPrompt, atPrompt, atPrompt, showing], { NO_COLOR: '1' })
      const renewed = shell.renderForHook({ AWSENV_EXPIRES: String(now() + 3_650) })
      fake.answers(renewed)
      assert.equal(prompts(ending()), { status: 0, stdout: '[(a 1h) ]\n', stderr: '' })
      const [call, ...more] = fake.calls()
      assert.equal([call?.args, call?.hook, more], [['renew'], name, []])
      for (const [text, status] of [
        ['', 75],
        [renewed, 1],
      ] as const) {
        fake.answers(text, status)
        const before = fake.calls().length
        assert.equal(prompts(ending()), { status: 0, stdout: '[(a 4m) ]\n', stderr: '' })
        assert.is(fake.calls().length, before + 1)
      }
    })

    inShell(`26: ${name} renews nothing else, and says nothing where there is no awsenv`, () => {
      using fake = fakeAwsenv()
      const others = [
        { AWSENV_ROLE_ARN: '' },
        { AWSENV_EXPIRES: String(now() + 400) },
        // elvish's clock may be a second behind.
        { AWSENV_EXPIRES: String(now() - 5) },
        { AWSENV_EXPIRES: 'x' },
        { AWSENV_ROLE: '' },
        { AWSENV_RENEW: '0' },
      ]
      const lines = others.flatMap(env => [...changing({ ...ending(), AWSENV_RENEW: '1', ...env }), atPrompt])
      const lost = [...changing({ ...ending(), AWSENV_RENEW: '1' }), real.lost, atPrompt]
      const { status, stdout, stderr } = runPlain(fake, real, [load, ...lines, ...lost])
      assert.equal([status, stdout, stderr, fake.calls()], [0, '', '', []])
    })

    needing(
      test,
      `python3 and ${name}`,
      has('python3') && has(argv[0]),
    )(
      `26: ${name} loads the hook from its start-up file, renews at its first prompt, and shows it at once`,
      async () => {
        using fake = fakeAwsenv()
        fake.answers(shell.renderForHook({ AWSENV_ROLE: 'test', AWSENV_EXPIRES: String(now() + 3_650) }))
        await using pty = await openPlain(real, fake, ending())
        await pty.shows('(test 1h) ')
        fake.answers(shell.renderForHook({ AWSENV_ROLE: 'dev{RED}\u202e%n', AWSENV_EXPIRES: 'x' }))
        pty.type('awsenv assume x\r')
        // elvish paints what is different in the prompt.
        await pty.shows(`${label('dev{RED}?%n')} ?) `)
        pty.type('exit\r')
        await pty.ended()
        assert.not.match(pty.screen(), /\(test 1h\) \(test/)
        assert.equal(
          fake.calls().map(({ args }) => args),
          [['renew'], ['assume', 'x']],
        )
      },
    )
  }
})
