import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fishShell, has, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { ways } from './shell-ways.ts'
import { onStage } from './stage.ts'

const HOOKS = ['bash', 'zsh', 'fish', 'powershell', 'nonsense'] as const

describe('e2e: what a shell inherits is no mark of a hook', test => {
  for (const way of ways) {
    const inShell = needing(test, way.program, has(way.program))

    inShell(
      `1.3 ${way.title}: after any inherited AWSENV_HOOK a failed eval still stops what follows`,
      onStage(async stage => {
        for (const hook of HOOKS) {
          Object.assign(stage.env, { AWSENV_HOOK: hook, AWSENV_TICKET: '1' })
          const failing = `eval "$(command awsenv assume 123456789012 'bad name')" && touch ran`
          const { stderr } = await stage.run(way.argv(`${failing} || :`))
          assert.match(stderr, 'bad name')
          assert.not.ok(existsSync(join(stage.cwd, 'ran')), hook)
        }
      }),
    )

    inShell(
      `1.3 ${way.title}: with an inherited AWSENV_TICKET, eval puts the role that is said into this shell`,
      onStage(async stage => {
        Object.assign(stage.env, { AWSENV_HOOK: way.program, AWSENV_TICKET: '1', AWSENV_MFA_CODE: stage.code() })
        const { stderr } = await stage.run(
          way.argv(`${way.call('assume 123456789012 Admin')}
            eval "$(awsenv assume 210987654321 Admin)" && printf %s "$AWSENV_ROLE_ARN" >role`),
        )
        assert.is(readFileSync(join(stage.cwd, 'role'), 'utf8'), stage.world.roles.otherAdmin, stderr)
      }),
    )
  }

  /** fish and PowerShell: bare as in their docs, and hooked. `next` is what follows a success; a failure doesn't end the script. */
  const others = [
    {
      ...fishShell,
      name: 'fish',
      bare: (words: string) => `command awsenv ${words} | source`,
      hooked: (words: string) => `awsenv ${words}`,
      next: (call: string, command: string) => `${call}; and ${command}`,
      source: `source '${fishShell.hook}'`,
      keepRole: 'echo -n "$AWSENV_ROLE_ARN" >role',
      touch: 'touch ran',
      option: '-c',
    },
    {
      ...powershellShell,
      name: 'PowerShell',
      bare: (words: string) =>
        `& (Get-Command awsenv -CommandType Application) ${words} | Out-String | Invoke-Expression`,
      hooked: (words: string) => `awsenv ${words}`,
      next: (call: string, command: string) =>
        `try { ${call} && ${command} } catch { [Console]::Error.WriteLine("$_") }`,
      source: `. '${powershellShell.hook}'`,
      keepRole: '[IO.File]::WriteAllText("$PWD/role", "$env:AWSENV_ROLE_ARN")',
      touch: '[IO.File]::WriteAllText("$PWD/ran", "")',
      option: '-Command',
    },
  ]
  for (const { name, argv, bare, hooked, next, source, keepRole, touch, option } of others) {
    const inShell = needing(test, name, has(argv[0]))
    for (const [way, before, call] of [
      ['bare', '', bare],
      ['hooked', `${source}\n`, hooked],
      ['hooked, past the hook', `${source}\n`, bare],
    ] as const) {
      inShell(
        `1.3 ${name}, ${way}: with any inherited AWSENV_HOOK and AWSENV_TICKET, a failure stops what follows, and a role lands here`,
        onStage(async stage => {
          const file = (path: string) => join(stage.cwd, path)
          const login = await stage.run(['awsenv', 'login', '--shell', 'sh'], {
            env: { AWSENV_MFA_CODE: stage.code() },
          })
          assert.is(login.status, 0, login.stderr)
          for (const AWSENV_HOOK of HOOKS) {
            const env = { AWSENV_HOOK, AWSENV_TICKET: '1' }
            const failing = next(call("assume 123456789012 'bad name'"), touch)
            const words = `assume ${AWSENV_HOOK === 'zsh' ? '123456789012' : '210987654321'} Admin`
            const script = `${before}${failing}\n${next(call(words), keepRole)}`
            const { stderr } = await stage.run([...argv, option, script], { env })
            assert.match(stderr, 'bad name')
            assert.not.ok(existsSync(file('ran')), AWSENV_HOOK)
            const { admin, otherAdmin } = stage.world.roles
            assert.is(readFileSync(file('role'), 'utf8'), AWSENV_HOOK === 'zsh' ? admin : otherAdmin, stderr)
            rmSync(file('role'))
          }
        }),
      )
    }
  }
})
