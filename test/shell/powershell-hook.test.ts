import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { powershell } from '../../src/shells/powershell.ts'
import { has, parseEnvironment, powershellShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'
import { hostileValues } from '../support/hostile-values.ts'

describe('shell: the hook of PowerShell', test => {
  const program = powershellShell.argv[0]
  const json = (change: Record<string, string | undefined>) => powershell.renderForHook(change)
  const role = json({ AWS_PROFILE: undefined, AWS_SECRET_ACCESS_KEY: "/s'ecret" })

  for (const [strictness, first] of [
    ['', ''],
    [', strict', "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; "],
  ] as const) {
    const inPowerShell = (title: string, body: () => void) =>
      needing(test, 'PowerShell', has(program))(`${title}${strictness}`, body)
    const hooked = (fake: FakeAwsenv, script: string, env: Readonly<Record<string, string>> = {}, input = '') =>
      runShell(powershellShell, `${first}. $env:HOOK; cd $env:DIRECTORY; ${script}`, {
        env: { ...fake.env, HOOK: powershellShell.hook, DIRECTORY: fake.directory, ...env },
        input,
      })
    /** What the last command left behind, as a line. */
    const state = '"$? $LASTEXITCODE [$env:AWS_SECRET_ACCESS_KEY]"'
    const caught = (call: string) => `try { ${call}; 'next' } catch { "$_" }; ${state.replace('$? ', '')}`

    /** What one shell says to `awsenv assume x`, for one answer after the other. */
    function each(fake: FakeAwsenv, answers: readonly { readonly text: string; readonly status: number }[]): string {
      for (const [i, { text, status }] of answers.entries()) {
        writeFileSync(join(fake.directory, `answer${i}`), text)
        writeFileSync(join(fake.directory, `status${i}`), `${status}\n`)
      }
      const next = 'Copy-Item "answer$i" answer -Force; Copy-Item "status$i" status -Force'
      const script = `foreach ($i in 0..${answers.length - 1}) { ${next}; ${caught('awsenv assume x')} }`
      return hooked(fake, script).stdout
    }

    for (const command of ['login', 'assume', 'unset', 'clear']) {
      inPowerShell(`11: does what ${command} prints, and says to that call alone that a hook makes it`, () => {
        using fake = fakeAwsenv()
        fake.answers(role)
        const { status, stdout, stderr } = hooked(fake, `awsenv ${command} 'a b' '' '*' "it's"; env --null`, {
          AWS_PROFILE: 'x',
        })
        const environment = parseEnvironment(stdout)
        assert.equal([status, stderr], [0, ''])
        assert.is(environment['AWS_SECRET_ACCESS_KEY'], "/s'ecret")
        assert.not.ok('AWS_PROFILE' in environment)
        const [call, ...more] = fake.calls()
        assert.equal(call?.args, [command, 'a b', '', '*', "it's"])
        assert.is(call?.hook, 'powershell')
        assert.is(more.length, 0)
      })
    }

    inPowerShell('4: every hostile value arrives byte for byte, and so does a text that looks like a date', () => {
      using fake = fakeAwsenv()
      const values = [...hostileValues, '2026-01-02T03:04:05Z', 'null', '/Date(0)/']
      fake.answers(json(Object.fromEntries(values.map((value, i) => [`V${i}`, value]))))
      const { stdout, stderr } = hooked(fake, 'awsenv assume x; env --null')
      const environment = parseEnvironment(stdout)
      assert.is(stderr, '')
      assert.equal(
        values.map((_, i) => environment[`V${i}`]),
        values,
      )
    })

    inPowerShell('8, 11: runs every other call as it is, its stdin too, and throws wherever it fails', () => {
      using fake = fakeAwsenv()
      fake.answers(role, 9)
      const calls = ['', 'whoami', 'exec p cmd', 'list assume', '--help', 'clear -h', 'clear --format json']
      const { stdout } = hooked(fake, calls.map(call => caught(`awsenv ${call}`)).join('; '))
      assert.is(stdout, `${role}awsenv ended with status 9\n9 []\n`.repeat(calls.length))
      fake.answers('')
      assert.is(hooked(fake, `awsenv whoami; ${state}`).stdout, 'True 0 []\n')
      // A bare awsenv says whether there is a hook.
      for (const { args, hook } of fake.calls()) assert.is(hook, args.length === 0 ? 'powershell' : undefined)
    })

    inPowerShell('11: status answers by its status, and throws none', () => {
      using fake = fakeAwsenv()
      fake.answers('no session\n', 3)
      assert.is(hooked(fake, `awsenv status; "$LASTEXITCODE"`).stdout, 'no session\n3\n')
    })

    inPowerShell("13: throws with the binary's status, and does nothing of a failure", () => {
      using fake = fakeAwsenv()
      const failures = [1, 2, 3, 75, 130].flatMap(status =>
        [role, '', role.slice(0, -3)].map(text => ({ text, status })),
      )
      const said = failures.map(({ status }) => `awsenv ended with status ${status}\n${status} []\n`)
      assert.is(each(fake, failures), said.join(''))
      fake.answers(role)
      assert.is(hooked(fake, `awsenv assume x; ${state}`).stdout, "True 0 [/s'ecret]\n")
      fake.answers('')
      assert.is(hooked(fake, `awsenv unset; ${state}`).stdout, 'True 0 []\n')
    })

    inPowerShell('2, 14: prints a text that is no change, and neither prints nor does one that is cut or odd', () => {
      using fake = fakeAwsenv()
      fake.answers('hello $(1) world\nagain\n')
      assert.is(hooked(fake, 'awsenv assume x').stdout, 'hello $(1) world\nagain\n')
      const text = role.trim()
      const cuts = Array.from({ length: text.length - 1 }, (_, i) => text.slice(0, i + 1))
      const odd = [
        `noise\n${text}`,
        '{"A-B":"=x"}',
        '{"AWS_REGION":"x"}',
        '{"AWS_REGION":"=x",}',
        '{"AWS_REGION":["=x"]}',
        '{"PATH/../x":null}',
        '{}',
        powershell.render({ AWS_REGION: 'x' }),
      ]
      const answers = [...cuts, ...odd].map(text => ({ text, status: 0 }))
      const damaged = 'awsenv: the answer has come damaged: nothing is changed\n1 []\n'
      assert.is(each(fake, answers), damaged.repeat(answers.length))
    })

    inPowerShell('the words of a call arrive as they were typed', () => {
      using fake = fakeAwsenv()
      const typings: [typed: string, words: string[]][] = [
        ['assume 012345678901 Admin', ['assume', '012345678901', 'Admin']],
        ['exec p -o:x a,b -d -v -ea 1.50 0x10', ['exec', 'p', '-o:x', 'a,b', '-d', '-v', '-ea', '1.50', '0x10']],
        ['exec p -o: x --a=b', ['exec', 'p', '-o:x', '--a=b']],
        [`exec p 'a"b' '' "c d" --x=arn:aws:iam::1:mfa/x`, ['exec', 'p', 'a"b', '', 'c d', '--x=arn:aws:iam::1:mfa/x']],
        ["exec p '*' '~' '$x' '`' '[a-z]*'", ['exec', 'p', '*', '~', '$x', '`', '[a-z]*']],
      ]
      hooked(fake, typings.map(([typed]) => `awsenv ${typed}`).join('; '))
      assert.equal(
        fake.calls().map(call => call.args),
        typings.map(([, words]) => words),
      )
    })

    inPowerShell('10, 40: in a pipeline it acts, and gives Invoke-Expression something harmless, or fails', () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const call = 'awsenv assume x | Out-String | Invoke-Expression'
      const { stdout, stderr } = hooked(fake, `${call} && 'next'; ${state}`)
      assert.equal([stdout, stderr], ["next\nTrue 0 [/s'ecret]\n", ''])
      assert.is(hooked(fake, 'awsenv assume x | Out-String').stdout.trim(), '#')
      fake.answers('', 3)
      assert.is(hooked(fake, caught(`${call} && 'and'`)).stdout, 'awsenv ended with status 3\n3 []\n')
    })

    inPowerShell('42: what follows && never runs after a failure, hooked or not', () => {
      using fake = fakeAwsenv()
      fake.answers('', 2)
      for (const way of ['awsenv', '& (Get-Command awsenv -CommandType Application)']) {
        const calls = ['asume x', 'assume x', 'exec p false', 'assume', 'login'].map(
          call => `try { ${way} ${call} && 'next' } catch { }`,
        )
        assert.is(hooked(fake, calls.join('; ')).stdout, '', way)
      }
      assert.is(fake.calls().length, 10)
    })

    inPowerShell('40: a log gets neither code nor a secret', () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      assert.is(hooked(fake, `awsenv assume x >log; ${state}`).stdout, "True 0 [/s'ecret]\n")
      assert.is(readFileSync(join(fake.directory, 'log'), 'utf8'), '')
    })

    inPowerShell('15, 17: leaves no variable, no function but its own, no alias, and no error record', () => {
      using fake = fakeAwsenv()
      for (const [text, status] of [
        [role, 0],
        ['', 3],
        ['text\n', 0],
        ['{ cut', 0],
      ] as const) {
        fake.answers(text, status)
        const { stdout } = hooked(
          fake,
          `$global:LASTEXITCODE = 0; $env:AWS_SECRET_ACCESS_KEY = 'old'; $before = $null; $after = $null; $call = $null
          function snapshot { (Get-Variable -Scope Global).Name; Get-ChildItem Function: | ForEach-Object { $_.Name }; Get-ChildItem Alias: | ForEach-Object { $_.Name }; "$ErrorActionPreference"; "$PWD"; (Get-ChildItem Env:).Name }
          try { throw 'x' } catch { }; $before = @(snapshot); . $env:HOOK
          foreach ($call in 'assume', 'unset', 'whoami') { try { awsenv $call | Out-Null } catch { } }
          $after = @(snapshot)
          $before | Where-Object { $after -cnotcontains $_ } | ForEach-Object { "- $_" }
          $after | Where-Object { $before -cnotcontains $_ } | ForEach-Object { "+ $_" }
          "$($before.Count)"`,
          { AWS_PROFILE: 'x' },
        )
        const lines = stdout.trim().split('\n')
        assert.ok(Number(lines.pop()) > 100)
        assert.equal(
          lines.filter(line => !/^\+ (__)?awsenv\w*$/.test(line)),
          status === 0 && text === role ? ['- AWS_PROFILE'] : [],
        )
      }
    })

    inPowerShell(
      '12, 30: gets past aliases and functions, is sourced three times over an older one, and survives $true',
      () => {
        using fake = fakeAwsenv()
        fake.answers(role)
        const script = `function global:awsenv { 'old' }; function Set-Item { 'SHADOW' }; function ConvertFrom-Json { 'SHADOW' }
        . $env:HOOK; . $env:HOOK; $WhatIfPreference = $true; awsenv assume x; $WhatIfPreference = $false; ${state}`
        const { stdout } = hooked(fake, script)
        assert.is(stdout, "True 0 [/s'ecret]\n")
        assert.is(fake.calls().length, 1)
      },
    )

    inPowerShell('35: sourcing prints nothing, and works from inside a function', () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const { stdout, stderr } = hooked(fake, `function f { . $env:HOOK }; f; awsenv assume x; ${state}`)
      assert.equal([stdout, stderr], ["True 0 [/s'ecret]\n", ''])
    })

    inPowerShell('37: a missing binary is one line and 127', () => {
      using fake = fakeAwsenv()
      for (const command of ['assume x', 'whoami']) {
        const { stdout } = hooked(fake, `$env:PATH = '/nonexistent'; ${caught(`awsenv ${command}`)}`)
        assert.is(stdout, 'awsenv: the program "awsenv" is not on the PATH\n127 []\n')
      }
    })
  }

  const checks = has(program) && spawnSync(program, ['--check-5.1', '/dev/null']).status === 0
  needing(
    test,
    'a PowerShell that knows the syntax of 5.1',
    checks,
  )('39: it and its completions have no syntax that Windows PowerShell 5.1 lacks', () => {
    const files = [powershellShell.hook, powershellShell.completions]
    const { status, stdout } = spawnSync(program, ['--check-5.1', ...files], { encoding: 'utf8' })
    assert.equal([status, stdout], [0, ''])
  })
})
