import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { AwsenvError } from '../../src/errors.ts'
import type { Environment } from '../../src/model/environment.ts'
import { detectShell, shells } from '../../src/shells/index.ts'
import { describe } from '../support/describe.ts'

describe('shells/index', test => {
  const nobody = (): string | undefined => assert.unreachable('the parent was asked for') as never

  test('writes for the shells that the docs name, and no two shells share a name', () => {
    const names = shells.flatMap(shell => [shell.name, ...shell.otherNames])
    for (const name of ['sh', 'bash', 'zsh', 'fish', 'powershell', 'pwsh', 'nushell', 'nu', 'elvish', 'xonsh'])
      assert.ok(names.includes(name))
    assert.is(new Set(names).size, names.length)
  })

  for (const shell of shells.filter(({ name }) => ['sh', 'bash', 'zsh'].includes(name))) {
    test(`2, 6: ${shell.name} writes one group on one line, unsets before exports`, () => {
      const text = shell.render({ AWS_REGION: 'x', AWS_PROFILE: undefined, AWS_ACCOUNT_ID: 'y' })
      assert.match(text, /^\{ .* && :; \}\n$/)
      assert.ok(text.lastIndexOf('unset ') < text.indexOf('export '))
      assert.is(text.match(/(?<!\\builtin )(unset|export) /g)?.length ?? 0, shell.name === 'sh' ? 4 : 0)
    })

    test(`1, 8: ${shell.name} fails by a script that does not start like a change`, () => {
      assert.is(shell.failure(3), '(exit 3)\n')
    })
  }

  for (const shell of shells) {
    test(`24: ${shell.name} writes nothing where there is nothing to change`, () => {
      assert.is(shell.render({}), '')
    })

    test(`3: ${shell.name} writes printable ASCII and one line feed`, () => {
      const unit = shell.name === 'sh' ? 'grapheme-ascii' : 'binary'
      fc.assert(
        fc.property(fc.string({ unit }), value => {
          fc.pre(value.isWellFormed() && !value.includes('\0'))
          assert.match(shell.render({ A: value }), /^[ -~]+\n$/)
        }),
      )
    })
  }

  for (const [requested, environment, parent, name] of [
    ['zsh --hook=bash', { AWSENV_SHELL: 'sh' }, undefined, 'zsh'],
    ['--hook=bash', { AWSENV_SHELL: 'zsh' }, undefined, 'bash'],
    // 1.3: a variable that is inherited is no hook
    [undefined, { AWSENV_HOOK: 'fish' }, 'bash', 'bash'],
    [undefined, { AWSENV_SHELL: 'zsh', SHELL: '/bin/bash' }, 'node', 'zsh'],
    [undefined, { AWSENV_SHELL: 'sh' }, 'bash', 'sh'],
    [undefined, { AWSENV_SHELL: '' }, 'zsh', 'zsh'],
    [undefined, { SHELL: '/bin/bash' }, '-zsh', 'zsh'],
    [undefined, {}, '/usr/bin/bash', 'bash'],
    [undefined, {}, 'C:\\Program Files\\Git\\usr\\bin\\Bash.EXE', 'bash'],
    [undefined, {}, 'dash', 'sh'],
    [undefined, {}, 'bash\n', 'bash'],
    ['SH', {}, undefined, 'sh'],
    [undefined, {}, 'fish', 'fish'],
    [undefined, {}, 'C:\\Program Files\\PowerShell\\7\\pwsh.exe', 'powershell'],
    ['powershell', {}, undefined, 'powershell'],
    ['--hook=powershell', {}, undefined, 'powershell'],
    [undefined, {}, '/usr/bin/nu', 'nushell'],
    [undefined, { AWSENV_SHELL: 'xonsh' }, 'python3', 'xonsh'],
  ] as const) {
    test(`detects ${name} from ${JSON.stringify([requested, environment, parent])}`, () => {
      assert.is(detected(requested, environment, parent === undefined ? nobody : () => parent), name)
    })
  }

  for (const [requested, environment, parent, message] of [
    ['tcsh', {}, undefined, /"tcsh" \(from --shell\)/],
    ['--hook=tcsh', {}, undefined, /"tcsh" \(from --hook\)/],
    [undefined, { AWSENV_SHELL: 'tcsh' }, 'bash', /"tcsh" \(from AWSENV_SHELL\)/],
    [undefined, {}, 'node', /"node" \(from the parent process\)/],
    [undefined, {}, undefined, /can't tell which shell this is/],
  ] as const) {
    test(`lists the shells, with exit code 2, for ${JSON.stringify([requested, environment, parent])}`, () => {
      try {
        detected(requested, environment, () => parent)
        assert.unreachable()
      } catch (error) {
        assert.instance(error, AwsenvError)
        const { message: text, hint, exitCode } = error as AwsenvError
        assert.match(text, message)
        assert.is(exitCode, 2)
        for (const shell of shells) assert.ok(hint?.includes(shell.name))
      }
    })
  }

  test('W4 cmd.exe is told what to use instead', () => {
    try {
      detected(undefined, {}, () => 'cmd')
      assert.unreachable()
    } catch (error) {
      const { message, hint, exitCode } = error as AwsenvError
      assert.is(message, "awsenv can't change the variables of cmd.exe")
      assert.match(hint ?? '', 'awsenv exec TARGET -- COMMAND')
      assert.is(exitCode, 2)
    }
  })
})

/** `call` is what --shell says, and the hook's mark behind it. */
function detected(call: string | undefined, env: Environment, parent: () => string | undefined): string {
  const [, requested, hook] = /^(\w*) ?(?:--hook=(\w+))?$/.exec(call ?? '') ?? []
  return detectShell(requested || undefined, { hook, env, evaluatorNames: () => [parent() ?? []].flat() }).name
}
