import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { type Machine, machine, type Outcome } from '../support/fake-context.ts'

describe('commands/mfa test', test => {
  const START = 1_790_000_010_000

  /** `print` gets the number of the window and of the run; the clock goes on while awsenv sleeps, and `took` ms a run. */
  const tried = async (
    print: (window: number, run: number) => string,
    { start = START, took = 200, args = ['work'] }: { start?: number; took?: number; args?: readonly string[] } = {},
  ): Promise<Outcome & { readonly alice: Machine }> => {
    let now = start
    let runs = 0
    using alice = machine({ now: () => now })
    alice.write(
      'config',
      '[profile work]\nmfa_process = my-codes --seed SEED\n[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/A\nsource_profile = work\n[profile none]\nregion = eu-west-1\n',
    )
    alice.whileAsleep = async milliseconds => {
      now += milliseconds
    }
    alice.commandLines['my-codes --seed SEED'] = () => {
      now += took
      return print(Math.floor(now / 30_000), runs++)
    }
    return { ...(await alice.awsenv('mfa', 'test', ...args)), alice }
  }
  const code = (number: number) => String(number).padStart(6, '0').slice(-6)

  for (const [title, options] of Object.entries({
    'at any time': {},
    'just before the next window': { start: START - (START % 30_000) + 29_000 },
    'with a key that wants a touch': { took: 8_000 },
    'for the role that starts from the profile': { args: ['prod'] },
  })) {
    test(`a code that goes by the clock is good, ${title}; none is shown, and the seed neither`, async () => {
      const shown: string[] = []
      const { exitCode, stderr, script, alice } = await tried(window => {
        shown.push(code(window))
        return `${code(window)}\n`
      }, options)
      assert.equal([exitCode, script], [0, ''], stderr)
      assert.match(stderr, /mfa_process of profile "work" \(".*config", line 2\) runs three times/)
      assert.match(stderr, /it gives a code of six digits in \d\.\d s/)
      assert.is(alice.ran.length, 3)
      for (const secret of [...shown, 'SEED']) assert.not.match(stderr, secret)
    })
  }

  const FAULTS: Readonly<Record<string, readonly [print: (window: number, run: number) => string, message: string]>> = {
    'a fixed text': [() => '123456', 'gave the same code in the next 30 seconds'],
    'a counter': [(_, run) => code(run), 'gave two codes within the same 30 seconds'],
    nothing: [() => '', 'printed nothing'],
    'more than a code': [() => 'Your code is 123456', 'printed 19 characters that are not six digits'],
    'eight digits': [() => '12345678', 'printed 8 characters that are not six digits'],
  }
  for (const [title, [print, message]] of Object.entries(FAULTS)) {
    test(`${title} is refused with what is wrong, and is not shown`, async () => {
      const { exitCode, stderr } = await tried(print)
      assert.is(exitCode, 1)
      assert.match(stderr, message)
      assert.not.match(stderr, /Your code|123456/)
    })
  }

  test('a profile without one is told where to look, and an unknown profile too', async () => {
    const none = await tried(() => '', { args: ['none'] })
    assert.match(none.stderr, /profile "none" has no mfa_process\n.*docs\/mfa\.md/)
    const unknown = await tried(() => '', { args: ['wrok'] })
    assert.match(unknown.stderr, 'did you mean "work"?')
    assert.equal([none.exitCode, unknown.exitCode], [1, 1])
  })
})
