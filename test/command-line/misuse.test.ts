import { Cli } from 'clipanion'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { allCommands } from '../../src/all-commands.ts'
import { misuse } from '../../src/command-line/misuse.ts'
import { describe } from '../support/describe.ts'

const commands = await allCommands()

describe('misuse', test => {
  const cases: readonly (readonly [call: string, said: string, hint: string])[] = [
    ['asume x', 'there is no command "asume"', 'did you mean "awsenv assume"?'],
    ['frobnicate', 'there is no command "frobnicate"', '"awsenv help" lists the commands'],
    ['--verison', 'there is no option "--verison"', 'did you mean "awsenv --version"?'],
    ['--from x', 'there is no option "--from"', '"awsenv help" lists the commands'],
    ['config lst', 'there is no command "config lst"', 'did you mean "awsenv config list"?'],
    [
      'config frobnicate',
      'there is no command "config frobnicate"',
      'there are "awsenv config get", "awsenv config set"',
    ],
    ['keys --json', '"awsenv keys" needs the name of a command', 'there are "awsenv keys add", "awsenv keys import"'],
    [
      'assume x --duraton 1h',
      '"awsenv assume" has no option "--duraton"',
      'did you mean "--duration"? "awsenv help assume" says more',
    ],
    ['list --frobnicate', '"awsenv list" has no option "--frobnicate"', '"awsenv help list" says more'],
    [
      '--version x',
      '"x" is one word too many for "awsenv --version"',
      '"awsenv --version" takes no argument; "awsenv help" says more',
    ],
    ['--version --jsn', '"awsenv --version" has no option "--jsn"', 'did you mean "--json"? "awsenv help" says more'],
    ['list -x', '"awsenv list" has no option "-x"', '"awsenv help list" says more'],
    [
      'assume x --duration',
      '"--duration" needs a value',
      'write it like --duration TIME; "awsenv help assume" says more',
    ],
    [
      'assume --from --refresh',
      '"--from" needs a value',
      'write it like --from PROFILE; "awsenv help assume" says more',
    ],
    ['list --json=yes', '"--json" takes no value', 'leave "=yes" out; "awsenv help list" says more'],
    ['config get', '"awsenv config get" needs KEY', 'usage: awsenv config get KEY; "awsenv help config get" says more'],
    [
      'config set aws_vault',
      '"awsenv config set" needs VALUE',
      'usage: awsenv config set KEY VALUE; "awsenv help config set" says more',
    ],
    ['exec', '"awsenv exec" needs TARGET', 'usage: awsenv exec TARGET [COMMAND…]; "awsenv help exec" says more'],
    [
      'policy user alice',
      '"awsenv policy user" needs ROLE',
      'usage: awsenv policy user USER ROLE…; "awsenv help policy user" says more',
    ],
    [
      'assume a b c',
      '"c" is one word too many for "awsenv assume"',
      'usage: awsenv assume [TARGET] [ROLE]; "awsenv help assume" says more',
    ],
    [
      'whoami me',
      '"me" is one word too many for "awsenv whoami"',
      '"awsenv whoami" takes no argument; "awsenv help whoami" says more',
    ],
  ]
  for (const [call, said, hint] of cases) {
    test(`3.1 "awsenv ${call}" is told what is wrong with it`, () => {
      const error = misuse(call.split(' '), commands)
      assert.equal([error.message, error.exitCode], [said, 2])
      assert.ok(error.hint?.startsWith(hint), error.hint)
    })
  }

  test('3.1 whatever Clipanion refuses is explained in our words', () => {
    const word = fc.constantFrom(
      'x',
      '-',
      '--',
      '--json',
      '--json=1',
      '--from',
      '--from=x',
      '--nonsense',
      '-v',
      '-vd',
      '',
    )
    fc.assert(
      fc.property(fc.constantFrom(...commands), fc.array(word, { maxLength: 5 }), (command, words) => {
        const args = [...(command.paths?.[0] ?? []), ...words]
        const cli = Cli.from(command as never, { binaryName: 'awsenv' })
        try {
          cli.process(args, {} as never)
        } catch {
          const { message, exitCode } = misuse(args, commands)
          assert.is(exitCode, 2)
          assert.not.match(message, /not found|candidates|positional|syntax|can't be understood/i)
        }
      }),
      { numRuns: 400 },
    )
  })
})
