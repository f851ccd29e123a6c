/** The prompt of nushell, elvish and xonsh: the role, the time that is left, and the renewal. */
import * as assert from 'uvu/assert'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'
import { openPlain } from '../support/plain-terminal.ts'
import { answersInTurn, runPlain } from '../support/run-plain.ts'

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

    inShell(
      `26: below five minutes ${name} renews a role, once for each end, and nothing else; a failure is silent`,
      () => {
        using fake = fakeAwsenv()
        const renewed = { AWSENV_EXPIRES: String(now() + 3_650) }
        const succeeding = { text: shell.renderForHook(renewed), status: 0 }
        const failures = [
          { text: '', status: 75 },
          { text: succeeding.text, status: 1 },
          { text: '', status: 0 },
        ]
        const got = answersInTurn(fake, [succeeding, ...failures])
        const prompts = (env: Readonly<Record<string, string>>) => [
          ...changing({ AWSENV_ROLE: 'a', AWSENV_ROLE_ARN: 'arn', AWSENV_RENEW: '1', ...env }),
          ...[atPrompt, atPrompt, showing],
        ]
        const end = (seconds: number) => ({ AWSENV_EXPIRES: String(now() + seconds) })
        const lines = [
          ...[end(250), end(251), end(252), end(253)].flatMap(prompts),
          // elvish's clock may be a second behind.
          ...[end(400), end(-5), { AWSENV_EXPIRES: 'x' }].flatMap(prompts),
          ...[{ AWSENV_ROLE_ARN: '' }, { AWSENV_ROLE: '' }, { AWSENV_RENEW: '0' }].flatMap(env =>
            prompts({ ...end(254), ...env }),
          ),
          ...[...changing({ AWSENV_RENEW: '1' }), real.lost, atPrompt],
        ]
        const { status, stdout, stderr } = runPlain(fake, real, [load, ...lines], { NO_COLOR: '1' })
        const shown = ['1h', '4m', '4m', '4m', '6m', 'expired', '?', '4m'].map(time => `[(a ${time}) ]\n`)
        assert.equal([status, stdout, stderr], [0, `${shown.join('')}[]\n[(a 4m) ]\n`, ''])
        assert.is(got(), 4)
      },
    )

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
