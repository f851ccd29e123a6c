import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fish } from '../../src/shells/fish.ts'
import { fishShell, has, parseEnvironment, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the hook of fish', test => {
  const inFish = needing(test, 'fish', has('fish'))
  const role = fish.renderForHook({ AWS_PROFILE: undefined, AWS_SECRET_ACCESS_KEY: "/s'ecret" })
  const hooked = (fake: FakeAwsenv, script: string, env: Readonly<Record<string, string>> = {}, input = '') =>
    runShell(fishShell, `source $argv[2]; cd $argv[3]; ${script}`, {
      env: { ...fake.env, ...env },
      args: [fishShell.hook, fake.directory],
      input,
    })

  for (const command of ['login', 'assume', 'unset', 'clear']) {
    inFish(`11: evaluates what ${command} prints, and says to that call alone that a hook makes it`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const { status, stdout, stderr } = hooked(fake, `awsenv ${command} 'a b' '' '*' "it's"; env -0`, {
        AWS_PROFILE: 'x',
      })
      const environment = parseEnvironment(stdout)
      assert.equal([status, stderr], [0, ''])
      assert.is(environment['AWS_SECRET_ACCESS_KEY'], "/s'ecret")
      assert.not.ok('AWS_PROFILE' in environment)
      const [call, ...more] = fake.calls()
      assert.equal(call?.args, [command, 'a b', '', '*', "it's"])
      assert.is(call?.hook, 'fish')
      assert.is(more.length, 0)
    })
  }

  inFish('8, 11: runs every other call as it is, its stdin too, and calls for help or for a text', () => {
    using fake = fakeAwsenv()
    const texts = ['-h', '--help', '--print', '--format json', '--format=json', '--shell sh', '--shell=sh']
    const calls = [
      '',
      'whoami',
      'exec p cmd',
      'list assume',
      '--version',
      'assumed',
      ...texts.map(word => `clear ${word}`),
    ]
    for (const call of calls) {
      fake.answers(role, 9)
      const { stdout, stderr } = hooked(fake, `awsenv ${call}; echo "$status [$AWS_SECRET_ACCESS_KEY]"`)
      assert.equal([stdout, stderr], [`${role}9 []\n`, ''], call)
    }
    // A bare awsenv says whether there is a hook.
    for (const { args, hook } of fake.calls()) assert.is(hook, args.length === 0 ? 'fish' : undefined)
  })

  inFish("13: gives the binary's status on, and evaluates nothing of a failure", () => {
    using fake = fakeAwsenv()
    for (const status of [0, 1, 2, 3, 75, 130]) {
      fake.answers(status === 0 ? '' : role, status)
      const { stdout, stderr } = hooked(fake, 'awsenv assume x; echo "$status [$AWS_SECRET_ACCESS_KEY]"')
      assert.equal([stdout, stderr], [`${status} []\n`, ''])
    }
  })

  inFish('14: prints a text that is no code, and neither prints nor runs code that is cut', () => {
    using fake = fakeAwsenv()
    fake.answers('hello (echo PWN >&2)\nworld\n')
    assert.equal(hooked(fake, 'awsenv assume x'), { status: 0, stdout: 'hello (echo PWN >&2)\nworld\n', stderr: '' })
    const cuts = Array.from({ length: role.length - 2 }, (_, i) => role.slice(0, i + 1)).filter((_, i) => i % 9 === 0)
    for (const cut of [...cuts, role.slice(0, -2), role.slice(0, -6), `noise\n${role}`]) {
      fake.answers(cut)
      const { stdout, stderr } = hooked(fake, 'awsenv assume x; echo "$status [$AWS_SECRET_ACCESS_KEY]"')
      assert.is(stdout, '1 []\n', cut)
      assert.is(stderr, 'awsenv: the answer has come damaged: nothing is changed\n')
    }
  })

  inFish('15, 17: leaves no variable, no function but its own, no event handler, and no universal variable', () => {
    using fake = fakeAwsenv()
    for (const [text, status] of [
      [role, 0],
      ['', 3],
      ['text\n', 0],
      ['begin; cut', 0],
    ] as const) {
      fake.answers(text, status)
      const { stdout } = runShell(
        fishShell,
        `set -l before; set -l after; set -l part; set -gx AWS_SECRET_ACCESS_KEY old
        function snapshot; set -n; functions -a -n | string split ', '; functions --handlers; umask; pwd; abbr; bind; end
        umask >/dev/null # loads its helpers
        set before (snapshot)
        source $argv[2]; awsenv assume x >/dev/null 2>&1; awsenv unset >/dev/null 2>&1; awsenv whoami >/dev/null
        set after (snapshot)
        for line in $before; contains -- $line $after; or echo "- $line"; end
        for line in $after; contains -- $line $before; or echo "+ $line"; end
        set -U -n; echo (count $before)`,
        { env: fake.env, args: [fishShell.hook] },
      )
      const lines = stdout.trim().split('\n')
      assert.ok(Number(lines.pop()) > 100)
      for (const line of lines) assert.match(line, /^\+ (__)?awsenv\w*$/)
    }
  })

  inFish('15: after a call no variable but the role itself holds the secret', () => {
    using fake = fakeAwsenv()
    fake.answers(role)
    const { stdout } = hooked(fake, 'awsenv assume x; set')
    assert.is(stdout.split('ecret').length, 2)
  })

  inFish('16: fish_trace shows no secret, and traces again afterwards', () => {
    using fake = fakeAwsenv()
    for (const [text, status] of [
      [role, 0],
      [role, 1],
      [role.slice(0, -3), 0],
    ] as const) {
      fake.answers(text, status)
      const { stdout, stderr } = hooked(fake, 'set -g fish_trace 1; awsenv assume x; echo after')
      assert.not.match(stdout + stderr, /ecret/)
      assert.match(stderr, /echo after/)
    }
  })

  inFish('12, 30: gets past functions of the names that it calls, and is sourced three times over an older one', () => {
    using fake = fakeAwsenv()
    fake.answers(role)
    const shadowed = ['printf', 'contains', 'type', 'math', 'path', 'source'] // fish reserves the others itself
      .map(word => `function ${word}; builtin echo SHADOW; end`)
      .join('; ')
    const script = `function awsenv; echo old; end; source $argv[2]; source $argv[2]; ${shadowed}; awsenv assume x; env`
    const { stdout, stderr } = hooked(fake, script)
    assert.is(stderr, '')
    assert.match(stdout, /^AWS_SECRET_ACCESS_KEY=\/s'ecret$/m)
    assert.not.match(stdout, /SHADOW|old/)
    assert.is(fake.calls().length, 1)
  })

  inFish('37: says 127, in one line, where the binary is missing', () => {
    using fake = fakeAwsenv()
    for (const command of ['assume x', 'whoami']) {
      const { stdout, stderr } = hooked(fake, `set PATH /nonexistent; awsenv ${command}; builtin echo $status`)
      assert.is(stdout, '127\n')
      assert.match(stderr, /^[^\n]*awsenv[^\n]*\n$/)
    }
  })

  inFish('a limit of what fish reads changes nothing, and fails', () => {
    using fake = fakeAwsenv()
    fake.answers(role)
    const { stdout } = hooked(
      fake,
      'set fish_read_limit 60; awsenv assume x; builtin echo "$status [$AWS_SECRET_ACCESS_KEY]"',
    )
    assert.is(stdout, '122 []\n')
  })

  inFish('38: under MSYSTEM it keeps secrets from being rewritten, once, and drops carriage returns', () => {
    using fake = fakeAwsenv()
    fake.answers(role.replace('\n', '\r\n'))
    const script = 'awsenv assume x; awsenv assume y; printenv AWS_SECRET_ACCESS_KEY MSYS2_ENV_CONV_EXCL'
    const names = 'AWS_SECRET_ACCESS_KEY;AWS_SESSION_TOKEN;AWSENV_'
    assert.is(hooked(fake, script, { MSYSTEM: 'MINGW64' }).stdout, `/s'ecret\n${names}\n`)
    const env = { MSYSTEM: 'MINGW64', MSYS2_ENV_CONV_EXCL: 'MINE' }
    assert.is(hooked(fake, script, env).stdout, `/s'ecret\nMINE;${names}\n`)
    fake.answers(role)
    assert.is(hooked(fake, script).stdout, "/s'ecret\n")
  })

  inFish('42: what follows `and` never runs after a failure, hooked or not', () => {
    using fake = fakeAwsenv()
    fake.answers('', 2)
    for (const call of ['asume x', 'assume x', 'exec p false', 'assume', 'login']) {
      for (const way of [`awsenv ${call}; and echo next`, `command awsenv ${call} && echo next`]) {
        assert.is(hooked(fake, way).stdout, '', way)
      }
    }
  })

  inFish('40: in a command substitution it prints its ticket, calls nothing, and returns 75', () => {
    using fake = fakeAwsenv()
    fake.answers(role)
    const { stdout } = hooked(
      fake,
      "set -l x (awsenv assume 1 \"it's \\$x\" ''); echo $status; eval \"printf '<%s>' $x\"",
    )
    assert.is(stdout, "75\n<awsenv><--ticket><assume><1><it's $x><>")
    assert.equal(fake.calls(), [])
  })

  for (const way of [
    'awsenv assume x | source',
    'eval (awsenv assume x)',
    'eval "$(awsenv assume x)"',
    'function f; eval (awsenv assume x); end; f',
    'eval (echo (awsenv assume x))',
    'awsenv assume x | cat | source',
  ]) {
    inFish(`40: ${way} puts the role here with one call of the binary, or fails`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const after = 'and echo next; echo $AWS_SECRET_ACCESS_KEY'
      assert.equal(hooked(fake, `${way}; ${after}`), { status: 0, stdout: "next\n/s'ecret\n", stderr: '' })
      assert.is(fake.calls().length, 1)
      fake.answers('', 3)
      assert.is(hooked(fake, `${way}; ${after}`).stdout, '\n')
    })
  }

  inFish('40: (awsenv assume x; and command) does not run the command under the old role', () => {
    using fake = fakeAwsenv()
    fake.answers(role)
    const { stdout } = hooked(fake, 'echo (awsenv assume x; and echo next)')
    assert.is(stdout, 'awsenv --ticket assume x\n')
  })

  inFish('40: a log gets neither a ticket nor a secret', () => {
    using fake = fakeAwsenv()
    fake.answers(role)
    for (const way of ['awsenv assume x >log', 'awsenv assume x | tee log', 'begin; awsenv assume x; end >log']) {
      assert.is(hooked(fake, `${way}; echo $AWS_SECRET_ACCESS_KEY`).stdout, "/s'ecret\n")
      assert.is(readFileSync(join(fake.directory, 'log'), 'utf8'), '')
    }
  })

  needing(
    test,
    'strace and fish',
    has('fish') && has('strace') && spawnSync('strace', ['-f', 'true']).status === 0,
  )('35: no process is started to source it, and nothing is printed', () => {
    const command = [
      '-f',
      '-qq',
      '-e',
      'trace=execve,fork,vfork',
      'fish',
      '--no-config',
      '-c',
      'source $argv[1]',
      fishShell.hook,
    ]
    const { status, stdout, stderr } = spawnSync('strace', command, { encoding: 'utf8' })
    assert.equal([status, stdout], [0, ''])
    assert.equal(stderr.match(/\b(v?fork|execve)(?=\()/g), ['execve'], 'the shell itself')
  })

  const lint = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
    assert.equal([status, stdout, stderr], [0, '', ''])
  }
  inFish('39: fish parses it and its completions without running them, and fish_indent would change nothing', () => {
    for (const file of [fishShell.hook, fishShell.completions]) {
      lint('fish', '--no-execute', file)
      lint('fish_indent', '--check', file)
    }
  })
})
