/** What the segment says, looked at without a terminal: the functions that run at a prompt are called, and the prompt is expanded. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, hookedShells, type RealShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the prompt segment', test => {
  for (const real of hookedShells) {
    const { name } = real.shell
    const inShell = needing(test, name, has(name))

    /** What a prompt of "@> " is shown as. */
    const shown = (fake: FakeAwsenv, env: Record<string, string>, { first = '', hook = real.hook } = {}) => {
      const { status, stdout, stderr } = runShell(real, `${first}\n${prompts(real, '__awsenv_prompt')}`, {
        env: { ...fake.env, ...env },
        args: [hook],
      })
      assert.equal([status, stderr], [0, ''])
      return stdout
    }
    const inSeconds = (left: number) => String(Math.floor(Date.now() / 1000) + left)

    inShell(
      `33: ${name} shows the role and its time, "expired" once the clock is past it, and nothing without one`,
      () => {
        using fake = fakeAwsenv()
        assert.is(shown(fake, {}), '@> ')
        assert.is(shown(fake, { AWSENV_ROLE: '', AWSENV_EXPIRES: inSeconds(50) }), '@> ')
        for (const [left, time] of [
          [39_050, '10h 50m'],
          [7_250, '2h'],
          [2_570, '42m'],
          [110, '1m'],
          [0, 'expired'],
          [-100, 'expired'],
        ] as const) {
          const env = { AWSENV_ROLE: 'mfa@123456789012', AWSENV_EXPIRES: inSeconds(left) }
          assert.is(shown(fake, env), `(mfa@123456789012 ${time}) @> `)
        }
        assert.match(shown(fake, { AWSENV_ROLE: 'a', AWSENV_EXPIRES: inSeconds(50) }), /^\(a [1-5]?\ds\) @> $/)
      },
    )

    inShell(`27: ${name} computes with one to twelve digits, in base ten, and shows "?" for anything else`, () => {
      using fake = fakeAwsenv()
      const file = join(fake.directory, 'PWNED')
      for (const expires of [
        `a[$(touch ${file})]`,
        `path[$(touch ${file})]`,
        'PATH',
        '09x',
        '-5',
        '',
        '0x7fffffff',
        '٣٣',
        '1 ',
        '1\n2',
        '9999999999999',
        '99999999999999999999',
      ]) {
        assert.is(shown(fake, { AWSENV_ROLE: 'a', AWSENV_EXPIRES: expires }), '(a ?) @> ', expires)
      }
      assert.is(shown(fake, { AWSENV_ROLE: 'a', AWSENV_EXPIRES: '09' }), '(a expired) @> ')
      assert.is(shown(fake, { AWSENV_ROLE: 'a', AWSENV_EXPIRES: `0${inSeconds(110)}` }), '(a 1m) @> ')
      assert.not(existsSync(file))
    })

    inShell(`29: ${name} shows what a role is called as it stands, and control characters as "?"`, () => {
      using fake = fakeAwsenv()
      const file = join(fake.directory, 'PWNED')
      for (const role of [
        `$(touch ${file})`,
        `\`touch ${file}\``,
        '%n %F{red} %% %91v 100%',
        'a\\u \\[ \\w \\\\',
        '!! !1 "x" \'y\'',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell
        '${HOME} $((1+1)) & * ~',
        'é漢字',
      ]) {
        assert.is(shown(fake, { AWSENV_ROLE: role, AWSENV_EXPIRES: '1' }), `(${role} expired) @> `)
      }
      const hidden = 'pro\u202edorp\u2066 a\u200bb\u200f\u061c\ufeff\u2028\u2060é漢'
      assert.is(shown(fake, { AWSENV_ROLE: hidden, AWSENV_EXPIRES: '1' }), '(pro?dorp? a?b?????é漢 expired) @> ')
      const control = 'a\u001b[31mb\u0007c\nd\te\u007f\u0001\u0002'
      assert.is(shown(fake, { AWSENV_ROLE: control, AWSENV_EXPIRES: '1' }), '(a?[31mb?c?d?e??? expired) @> ')
      assert.not(existsSync(file))
    })

    inShell(
      `${name} colours it: green, yellow below 15 minutes, red below 5, and never in a dumb terminal or under NO_COLOR`,
      () => {
        using fake = fakeAwsenv()
        const first = name === 'bash' ? 'set -o emacs' : ''
        const coloured = (env: Record<string, string>) =>
          shown(fake, { AWSENV_ROLE: 'a', TERM: 'xterm', ...env }, { first }).replace(/[\u0001\u0002]/g, '')
        for (const [left, colour, time] of [
          [950, 32, '15m'],
          [890, 33, '14m'],
          [350, 33, '5m'],
          [290, 31, '4m'],
          [-1, 31, 'expired'],
        ] as const) {
          const env = { AWSENV_EXPIRES: inSeconds(left) }
          assert.is(coloured(env), `\u001b[${colour}m(a ${time})\u001b[39m @> `)
          assert.is(coloured({ ...env, NO_COLOR: '' }), `\u001b[${colour}m(a ${time})\u001b[39m @> `)
          for (const plain of [{ NO_COLOR: '1' }, { TERM: 'dumb' }, { TERM: '' }])
            assert.is(coloured({ ...env, ...plain }), `(a ${time}) @> `)
        }
        assert.is(coloured({ AWSENV_EXPIRES: 'x' }), '\u001b[31m(a ?)\u001b[39m @> ')
      },
    )

    inShell(`${name} shows the role in the colour of its account, beside the time in its own`, () => {
      using fake = fakeAwsenv()
      const first = name === 'bash' ? 'set -o emacs' : ''
      const session = { AWSENV_ROLE: 'a', AWSENV_EXPIRES: inSeconds(890) }
      const coloured = (env: Record<string, string>) =>
        shown(fake, { ...session, TERM: 'xterm', ...env }, { first }).replace(/[\u0001\u0002]/g, '')
      for (const [i, colour] of ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'].entries()) {
        // What changes no colour may be written or not: zsh goes back to none between the two.
        const escapes = coloured({ AWSENV_COLOUR: colour }).replace('\u001b[39m\u001b[33m', '\u001b[33m')
        assert.is(escapes, `\u001b[${31 + i}m(a\u001b[33m 14m)\u001b[39m @> `)
        assert.is(coloured({ AWSENV_COLOUR: colour, NO_COLOR: '1' }), '(a 14m) @> ')
      }
      for (const AWSENV_COLOUR of ['', 'Red', '31', 'red green', '%F{red}', '$(id)'])
        assert.is(coloured({ AWSENV_COLOUR }), '\u001b[33m(a 14m)\u001b[39m @> ')
    })

    const traceable = has('strace') && spawnSync('strace', ['-f', 'true']).status === 0
    for (const session of [
      () => ({}),
      () => ({ AWSENV_ROLE: 'a', AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: inSeconds(5_000) }),
    ]) {
      needing(
        test,
        `strace and ${name}`,
        traceable && has(name),
      )(
        `26: ten prompts of ${name} start no process and write no file, ${'AWSENV_ROLE' in session() ? 'with' : 'without'} a session`,
        () => {
          using fake = fakeAwsenv()
          const env = session()
          const [program, ...flags] = real.argv
          const script = `${prompts(real, '__awsenv_prompt\n'.repeat(10))}; exit 0`
          const command = [program, ...flags, '-c', script, name, real.hook]
          const { status, stdout, stderr } = spawnSync(
            'strace',
            ['-f', '-qq', '-e', 'trace=process,file', ...command],
            {
              encoding: 'utf8',
              env: { ...fake.env, ...env },
            },
          )
          assert.is(status, 0, stderr)
          assert.is(stdout, 'AWSENV_ROLE' in env ? '(a 1h 23m) @> ' : '@> ')
          assert.equal(stderr.match(/\b(clone3?|v?fork|execve)(?=\()/g), ['execve'], 'the shell itself')
          const written = stderr.split('\n').filter(line => /O_WRONLY|O_RDWR|O_CREAT|unlink|rename|mkdir/.test(line))
          assert.equal(
            written.filter(line => !/"\/dev\/(null|tty)"/.test(line)),
            [],
          )
        },
      )
    }
  }

  needing(
    test,
    'bash',
    has('bash'),
  )('26, 33: before bash 4.2 the clock is asked once for a session, and again when SECONDS goes back', () => {
    using fake = fakeAwsenv()
    const [bash] = hookedShells as [RealShell & { hook: string }]
    const old = join(fake.directory, 'old.bash')
    const hook = readFileSync(bash.hook, 'utf8')
    assert.match(hook, '>= 402')
    writeFileSync(old, hook.replace('>= 402', '>= 9902'))
    const now = Math.floor(Date.now() / 1000)
    const asked = join(fake.directory, 'asked')
    writeFileSync(join(fake.directory, 'bin/date'), `#!/bin/sh\necho x >>'${asked}'\necho ${now}\n`, { mode: 0o755 })
    const { stdout, stderr } = runShell(
      bash,
      `. "$1"; __awsenv_register; AWSENV_ROLE=a AWSENV_EXPIRES=${now + 650}; look() { __awsenv_prompt; echo "$__awsenv_ps1"; }
      look; look; AWSENV_EXPIRES=${now + 1_250}; look; look; SECONDS=500; look; SECONDS=0; look`,
      { env: fake.env, args: [old] },
    )
    assert.is(stdout, '(a 10m) \n(a 10m) \n(a 20m) \n(a 20m) \n(a 12m) \n(a 20m) \n')
    assert.is(readFileSync(asked, 'utf8'), 'x\nx\nx\n')
    assert.is(stderr, '')
  })

  needing(
    test,
    'bash',
    has('bash'),
  )('W8 without `date` a bash before 4.2 shows "?" for the time, and says nothing', () => {
    using fake = fakeAwsenv()
    const [bash] = hookedShells as [RealShell & { hook: string }]
    const old = join(fake.directory, 'old.bash')
    writeFileSync(old, readFileSync(bash.hook, 'utf8').replace('>= 402', '>= 9902'))
    const outcome = runShell(
      bash,
      '. "$1"; __awsenv_register; PATH=/nowhere; look() { __awsenv_prompt; echo "$__awsenv_ps1"; }; look; look',
      { env: { ...fake.env, AWSENV_ROLE: 'a', AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: '2000000000' }, args: [old] },
    )
    assert.equal(outcome, { status: 0, stdout: '(a ?) \n(a ?) \n', stderr: '' })
  })

  /** Sources the hook ($1), calls what runs at a prompt, and prints the prompt. */
  function prompts({ shell }: RealShell, calls: string): string {
    const [variable, expanded] =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: each shell's own
      shell.name === 'bash' ? ['PS1', '${PS1@P}'] : ['PROMPT', '${(%)PROMPT}']
    return `. "$1"; ${variable}='@> '; __awsenv_register; ${calls}\nprintf %s "${expanded}"`
  }
})
