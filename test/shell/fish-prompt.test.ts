import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { fish } from '../../src/shells/fish.ts'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { fishShell, has, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the prompt of fish', test => {
  const inFish = needing(test, 'fish', has('fish'))
  const onTerminal = needing(test, 'python3 and fish', has('python3') && has('fish'))
  const inSeconds = (left: number) => String(Math.floor(Date.now() / 1000) + left)
  const prompt = "function fish_prompt; printf '@''> '; end"

  /** What a prompt of "@> " is shown as, without a terminal. */
  function shown(fake: FakeAwsenv, env: Readonly<Record<string, string>>): string {
    const script = `source $argv[2]; ${prompt}; __awsenv_prompt; fish_prompt`
    const outcome = runShell(fishShell, script, { env: { ...fake.env, ...env }, args: [fishShell.hook] })
    assert.equal([outcome.status, outcome.stderr], [0, ''])
    return outcome.stdout
  }

  inFish('33: shows the role and its time, "expired" once the clock is past it, and nothing without one', () => {
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
  })

  inFish('27: computes with one to twelve digits, in base ten, and shows "?" for anything else', () => {
    using fake = fakeAwsenv()
    const file = join(fake.directory, 'PWNED')
    for (const expires of [
      `(touch ${file})`,
      `1 + $(touch ${file})`,
      'pi',
      '09x',
      '-5',
      '',
      '0x7fffffff',
      '٣٣',
      '1 ',
      '1\n2',
      '1\n',
      '9999999999999',
    ]) {
      assert.is(shown(fake, { AWSENV_ROLE: 'a', AWSENV_EXPIRES: expires }), '(a ?) @> ', expires)
    }
    assert.is(shown(fake, { AWSENV_ROLE: 'a', AWSENV_EXPIRES: '09' }), '(a expired) @> ')
    assert.is(shown(fake, { AWSENV_ROLE: 'a', AWSENV_EXPIRES: `0${inSeconds(110)}` }), '(a 1m) @> ')
    assert.not(existsSync(file))
  })

  inFish('29: shows what a role is called as it stands, and control characters as "?"', () => {
    using fake = fakeAwsenv()
    const file = join(fake.directory, 'PWNED')
    for (const role of [
      `(touch ${file})`,
      `$(touch ${file})`,
      '%n %s %%',
      '\\n \\x1b',
      '$HOME * ~ {a,b}',
      '-n',
      'é漢字',
    ]) {
      assert.is(shown(fake, { AWSENV_ROLE: role, AWSENV_EXPIRES: '1' }), `(${role} expired) @> `)
    }
    const hidden = 'pro\u202edorp\u2066 a\u200bb\u200f\u061c\ufeff\u2028\u2060é漢'
    assert.is(
      shown(fake, { AWSENV_ROLE: hidden, AWSENV_EXPIRES: '1', LC_ALL: 'C.UTF-8' }),
      '(pro?dorp? a?b?????é漢 expired) @> ',
    )
    const control = 'a\u001b[31mb\u0007c\nd\te\u007f\u0001\u009b'
    assert.is(shown(fake, { AWSENV_ROLE: control, AWSENV_EXPIRES: '1' }), '(a?[31mb?c?d?e??? expired) @> ')
    assert.not(existsSync(file))
  })

  inFish(
    '28: is green, yellow below 15 minutes, red below 5, and has no colour in a dumb terminal or under NO_COLOR',
    () => {
      using fake = fakeAwsenv()
      const coloured = (env: Readonly<Record<string, string>>) =>
        shown(fake, { AWSENV_ROLE: 'a', TERM: 'xterm', ...env })
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
        for (const plain of [{ NO_COLOR: '1' }, { TERM: 'dumb' }, { TERM: '' }]) {
          assert.is(coloured({ ...env, ...plain }), `(a ${time}) @> `)
        }
      }
      assert.is(coloured({ AWSENV_EXPIRES: 'x' }), '\u001b[31m(a ?)\u001b[39m @> ')
    },
  )

  inFish('28: shows the role in the colour of its account, beside the time in its own', () => {
    using fake = fakeAwsenv()
    const session = { AWSENV_ROLE: 'a', AWSENV_EXPIRES: inSeconds(890), TERM: 'xterm' }
    for (const [i, colour] of ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'].entries()) {
      const AWSENV_COLOUR = colour
      assert.is(shown(fake, { ...session, AWSENV_COLOUR }), `\u001b[${31 + i}m(a\u001b[33m 14m)\u001b[39m @> `)
      assert.is(shown(fake, { ...session, AWSENV_COLOUR, NO_COLOR: '1' }), '(a 14m) @> ')
    }
    for (const AWSENV_COLOUR of ['', 'Red', '31', 'red green', '(id)'])
      assert.is(shown(fake, { ...session, AWSENV_COLOUR }), '\u001b[33m(a 14m)\u001b[39m @> ')
  })

  const traceable = has('strace') && has('fish') && spawnSync('strace', ['-f', 'true']).status === 0
  for (const session of [
    () => ({}),
    () => ({ AWSENV_ROLE: 'a', AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: inSeconds(5_000) }),
  ]) {
    const withSession = 'AWSENV_ROLE' in session() ? 'with' : 'without'
    needing(
      test,
      'strace and fish',
      traceable,
    )(`26: ten prompts ${withSession} a session start no process and write no file`, () => {
      using fake = fakeAwsenv()
      const env = session()
      const script = `source $argv[1]; ${prompt}; set -l n 1 2 3 4 5 6 7 8 9 10; for i in $n; __awsenv_prompt; fish_prompt; end`
      const command = ['fish', '--no-config', '-c', script, fishShell.hook]
      const options = { encoding: 'utf8', env: { ...fake.env, ...env } } as const
      const { status, stdout, stderr } = spawnSync(
        'strace',
        ['-f', '-qq', '-e', 'trace=execve,fork,vfork,clone,file', ...command],
        options,
      )
      assert.is(status, 0, stderr)
      assert.is(stdout, ('AWSENV_ROLE' in env ? '(a 1h 23m) @> ' : '@> ').repeat(10))
      assert.equal(stderr.match(/\b(v?fork|clone|execve)(?=\()/g), ['execve'], 'the shell itself')
      // fish itself opens its store and a lock when it starts: what is written after the hook is there must be nothing.
      const after = stderr.slice(stderr.lastIndexOf('awsenv.fish')).split('\n')
      assert.equal(
        after.filter(
          line => /O_WRONLY|O_RDWR|O_CREAT|unlink|rename|mkdir/.test(line) && !/"\/dev\/(null|tty)"/.test(line),
        ),
        [],
      )
    })
  }

  /** A fish with the hook, whose configuration is these lines around it. */
  async function opened(
    fake: FakeAwsenv,
    {
      before = prompt,
      after = '',
      env = {},
    }: { before?: string; after?: string; env?: Readonly<Record<string, string>> } = {},
  ): Promise<Pty> {
    const file = join(fake.directory, 'config.fish')
    writeFileSync(file, `${before}\nsource '${fishShell.hook}'\n${after}\n`)
    const argv = ['fish', '--no-config', '-i', '-C', `source '${file}'`]
    const role = { AWSENV_ROLE: 'Admin', AWSENV_EXPIRES: inSeconds(9_050), LC_ALL: 'C.UTF-8' }
    const pty = openPty(argv, { env: { ...fake.env, ...role, ...env } })
    await pty.shows('@> ')
    return pty
  }

  /** What the prompt after a command line is, from the last line of the screen. */
  async function next(pty: Pty, line: string): Promise<string> {
    pty.type(`${line}\r`)
    await pty.shows('\r\n') // its echo
    const shown = await pty.shows('@> ')
    const last = shown.split(/[\r\n]/).at(-1)
    // What fish 4 tells the terminal behind its prompt.
    return last?.replace(/\u001b(?:\[[<=>?][\d;]*[a-z]?|[=>])?/g, '') ?? ''
  }

  onTerminal('28: the prompt of the user and the next command see $status as it was', async () => {
    using fake = fakeAwsenv()
    await using pty = await opened(fake, { before: "function fish_prompt; printf '<%s>@''> ' $status; end" })
    assert.is(await next(pty, 'sh -c "exit 3"'), '(Admin 2h 30m) <3>@> ')
    assert.is(await next(pty, 'echo "=$status="'), '(Admin 2h 30m) <0>@> ')
    assert.match(pty.screen(), /=3=/)
  })

  onTerminal(
    '30: sourced three times, over an older version, and with a prompt that is defined anew, it shows one segment',
    async () => {
      using fake = fakeAwsenv()
      await using pty = await opened(fake, { after: `source '${fishShell.hook}'; source '${fishShell.hook}'` })
      const segment = '(Admin 2h 30m) '
      assert.is(await next(pty, `sed 's/ expired/ old/' '${fishShell.hook}' | source`), `${segment}@> `)
      assert.is(await next(pty, 'set AWSENV_EXPIRES 1'), '(Admin old) @> ')
      assert.is(await next(pty, `source '${fishShell.hook}'`), '(Admin expired) @> ')
      await next(pty, "function fish_prompt; printf 'mine @''> '; end")
      assert.is(await next(pty, ':'), '(Admin expired) mine @> ')
      assert.is(await next(pty, 'commandline -f repaint'), '(Admin expired) mine @> ')
    },
  )

  onTerminal('30: a prompt manager that defines fish_prompt before each prompt keeps one segment', async () => {
    using fake = fakeAwsenv()
    const before =
      "function manager --on-event fish_prompt; function fish_prompt; printf 'm @''> '; end; end; function fish_prompt; end"
    await using pty = await opened(fake, { before })
    for (const line of [':', 'true', 'false']) assert.is(await next(pty, line), '(Admin 2h 30m) m @> ')
  })

  onTerminal('32: AWSENV_PROMPT=0 leaves fish_prompt alone; $__awsenv_ps1 is there all the same', async () => {
    using fake = fakeAwsenv()
    await using pty = await opened(fake, { env: { AWSENV_PROMPT: '0' } })
    assert.is(await next(pty, 'functions fish_prompt; echo "=$__awsenv_ps1="'), '@> ')
    assert.match(pty.screen(), /=\(Admin 2h 30m\) =/)
    assert.not.match(pty.screen(), /__awsenv_around/)
    assert.is(await next(pty, 'set -e AWSENV_PROMPT'), '(Admin 2h 30m) @> ')
    assert.is(await next(pty, 'set AWSENV_PROMPT 0'), '@> ')
  })

  onTerminal('32: it is silent where starship is loaded, and not where its variables are inherited', async () => {
    using fake = fakeAwsenv()
    const starship = "function fish_prompt; set STARSHIP_CMD_STATUS $status; printf 'star @''> '; end"
    await using loaded = await opened(fake, { before: starship })
    assert.is(await next(loaded, 'true'), 'star @> ')
    assert.is(await next(loaded, 'set -gx AWSENV_PROMPT 1'), '(Admin 2h 30m) star @> ')
    await using inherited = await opened(fake, { env: { STARSHIP_SHELL: 'fish', STARSHIP_SESSION_KEY: '1' } })
    assert.is(await next(inherited, 'true'), '(Admin 2h 30m) @> ')
  })

  /** Without colours, titles, and the mark that fish writes to learn whether the line was empty. */
  const visible = (text: string) =>
    text.replace(
      /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[\d;?<=>]*[a-zA-Z]|\u001b[=>]|\u001b\(B|⏎ *\r|⏎|\r/g,
      '',
    )
  const wide =
    (config: string, columns: string, env: Readonly<Record<string, string>> = {}) =>
    async () => {
      using fake = fakeAwsenv()
      await using pty = await opened(fake, { before: config, env })
      pty.type(`printf '=%s=' (count $_tide_repaints)\r`)
      // _tide_refresh_prompt: what changes $COLUMNS would have tide draw its prompt again and again
      await pty.shows('=0=')
      const [line = '', ...more] = visible(await pty.shows('@> '))
        .trimStart()
        .split('\n')
      assert.match(more.join('\n'), /@> $/)
      assert.match(line, columns)
      assert.ok(line.length <= 200, line)
      return line
    }
  onTerminal('4.3 a prompt that fills the line is made narrower by the segment', async () => {
    const line = await wide(
      `function fish_prompt; printf "%s%"(math $COLUMNS - 4)"s\n@""> " LEFT RGHT; end`,
      '(Admin 2h 30m) LEFT  ',
    )()
    assert.match(line, / RGHT$/)
    assert.is(line.length, 200)
  })
  const tide = fileURLToPath(new URL('stand-ins/tide.fish', import.meta.url))
  for (const icon of [' ', '─', '·', '-']) {
    onTerminal(
      `4.3 beside tide in two lines, connected by ${JSON.stringify(icon)}, role and directory stay`,
      async () => {
        const config = `set tide_prompt_icon_connection '${icon}'; source '${tide}'`
        const line = await wide(config, `(Admin 2h 30m)  ~/infra ${icon}${icon}`, { TERM: 'xterm-256color' })()
        assert.match(line, `${icon}${icon} 0 `)
        assert.is(line.length, 200)
      },
    )
  }
  onTerminal('4.3 before a long line that has no filling, the segment has a line of its own', async () => {
    const config = `function fish_prompt; string repeat -n 24 directory; printf '@''> '; end`
    assert.is(await wide(config, '(Admin 2h 30m)')().then(line => line.trimEnd()), '(Admin 2h 30m)')
  })
  onTerminal('4.3 what a narrow prompt shows stays as it is, its lines and its status', async () => {
    using fake = fakeAwsenv()
    const before = "function fish_prompt; set -l s $status; printf '\\n----------\\n\\nx  y <%s>@''> ' $s; end"
    await using pty = await opened(fake, { before })
    pty.type(`printf '=%s=' 1; sh -c "exit 3"\r`)
    await pty.shows('=1=')
    const shown = visible(await pty.shows('@> '))
    assert.ok(shown.endsWith('(Admin 2h 30m) \n----------\n\nx  y <3>@> '), JSON.stringify(shown))
  })

  const integration = fileURLToPath(new URL('stand-ins/vscode.fish', import.meta.url))
  for (const [order, config] of [
    ['after', { before: prompt, after: `source '${integration}'` }],
    ['before', { before: `${prompt}\nsource '${integration}'` }],
  ] as const) {
    onTerminal(
      `41: one segment, after the mark of the prompt, and every mark, with the shell integration of VS Code loaded ${order} it`,
      async () => {
        using fake = fakeAwsenv()
        await using pty = await opened(fake, config)
        for (const line of ['true', 'false', 'commandline -f repaint', `source '${fishShell.hook}'`, 'true']) {
          pty.type(`${line}\r`)
          await pty.shows(`\u001b]633;E;${line}\u0007`) // __vsc_cmd_executed: 'E' with the command line
          await pty.shows(`\u001b]633;D;${line === 'false' ? 1 : 0}\u0007`) // __vsc_cmd_finished: 'D' with $status
          const painted = await pty.shows('@> \u001b]633;B\u0007') // __vsc_fish_cmd_start, after __vsc_fish_prompt
          assert.is(painted.match(/\(Admin 2h 30m\)/g)?.length, 1, painted)
          assert.is(painted.match(/\u001b\]633;A\u0007/g)?.length, 1, painted) // __vsc_fish_prompt_start
          assert.ok(painted.includes('\u001b]633;A\u0007(Admin 2h 30m) '), 'what stands before A would be output')
        }
      },
    )
  }

  onTerminal('renews a role once, in its last five minutes, by a call that can ask nothing', async () => {
    using fake = fakeAwsenv()
    const expires = inSeconds(9_050)
    fake.answers(fish.renderForHook({ AWSENV_EXPIRES: expires, AWS_REGION: 'renewed' }))
    const env = { AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: inSeconds(200) }
    await using pty = await opened(fake, { env })
    assert.is(await next(pty, 'echo "=$AWS_REGION=$status="'), '(Admin 2h 30m) @> ')
    assert.match(pty.screen(), /=renewed=0=/)
    assert.equal(
      fake.calls().map(call => [call.args, call.hook]),
      [[['renew'], 'fish']],
    )
  })

  onTerminal(
    'tries no renewal twice, none for a login, none without leave, and stays as it is where one fails',
    async () => {
      using fake = fakeAwsenv()
      fake.answers('', 75)
      const env = { AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: inSeconds(255) }
      await using pty = await opened(fake, { env })
      await next(pty, 'sh -c "exit 3"')
      assert.is(await next(pty, 'echo "=$status="'), '(Admin 4m) @> ')
      assert.match(pty.screen(), /=3=/)
      assert.is(fake.calls().length, 1)
      for (const other of [
        { AWSENV_RENEW: '0' },
        { AWSENV_ROLE_ARN: '' },
        { AWSENV_EXPIRES: '5' },
        { AWSENV_EXPIRES: 'x' },
      ]) {
        await using quiet = await opened(fake, { env: { ...env, ...other } })
        await next(quiet, 'true')
      }
      assert.is(fake.calls().length, 1)
    },
  )

  for (const [key, typed] of [
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
    ['Enter alone', '\r'],
  ] as const) {
    onTerminal(`18: after ${key} at a question the role and the terminal are as before`, async () => {
      using fake = fakeAwsenv()
      fake.asks('MFA code: ')
      fake.answers(fish.renderForHook({ AWSENV_ROLE: 'new' }))
      await using pty = await opened(fake, {})
      await next(pty, 'stty -a')
      const settings = () => pty.screen().match(/speed \d[^@]*?-?extproc/g) ?? []
      pty.type('awsenv assume x\r')
      await pty.shows('MFA code: ')
      pty.type(typed)
      await pty.shows('@> ')
      assert.is(await next(pty, 'echo "=$status=$AWSENV_ROLE="; stty -a'), '(Admin 2h 30m) @> ')
      assert.match(pty.screen(), /=[1-9]\d*=Admin=/)
      const [before, after] = settings()
      assert.ok(before && before.length > 100)
      assert.is(after, before)
      for (const call of [
        'awsenv assume x',
        'awsenv assume x 2>/dev/null',
        'eval (awsenv assume x)',
        'awsenv assume x | source',
      ]) {
        await next(pty, 'set AWSENV_ROLE old')
        pty.type(`${call}\r`)
        await pty.shows('MFA code: ')
        pty.type('123456\r')
        await pty.shows('@> ')
        assert.is(await next(pty, 'true'), '(new 2h 30m) @> ', call)
      }
    })
  }
})
