import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { fishShell, has, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage } from './stage.ts'

/** How a language says what the story needs. */
type Language = {
  readonly name: string
  readonly argv: readonly string[]
  readonly hook: string
  bare(words: string): string
  onSuccess(call: string, next: string): string
  /** What follows runs whether this succeeds or fails. */
  attempt(command: string): string
  readonly role: string
  source(hook: string): string
}

describe('e2e: fish and PowerShell', test => {
  const languages: readonly Language[] = [
    {
      name: 'fish',
      argv: [...fishShell.argv, '-c'],
      hook: fishShell.hook,
      bare: words => `awsenv ${words} | source`,
      onSuccess: (call, next) => `${call}; and ${next}`,
      attempt: command => command,
      role: 'echo "<$AWSENV_ROLE>"',
      source: hook => `source '${hook}'`,
    },
    {
      name: 'PowerShell',
      argv: [...powershellShell.argv, '-Command'],
      hook: powershellShell.hook,
      bare: words => `awsenv ${words} | Out-String | Invoke-Expression`,
      onSuccess: (call, next) => `${call} && ${next}`,
      attempt: command => `try { ${command} } catch { }`,
      role: 'Write-Output "<$env:AWSENV_ROLE>"',
      source: hook => `. '${hook}'`,
    },
  ]

  for (const { name, argv, hook, bare, onSuccess, attempt, role, source } of languages) {
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
          const environment = `env -0 | sort -z | grep -zv '^\\(_\\|SHLVL\\|PWD\\|OLDPWD\\|AWSENV_MFA_CODE\\|PSModulePath\\|PATH\\|POWERSHELL_[A-Z_]*\\)=' `
          const look = (file: string) =>
            `sh -c '${environment.replaceAll("'", name === 'fish' ? `'"'"'` : "''")} >${file}'`
          const script = [
            ...(isHooked ? [source(hook)] : []),
            look('before'),
            call('login'),
            role,
            call('assume 123456789012 Admin'),
            role,
            call('assume 210987654321 Admin'),
            call('assume -'),
            role,
            call('unset'),
            look('unset'),
            call('assume 123456789012 Admin'),
            call('clear'),
            look('after'),
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
          const { stdout, stderr } = await stage.run([...argv, [isHooked ? source(hook) : '', ...tries].join('\n')])
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
      ] as const) {
        const { stdout } = await stage.awsenv('init', shell)
        assert.is(stdout, readFileSync(fileURLToPath(new URL(`../../shell/${file}`, import.meta.url)), 'utf8'))
      }
    }),
  )
})
