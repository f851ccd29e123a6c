import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { machine } from '../support/fake-context.ts'

describe('command-line/answer', test => {
  for (const [shell, line] of [
    ['bash', 'eval "$(awsenv assume …)"'],
    ['zsh', 'eval "$(awsenv assume …)"'],
    ['sh', 'eval "$(awsenv assume …)"'],
    ['fish', 'awsenv assume … | source'],
    ['powershell', 'awsenv assume … | Out-String | Invoke-Expression'],
    ['nushell', 'awsenv assume … | from json | load-env'],
    ['elvish', 'eval (awsenv assume … | slurp)'],
    ['xonsh', 'exec($(awsenv assume …))'],
  ] as const) {
    test(`W8: a script that nobody would evaluate is refused with the line for ${shell}`, async () => {
      using alice = machine({ env: { AWSENV_SHELL: shell } })
      alice.showsOutput = true
      const { exitCode, script, stderr } = await alice.awsenv('assume', '123456789012', 'Admin')
      assert.equal([exitCode, script], [2, ''])
      assert.match(stderr, `hint: run: ${line}${shell === 'sh' ? ';' : ' or install the hook'}`)
    })
  }
})
