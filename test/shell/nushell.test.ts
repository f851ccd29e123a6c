/** What nushell alone has: blocks with an environment of their own, and the user's completer for all programs. */
import * as assert from 'uvu/assert'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'
import { openPlain } from '../support/plain-terminal.ts'
import { runPlain } from '../support/run-plain.ts'

describe('shell: nushell', test => {
  for (const real of plainShells.filter(({ shell }) => shell.name === 'nushell')) {
    const { argv, shell, load } = real

    needing(
      test,
      'python3 and nushell',
      has('python3') && has(argv[0]),
    )('a change that ends with its block is said at the next prompt, and one that stays is not', async () => {
      using fake = fakeAwsenv()
      await using pty = await openPlain(real, fake)
      for (const [i, call] of [
        'do { awsenv assume x }',
        'AWS_REGION=x awsenv assume x',
        '[1] | each { awsenv assume x }',
      ].entries()) {
        fake.answers(shell.renderForHook({ AWSENV_ROLE: 'lost', AWSENV_RESTORE: `2.${i}` }))
        pty.type(`${call}\r`)
        await pty.shows('awsenv: error: the last change was made in a block')
      }
      const staying = [
        'awsenv assume x',
        'do --env { awsenv assume x }',
        'do { awsenv assume x }; awsenv assume x',
        'awsenv unset',
      ]
      const before = pty.screen().length
      for (const [i, call] of staying.entries()) {
        const isLast = i === staying.length - 1
        const role = isLast ? undefined : `stays${i}`
        fake.answers(shell.renderForHook({ AWSENV_ROLE: role, AWSENV_RESTORE: isLast ? undefined : `2.1${i}` }))
        pty.type(`${call}; print $"<($env.AWSENV_ROLE? | default none)>"\r`)
        await pty.shows(`<${role ?? 'none'}>`)
      }
      pty.type('print "<end>"\r')
      await pty.shows('<end>')
      assert.not.match(pty.screen().slice(before), 'awsenv: error')
    })

    needing(
      test,
      'nushell',
      has(argv[0]),
    )('behind exec it is the completer of the user that completes', () => {
      using fake = fakeAwsenv()
      fake.answers(JSON.stringify({ words: [], files: false, command: 2 }))
      const { stdout, stderr } = runPlain(fake, real, [
        load,
        'def offered [] { __awsenv_complete [awsenv exec work cat "x"] | to json --raw }',
        'print (offered)',
        '$env.config.completions.external.completer = {|spans| $spans }',
        'print (offered)',
      ])
      assert.equal([stdout, stderr], ['null\n["cat","x"]\n', ''])
    })
  }
})
