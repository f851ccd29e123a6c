import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { powershell } from '../../src/shells/powershell.ts'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, powershellShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the prompt of PowerShell', test => {
  const program = powershellShell.argv[0]
  const inSeconds = (left: number) => String(Math.floor(Date.now() / 1000) + left)
  const prompt = `function global:prompt { '@' + '> ' }`
  const strict = "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'"
  const inPowerShell = needing(test, 'PowerShell', has(program))
  const onTerminal = needing(test, 'python3 and PowerShell', has('python3') && has(program))

  /** What a prompt of "@> " is shown as, without a terminal, in one environment after the other. */
  function shown(
    fake: FakeAwsenv,
    environments: readonly Readonly<Record<string, string>>[],
    first = strict,
  ): string[] {
    const file = join(fake.directory, 'environments.json')
    writeFileSync(file, JSON.stringify(environments))
    const script = `${first}; ${prompt}; . $env:HOOK
      foreach ($environment in ConvertFrom-Json ([IO.File]::ReadAllText('${file}'))) {
        foreach ($name in 'AWSENV_ROLE', 'AWSENV_EXPIRES', 'AWSENV_PROMPT') { Set-Item "Env:$name" $null }
        foreach ($variable in $environment.PSObject.Properties) { Set-Item "Env:$($variable.Name)" $variable.Value }
        (prompt) + '|'
      }`
    const outcome = runShell(powershellShell, script, { env: { ...fake.env, HOOK: powershellShell.hook } })
    assert.equal([outcome.status, outcome.stderr], [0, ''])
    return outcome.stdout.split('|\n').slice(0, -1)
  }

  inPowerShell('33: shows the role and its time, "expired" once the clock is past it, and nothing without one', () => {
    using fake = fakeAwsenv()
    const times = [
      [39_050, '10h 50m'],
      [7_250, '2h'],
      [2_570, '42m'],
      [110, '1m'],
      [0, 'expired'],
      [-100, 'expired'],
    ] as const
    for (const first of ['$null = 1', strict]) {
      const environments = times.map(([left]) => ({ AWSENV_ROLE: 'mfa@1', AWSENV_EXPIRES: inSeconds(left) }))
      assert.equal(
        shown(fake, environments, first),
        times.map(([, time]) => `(mfa@1 ${time}) @> `),
      )
    }
    const [without, off, seconds = ''] = shown(fake, [
      { AWSENV_EXPIRES: inSeconds(50) },
      { AWSENV_ROLE: 'a', AWSENV_EXPIRES: inSeconds(50), AWSENV_PROMPT: '0' },
      { AWSENV_ROLE: 'a', AWSENV_EXPIRES: inSeconds(50) },
    ])
    assert.equal([without, off], ['@> ', '@> '])
    assert.match(seconds, /^\(a [1-5]?\ds\) @> $/)
  })

  inPowerShell('27: computes with one to twelve digits, in base ten, and shows "?" for anything else', () => {
    using fake = fakeAwsenv()
    const file = join(fake.directory, 'PWNED')
    const odd = [`$(touch ${file})`, '09x', '-5', '', '0x7fff', '\u0663\u0663', '1 ', '1\n2', '1\n', '9999999999999']
    const environments = [...odd, '09', `0${inSeconds(110)}`].map(expires => ({
      AWSENV_ROLE: 'a',
      AWSENV_EXPIRES: expires,
    }))
    assert.equal(shown(fake, environments), [...odd.map(() => '(a ?) @> '), '(a expired) @> ', '(a 1m) @> '])
    assert.not(existsSync(file))
  })

  inPowerShell('29: shows what a role is called as it stands, and control characters as "?"', () => {
    using fake = fakeAwsenv()
    const file = join(fake.directory, 'PWNED')
    const roles = [`$(touch ${file})`, '%n {0} $1 $&', '`n `e \\n', '$HOME * ~', 'it\'s \u2019 "x"', 'é漢字']
    const hidden = 'pro\u202edorp\u2066 a\u200bb\u200f\u061c\ufeff\u2028\u2060'
    assert.equal(shown(fake, [{ AWSENV_ROLE: hidden, AWSENV_EXPIRES: '1' }]), ['(pro?dorp? a?b????? expired) @> '])
    const control = 'a\u001b[31mb\u0007c\nd\te\u007f\u0001\u009b'
    assert.equal(
      shown(
        fake,
        [...roles, control].map(role => ({ AWSENV_ROLE: role, AWSENV_EXPIRES: '1' })),
      ),
      [...roles, 'a?[31mb?c?d?e???'].map(role => `(${role} expired) @> `),
    )
    assert.not(existsSync(file))
  })

  /** A PowerShell with the hook, whose profile is these lines around it. */
  async function opened(
    fake: FakeAwsenv,
    {
      before = prompt,
      after = '',
      env = {},
    }: { before?: string; after?: string; env?: Readonly<Record<string, string>> } = {},
  ): Promise<Pty> {
    const file = join(fake.directory, 'profile.ps1')
    writeFileSync(file, `${before}\n. '${powershellShell.hook}'\n${after}\n`)
    const role = { AWSENV_ROLE: 'Admin', AWSENV_EXPIRES: inSeconds(9_050), LC_ALL: 'C.UTF-8' }
    const argv = [...powershellShell.interactive, '-NoExit', '-Command', `. '${file}'`]
    const pty = openPty(argv, { env: { ...fake.env, ...role, ...env } })
    await pty.shows('@> ')
    return pty
  }

  /** What the prompt after a command line is. */
  async function next(pty: Pty, line: string): Promise<string> {
    pty.type(`${line}\r`)
    await pty.shows('\r\n') // its echo
    const painted = await pty.shows('@> ')
    return painted.split(/[\r\n]/).at(-1) ?? ''
  }

  for (const first of ['', `${strict}\n`]) {
    onTerminal(
      `28: the prompt of the user and the next command see $? and $LASTEXITCODE as they were${first && ', strict'}`,
      async () => {
        using fake = fakeAwsenv()
        const before = `${first}function prompt { "<$?>" + '@' + '> ' }`
        await using pty = await opened(fake, { before })
        assert.is(await next(pty, 'sh -c "exit 3"'), '(Admin 2h 30m) <False>@> ')
        assert.is(await next(pty, '"=$?=$LASTEXITCODE=$($Error.Count)="'), '(Admin 2h 30m) <True>@> ')
        assert.match(pty.screen(), /=False=3=0=/)
        assert.is(await next(pty, 'Get-Item /nowhere -ErrorAction SilentlyContinue'), '(Admin 2h 30m) <False>@> ')
        assert.is(await next(pty, '"=$?="'), '(Admin 2h 30m) <True>@> ')
        assert.match(pty.screen(), /=False=\r/)
      },
    )
  }

  onTerminal('28: the role has the colour of its account, the time its own, and NO_COLOR takes both away', async () => {
    using fake = fakeAwsenv()
    const env = { AWSENV_COLOUR: 'magenta', AWSENV_EXPIRES: inSeconds(880), TERM: 'xterm' }
    await using pty = await opened(fake, { before: `${strict}\n${prompt}`, env })
    const seen = async (line: string) => (await next(pty, line)).split('(Admin').at(-1)
    pty.type('$null = 1\r')
    assert.match(await pty.shows('@> '), '\u001b[35m(Admin\u001b[33m 14m)\u001b[39m @> ')
    pty.type("$env:AWSENV_COLOUR = 'Magenta'\r")
    await pty.shows('\r\n')
    assert.match(await pty.shows('@> '), '\u001b[33m(Admin 14m)\u001b[39m @> ')
    assert.is(await seen('$env:NO_COLOR = 1'), ' 14m) @> ')
  })

  onTerminal(
    '30: sourced three times, over an older version, and under a prompt of the user, it shows one segment',
    async () => {
      using fake = fakeAwsenv()
      await using pty = await opened(fake, { after: `. '${powershellShell.hook}'; . '${powershellShell.hook}'` })
      assert.is(await next(pty, '$null = 1'), '(Admin 2h 30m) @> ')
      const old = join(fake.directory, 'old.ps1')
      await next(
        pty,
        `(Get-Content '${powershellShell.hook}') -replace "'expired'", "'old'" | Set-Content '${old}'; . '${old}'`,
      )
      assert.is(await next(pty, '$env:AWSENV_EXPIRES = 1'), '(Admin old) @> ')
      assert.is(await next(pty, `. '${powershellShell.hook}'`), '(Admin expired) @> ')
      const chained = `$inner = $function:prompt; function prompt { 'mine ' + (& $inner) }; . '${powershellShell.hook}'`
      assert.is(await next(pty, chained), 'mine (Admin expired) @> ')
      assert.is(await next(pty, `. '${powershellShell.hook}'`), 'mine (Admin expired) @> ')
    },
  )

  onTerminal(
    '32: AWSENV_PROMPT=0 leaves prompt alone, and $__awsenv_ps1 in a prompt of the user is not shown twice',
    async () => {
      using fake = fakeAwsenv()
      await using off = await opened(fake, { env: { AWSENV_PROMPT: '0' } })
      assert.is(await next(off, '"=$function:prompt="'), '@> ')
      assert.ok(off.screen().includes(`= '@' + '> ' =`))
      await using own = await opened(fake, { before: `function prompt { "own $__awsenv_ps1" + '@' + '> ' }` })
      assert.is(await next(own, '$null = 1'), 'own (Admin 2h 30m) @> ')
      assert.is(await next(own, '$env:AWSENV_ROLE = "Other"'), 'own (Other 2h 30m) @> ')
      assert.is(await next(own, '$env:AWSENV_ROLE = $null'), 'own @> ')
    },
  )

  onTerminal('32: it is silent where starship is loaded, and not where its variables are inherited', async () => {
    using fake = fakeAwsenv()
    const before = `$null = New-Module starship { function global:prompt { 'star @' + '> ' }; Export-ModuleMember }`
    await using loaded = await opened(fake, { before: `${before} | Import-Module` })
    assert.is(await next(loaded, '$null = 1'), 'star @> ')
    assert.is(await next(loaded, '$env:AWSENV_PROMPT = 1'), '(Admin 2h 30m) star @> ')
    await using inherited = await opened(fake, { env: { STARSHIP_SHELL: 'pwsh', STARSHIP_SESSION_KEY: '1' } })
    assert.is(await next(inherited, '$null = 1'), '(Admin 2h 30m) @> ')
  })

  const integration = fileURLToPath(new URL('stand-ins/vscode.ps1', import.meta.url))
  for (const [order, { before: first, after }] of [
    ['around it', { before: '', after: `. '${integration}'` }],
    ['loaded before it', { before: `\n. '${integration}'`, after: '' }],
  ] as const) {
    onTerminal(
      `41: one segment, after the mark of the prompt, every mark and the right $? with the shell integration of VS Code ${order}`,
      async () => {
        using fake = fakeAwsenv()
        const before = `${strict}\nfunction prompt { "<$?>" + '@' + '> ' }${first}`
        await using pty = await opened(fake, { before, after })
        for (const [line, ok] of [
          ['$null = 1', true],
          ['sh -c "exit 3"', false],
          [`. '${powershellShell.hook}'`, true],
          ['sh -c "exit 4"', false],
          ['$null = 2', true],
        ] as const) {
          pty.type(`${line}\r`)
          const painted = await pty.shows('@> \u001b]633;B\u0007') // Prompt: "Write command started"
          const [, seen] = painted.match(/<(True|False)>/) ?? []
          assert.is(seen, ok ? 'True' : 'False', 'Prompt: "put $? back to what it was", for the original prompt')
          // Prompt: D and $FakeCode, A. What stands before A would be output of the command.
          const marks = `\u001b]633;D;${ok ? 0 : 1}\u0007\u001b]633;A\u0007`
          assert.ok(painted.includes(`${marks}(Admin 2h 30m) <`), painted)
          assert.is(painted.match(/\(Admin 2h 30m\)/g)?.length, 1, painted)
        }
      },
    )
  }

  onTerminal('renews a role once, in its last five minutes, by a call that can ask nothing', async () => {
    using fake = fakeAwsenv()
    fake.answers(powershell.renderForHook({ AWSENV_EXPIRES: inSeconds(9_050), AWS_REGION: 'renewed' }))
    const env = { AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: inSeconds(200) }
    await using pty = await opened(fake, { before: `${strict}\n${prompt}`, env })
    assert.is(await next(pty, '"=$env:AWS_REGION=$?="'), '(Admin 2h 30m) @> ')
    assert.match(pty.screen(), /=renewed=True=/)
    assert.equal(
      fake.calls().map(call => [call.args, call.hook]),
      [[['renew'], 'powershell']],
    )
  })

  onTerminal(
    'tries no renewal twice, none for a login, none without leave, and stays as it is where one fails',
    async () => {
      using fake = fakeAwsenv()
      fake.answers('', 75)
      const env = { AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: inSeconds(280) }
      await using pty = await opened(fake, { before: `${strict}\n${prompt}`, after: 'sh -c "exit 3"', env })
      assert.is(await next(pty, '"=$LASTEXITCODE=$($Error.Count)="'), '(Admin 4m) @> ')
      assert.match(pty.screen(), /=3=0=/)
      assert.is(fake.calls().length, 1)
      for (const other of [
        { AWSENV_RENEW: '0' },
        { AWSENV_ROLE_ARN: '' },
        { AWSENV_EXPIRES: '5' },
        { AWSENV_EXPIRES: 'x' },
      ]) {
        await using quiet = await opened(fake, { env: { ...env, ...other } })
        await next(quiet, '$null = 1')
      }
      assert.is(fake.calls().length, 1)
    },
  )

  for (const [status, said] of [
    [0, 'awsenv: Admin is renewed, until 12:00 (1h)'],
    [75, 'awsenv: Admin is not renewed: the login has ended'],
  ] as const) {
    onTerminal(
      `4.6 a renewal that ends with status ${status} says its one line, once, and leaves $Error alone`,
      async () => {
        using fake = fakeAwsenv()
        const text = powershell.renderForHook({ AWSENV_EXPIRES: inSeconds(9_050) })
        const program = `#!/bin/sh\necho '${said}' >&2\nprintf '%s' '${status === 0 ? text.trimEnd() : ''}'\nexit ${status}\n`
        writeFileSync(join(fake.directory, 'bin/awsenv'), program)
        const env = { AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: inSeconds(280) }
        await using pty = await opened(fake, { before: `${strict}\n${prompt}`, env })
        await next(pty, '"=$($Error.Count)="')
        assert.is(await next(pty, '$null = 1'), status === 0 ? '(Admin 2h 30m) @> ' : '(Admin 4m) @> ')
        assert.is(pty.screen().split(said).length, 2, pty.screen())
        assert.match(pty.screen(), /=0=/)
      },
    )
  }

  for (const [key, typed] of [
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
    ['Enter alone', '\r'],
  ] as const) {
    onTerminal(`18: after ${key} at a question the role and the terminal are as before`, async () => {
      using fake = fakeAwsenv()
      fake.asks('MFA code: ')
      fake.answers(powershell.renderForHook({ AWSENV_ROLE: 'new' }))
      await using pty = await opened(fake)
      await next(pty, 'stty -a')
      pty.type('awsenv assume x\r')
      await pty.shows('MFA code: ')
      pty.type(typed)
      await pty.shows('@> ')
      assert.is(await next(pty, '"=$env:AWSENV_ROLE=$env:AWSENV_HOOK="; stty -a'), '(Admin 2h 30m) @> ')
      assert.match(pty.screen(), /=Admin==/)
      const [before, after] = pty.screen().match(/speed \d[^@]*?-?extproc/g) ?? []
      assert.ok(before && before.length > 100)
      assert.is(after, before)
      for (const call of [
        'awsenv assume x',
        'awsenv assume x 2>$null',
        'awsenv assume x | Out-String | Invoke-Expression',
      ]) {
        await next(pty, '$env:AWSENV_ROLE = "old"')
        pty.type(`${call}\r`)
        await pty.shows('MFA code: ')
        pty.type('123456\r')
        await pty.shows('@> ')
        assert.is(await next(pty, '$null = 1'), '(new 2h 30m) @> ', call)
      }
    })
  }
})
