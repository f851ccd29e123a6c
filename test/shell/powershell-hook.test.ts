import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { powershell } from '../../src/shells/powershell.ts'
import { has, parseEnvironment, powershellShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'
import { hostileValues } from '../support/hostile-values.ts'

/** A script, by default a call and what came of it, and the answer that it gets: a text and a status. */
type Step = { readonly text?: string; readonly status?: number; readonly script?: string }

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
    const HOOK = '. $env:HOOK\n'
    const inShell = (fake: FakeAwsenv, script: string) =>
      runShell(powershellShell, `${first}cd $env:DIRECTORY; ${script}`, {
        env: { ...fake.env, HOOK: powershellShell.hook, DIRECTORY: fake.directory },
      })
    const hooked = (fake: FakeAwsenv, script: string) => inShell(fake, `${HOOK}${script}`)
    /** What the last command left behind, as a line. */
    const state = '"$? $LASTEXITCODE [$env:AWS_SECRET_ACCESS_KEY]"'
    const caught = (call: string) => `try { ${call}; 'next' } catch { "$_" }; ${state.replace('$? ', '')}`

    /** What one shell prints for one script after the other, each with an answer and the environment that it began with. */
    function each(fake: FakeAwsenv, steps: readonly Step[], before = HOOK): string[] {
      const scripts = steps.map(({ text = '', status = 0, script = caught('awsenv assume x') }, i) => {
        writeFileSync(join(fake.directory, `answer${i}`), text)
        writeFileSync(join(fake.directory, `status${i}`), `${status}\n`)
        const answer = `Copy-Item answer${i} answer -Force; Copy-Item status${i} status -Force`
        const begin = "$env:AWS_PROFILE = 'x'; $env:AWS_SECRET_ACCESS_KEY = $null; $global:LASTEXITCODE = 0"
        return `${answer}; ${begin}\n${script}\n'=== next'`
      })
      const { status, stdout, stderr } = inShell(fake, `${before}${scripts.join('\n')}`)
      const printed = stdout.split('=== next\n')
      assert.equal([status, stderr, printed.length, printed.at(-1)], [0, '', steps.length + 1, ''], stdout)
      return printed.slice(0, -1)
    }

    inPowerShell('11: does what a changing call prints, and says to that call alone that a hook makes it', () => {
      using fake = fakeAwsenv()
      const commands = ['login', 'assume', 'unset', 'clear']
      const scripts = commands.map(command => `awsenv ${command} 'a b' '' '*' "it's"; env --null; ''`)
      for (const printed of each(
        fake,
        scripts.map(script => ({ text: role, script })),
      )) {
        const environment = parseEnvironment(printed)
        assert.is(environment['AWS_SECRET_ACCESS_KEY'], "/s'ecret")
        assert.not.ok('AWS_PROFILE' in environment)
      }
      assert.equal(
        fake.calls().map(({ hook, args }) => [hook, ...args]),
        commands.map(command => ['powershell', command, 'a b', '', '*', "it's"]),
      )
    })

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
      const calls = ['', 'whoami', 'exec p cmd', 'list assume', '--help', 'clear -h', 'clear --format json']
      const failing = calls.map(call => ({ text: role, status: 9, script: caught(`awsenv ${call}`) }))
      assert.equal(each(fake, [...failing, { script: `awsenv whoami; ${state}` }]), [
        ...calls.map(() => `${role}awsenv ended with status 9\n9 []\n`),
        'True 0 []\n',
      ])
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
      const changing = { text: role, script: `awsenv assume x; ${state}` }
      const changingNothing = { script: `awsenv unset; ${state}` }
      assert.equal(each(fake, [...failures, changing, changingNothing]), [
        ...said,
        "True 0 [/s'ecret]\n",
        'True 0 []\n',
      ])
    })

    inPowerShell('2, 14: prints a text that is no change, and neither prints nor does one that is cut or odd', () => {
      using fake = fakeAwsenv()
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
      const plain = { text: 'hello $(1) world\nagain\n', script: 'awsenv assume x' }
      const damaged = 'awsenv: the answer has come damaged: nothing is changed\n1 []\n'
      assert.equal(each(fake, [plain, ...[...cuts, ...odd].map(text => ({ text }))]), [
        plain.text,
        ...[...cuts, ...odd].map(() => damaged),
      ])
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

    inPowerShell(
      '10, 40: in a pipeline it acts, and gives Invoke-Expression or a log something harmless, or fails',
      () => {
        using fake = fakeAwsenv()
        const call = 'awsenv assume x | Out-String | Invoke-Expression'
        assert.equal(
          each(fake, [
            { text: role, script: `${call} && 'next'; ${state}` },
            { text: role, script: '$text = awsenv assume x | Out-String; $text.Trim()' },
            { status: 3, script: caught(`${call} && 'and'`) },
            { text: role, script: `awsenv assume x >log; ${state}` },
          ]),
          ["next\nTrue 0 [/s'ecret]\n", '#\n', 'awsenv ended with status 3\n3 []\n', "True 0 [/s'ecret]\n"],
        )
        assert.is(readFileSync(join(fake.directory, 'log'), 'utf8'), '')
      },
    )

    inPowerShell('42: what follows && never runs after a failure, hooked or not', () => {
      using fake = fakeAwsenv()
      fake.answers('', 2)
      const calls = ['awsenv', '& (Get-Command awsenv -CommandType Application)'].flatMap(way =>
        ['asume x', 'assume x', 'exec p false', 'assume', 'login'].map(
          call => `try { ${way} ${call} && 'next after ${call}' } catch { }`,
        ),
      )
      assert.is(hooked(fake, calls.join('; ')).stdout, '')
      assert.is(fake.calls().length, 10)
    })

    inPowerShell('15, 17: leaves no variable, no function but its own, no alias, and no error record', () => {
      using fake = fakeAwsenv()
      const script = `$before = $null; $after = $null; $call = $null
        function snapshot { (Get-Variable -Scope Global).Name; Get-ChildItem Function: | ForEach-Object { $_.Name }; Get-ChildItem Alias: | ForEach-Object { $_.Name }; "$ErrorActionPreference"; "$PWD"; (Get-ChildItem Env:).Name }
        try { throw 'x' } catch { }; $before = @(snapshot); . $env:HOOK
        foreach ($call in 'assume', 'unset', 'whoami') { try { awsenv $call | Out-Null } catch { } }
        $after = @(snapshot)
        $before | Where-Object { $after -cnotcontains $_ } | ForEach-Object { "- $_" }
        $after | Where-Object { $before -cnotcontains $_ } | ForEach-Object { "+ $_" }
        "$($before.Count)"`
      const answers = [{ text: role }, { status: 3 }, { text: 'text\n' }, { text: '{ cut' }]
      const set = "$env:AWS_SECRET_ACCESS_KEY = 'old'"
      const steps = answers.map(answer => ({ ...answer, script: `${set}; ${script}` }))
      for (const [i, printed] of each(fake, steps, '').entries()) {
        const lines = printed.trim().split('\n')
        assert.ok(Number(lines.pop()) > 100)
        assert.equal(
          lines.filter(line => !/^\+ (__)?awsenv\w*$/.test(line)),
          i === 0 ? ['- AWS_PROFILE'] : [],
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
      const calls = ['assume x', 'whoami'].map(words => caught(`awsenv ${words}`))
      const { stdout } = hooked(fake, `$env:PATH = '/nonexistent'; ${calls.join('; ')}`)
      assert.is(stdout, 'awsenv: the program "awsenv" is not on the PATH\n127 []\n'.repeat(2))
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
