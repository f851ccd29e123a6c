import { chmodSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { fishShell, has, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage } from './stage.ts'

/** Writes the environment to a file, without what a shell changes at each command. */
const LOOK = `#!/bin/sh
env -0 | sort -z | grep -zEv "^(_|SHLVL|PWD|OLDPWD|AWSENV_MFA_CODE|PSModulePath|PATH|POWERSHELL_[A-Z_]*|LAST_EXIT_CODE|XONSH_[A-Z_]*)=" >"$1"
`

/** How a language says what the story needs. */
type Language = {
  readonly name: string
  /** The script follows. */
  readonly argv: readonly string[]
  bare(words: string): string
  /** Runs a call, and what comes next only if it succeeded. */
  onSuccess(call: string, next: string): string
  /** What follows runs whether this succeeds or fails. */
  attempt(command: string): string
  readonly role: string
  /** Loads the hook. */
  readonly load: string
}

describe('e2e: the shells with languages of their own', test => {
  const languages: readonly Language[] = [
    {
      name: 'fish',
      argv: [...fishShell.argv, '-c'],
      bare: words => `awsenv ${words} | source`,
      onSuccess: (call, next) => `${call}; and ${next}`,
      attempt: command => command,
      role: 'echo "<$AWSENV_ROLE>"',
      load: `source '${fishShell.hook}'`,
    },
    {
      name: 'PowerShell',
      argv: [...powershellShell.argv, '-Command'],
      bare: words => `awsenv ${words} | Out-String | Invoke-Expression`,
      onSuccess: (call, next) => `${call} && ${next}`,
      attempt: command => `try { ${command} } catch { }`,
      role: 'Write-Output "<$env:AWSENV_ROLE>"',
      load: `. '${powershellShell.hook}'`,
    },
    ...plainShells.map(({ shell, argv, load, onSuccess, attempt }) => ({
      ...{ name: shell.name, load, onSuccess, attempt },
      argv: [...argv, '-c'],
      bare: (words: string) => shell.evaluating(`awsenv ${words}`),
      role: `sh -c 'echo "<$AWSENV_ROLE>"'`,
    })),
  ]

  for (const { name, argv, load, bare, onSuccess, attempt, role } of languages) {
    for (const isHooked of [false, true]) {
      const call = (words: string) => (isHooked ? `awsenv ${words}` : bare(words))
      needing(
        test,
        name,
        has(argv[0] ?? ''),
      )(
        `${name}, ${isHooked ? 'hooked' : 'bare'}: login, assume, -, unset, clear; the environment is what it was`,
        onStage(async stage => {
          const before = {
            AWS_PROFILE: 'default',
            AWS_SECURITY_TOKEN: "st'ale",
            AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
          }
          chmodSync(stage.write('bin/look', LOOK), 0o700)
          const script = [
            ...(isHooked ? [load] : []),
            'look before',
            call('login'),
            role,
            call('assume 123456789012 Admin'),
            role,
            call('assume 210987654321 Admin'),
            call('assume -'),
            role,
            call('unset'),
            'look unset',
            call('assume 123456789012 Admin'),
            call('clear'),
            'look after',
            'sh -c "cmp before unset && cmp before after && echo same"',
          ]
          const env = { ...before, AWSENV_MFA_CODE: stage.code() }
          const { stdout, stderr } = await stage.run([...argv, script.join('\n')], { env })
          const shown = stdout.replaceAll('\r', '')
          assert.is(shown, '<mfa@123456789012>\n<Admin@123456789012>\n<Admin@123456789012>\nsame\n', stderr)
          assert.equal([stage.sandbox.count('GetSessionToken'), stage.sandbox.count('AssumeRole')], [1, 2])
        }),
      )

      needing(
        test,
        name,
        has(argv[0] ?? ''),
      )(
        `42: ${name}, ${isHooked ? 'hooked' : 'bare'}: what follows a failure never runs`,
        onStage(async stage => {
          const failing = ['asume 123456789012 Admin', 'assume nosuch', 'assume 12 Admin', 'assume x --nonsense']
          const tries = failing.map(words => attempt(onSuccess(call(words), `echo 'ran after ${words}'`)))
          const { stdout, stderr } = await stage.run([...argv, [isHooked ? load : '', ...tries].join('\n')])
          assert.not.match(stdout, 'ran')
          for (const said of ['"asume"', '"nosuch"', '"12"', '--nonsense']) assert.match(stderr, said)
        }),
      )
    }
  }

  test(
    'the hooks are those that the binary prints',
    onStage(async stage => {
      for (const [shell, file] of [
        ['fish', 'awsenv.fish'],
        ['powershell', 'awsenv.ps1'],
        ['nu', 'awsenv.nu'],
        ['elvish', 'awsenv.elv'],
        ['xonsh', 'awsenv.xsh'],
      ] as const) {
        const { stdout } = await stage.awsenv('init', shell)
        assert.is(stdout, readFileSync(fileURLToPath(new URL(`../../shell/${file}`, import.meta.url)), 'utf8'))
      }
    }),
  )
})
