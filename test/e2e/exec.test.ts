import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'
import { enter, shellOf } from './typing.ts'

describe('e2e: exec', test => {
  const EXEC = 'awsenv exec 123456789012 Admin'
  const onLoggedInStage = (body: (stage: Stage) => Promise<void>) =>
    onStage(async stage => {
      const { status, stderr } = await stage.run(['awsenv', 'login', '--shell', 'sh'], {
        env: { AWSENV_MFA_CODE: stage.code() },
      })
      assert.is(status, 0, stderr)
      await body(stage)
    })
  const bash = async (stage: Stage, script: string) => stage.run(['bash', '-c', script])

  test(
    'the status is that of the command, also where a signal ended it or it could not be run',
    onLoggedInStage(async stage => {
      for (const [command, status] of [
        ['true', 0],
        ["sh -c 'exit 1'", 1],
        ["-- sh -c 'exit 255'", 255],
        ["sh -c 'kill -9 $$'", 137],
        ["sh -c 'kill -TERM $$'", 143],
        ["sh -c 'kill -USR1 $$'", 128 + constants.signals.SIGUSR1],
        ['nosuch', 127],
        ['/etc/passwd', 126],
        ['/etc', 126],
      ] as const) {
        const { stdout } = await bash(stage, `${EXEC} ${command} 2>/dev/null; echo $?`)
        assert.is(stdout, `${status}\n`, command)
      }
    }),
  )

  test(
    'why it could not be run is said in words, and where its name comes from if nobody has typed it',
    onLoggedInStage(async stage => {
      const { status, stderr } = await bash(stage, `${EXEC} /etc/passwd/x`)
      assert.equal(
        [status, stderr],
        [126, 'awsenv: error: "/etc/passwd/x" can\'t be run: part of its path is a file, not a directory\n'],
      )
      const shell = await bash(stage, `SHELL=/no/shell ${EXEC}`)
      assert.is(shell.status, 127)
      assert.match(shell.stderr, /"\/no\/shell" can't be run.*\n.*hint: SHELL names it/)
    }),
  )

  test(
    'the command gets the files and pipes that were open, also those that only a child can get',
    onLoggedInStage(async stage => {
      const { stdout, stderr } = await bash(
        stage,
        `cd "$(mktemp -d)"; echo nine >nine
        ${EXEC} -- sh -c 'cat <&9' 9<nine
        ${EXEC} -- bash -c 'echo thirty >&30' 30>thirty; cat thirty
        ${EXEC} -- sh -c 'cat <&7' 7< <(echo seven)
        ${EXEC} -- sh -c 'echo five >&5; echo gone >&6' 5>five 6>/dev/null; cat five
        printf 'all: a b\na b:\n\t+@${EXEC} -- $(MAKE) -f /dev/null -q; true\n' >Makefile; make -j2 a b`,
      )
      assert.is(stderr, 'make[1]: *** No targets.  Stop.\n'.repeat(2))
      assert.is(stdout.replace(/^make.*\n/gm, ''), 'nine\nthirty\nseven\nfive\n')
    }),
  )

  test(
    'the command is as if it had been run directly: its process, its pipe, its words, its environment but for the role',
    onLoggedInStage(async stage => {
      const { stdout: pipe, stderr } = await bash(stage, `${EXEC} yes | head -1; echo "\${PIPESTATUS[@]}"`)
      assert.equal([pipe, stderr], ['y\n141 0\n', ''])
      const { stdout: pids } = await bash(stage, `${EXEC} sh -c 'echo $$' & wait; echo $!`)
      assert.is(new Set(pids.trim().split('\n')).size, 1)
      const { stdout: words } = await bash(stage, `${EXEC} printf '<%s>' '' 'a b' '$x' '"' é --from -h`)
      assert.is(words, '<><a b><$x><"><é><--from><-h>')
      const { stdout: change } = await bash(
        stage,
        `export BASH_ENV= AWS_PROFILE=default; f() { :; }; export -f f; env | grep -v ^_= | sort >before; ${EXEC} env | grep -v ^_= | sort | diff before - | sed -n 's/=.*//p'`,
      )
      assert.equal(change.trim().split('\n').sort(), [
        '< AWS_PROFILE',
        '> AWSUME_PROFILE',
        '> AWS_ACCESS_KEY_ID',
        '> AWS_ACCOUNT_ID',
        '> AWS_CREDENTIAL_EXPIRATION',
        '> AWS_DEFAULT_REGION',
        '> AWS_REGION',
        '> AWS_SECRET_ACCESS_KEY',
        '> AWS_SESSION_EXPIRATION',
        '> AWS_SESSION_TOKEN',
      ])
    }),
  )

  test(
    'scripts without #! are run by sh; an argument that is not UTF-8 is refused, and not changed on the way',
    onLoggedInStage(async stage => {
      const script = `printf 'echo "$1"' >script; chmod +x script; ${EXEC} ./script 'a  b'`
      assert.is((await bash(stage, script)).stdout, 'a  b\n')
      const { status, stdout, stderr } = await bash(stage, `${EXEC} echo $'\\xff'`)
      assert.equal([status, stdout], [2, ''], stderr)
    }),
  )

  needing(
    test,
    'zsh',
    has('zsh'),
  )(
    'what <(…) of bash and zsh stands for can be read',
    onLoggedInStage(async stage => {
      for (const shell of ['bash', 'zsh']) {
        const { stdout } = await stage.run([shell, '-c', `${EXEC} cat <(echo one) <(echo two)`])
        assert.is(stdout, 'one\ntwo\n', shell)
      }
      const { stdout } = await stage.run(['zsh', '-c', `${EXEC} sh -c 'kill -9 $$' <(:); echo $?`])
      assert.is(stdout, '137\n')
    }),
  )

  for (const { argv, interactive } of hookedShells) {
    const onTerminal = needing(test, `python3 and ${argv[0]}`, has('python3') && has(argv[0]))

    onTerminal(
      `${argv[0]}: Ctrl-C ends the command, or is what it makes of it; Ctrl-Z puts it to sleep until fg`,
      onLoggedInStage(async stage => {
        await using pty = await shellOf(stage, interactive)
        pty.type(`${EXEC} sh -c 'echo "be"gun; exec sleep 600'\r`)
        await pty.shows('begun')
        pty.type('\x03')
        await pty.shows('@> ')
        assert.match(await enter(pty, 'echo "<$?>"'), '<130>')
        pty.type(
          `${EXEC} sh -c 'trap "echo ca\\"\\"ught" INT; echo "be"gun; until [ "$a" = go ]; do read a; done; exit 7'\r`,
        )
        await pty.shows('begun')
        pty.type('\x03')
        await pty.shows('caught')
        pty.type('go\r')
        await pty.shows('@> ')
        assert.match(await enter(pty, 'echo "<$?>"'), '<7>')
        pty.type(`${EXEC} sh -c 'echo "be"gun; read a; echo "got $a"'\r`)
        await pty.shows('begun')
        pty.type('\x1a')
        await pty.shows('@> ')
        assert.match(await enter(pty, 'jobs'), /stopped|suspended/i)
        pty.type('fg\r')
        await pty.shows('awsenv exec')
        pty.type('word\r')
        await pty.shows('got word')
        await pty.shows('@> ')
        assert.match(await enter(pty, 'echo "<$?>"'), '<0>')
      }),
    )
  }

  const onTerminal = needing(test, 'python3 and bash', has('python3') && has('bash'))
  const interactive = ['bash', '--noprofile', '--norc', '-i']

  onTerminal(
    'a new size of the terminal reaches the command, and its hanging up leaves nothing behind',
    onLoggedInStage(async stage => {
      const pty = await shellOf(stage, interactive)
      const pid = join(stage.cwd, 'pid')
      try {
        const script = `trap "stty size" WINCH; tty >tty; echo $$ >pid; echo "be"gun; while :; do sleep 0.05; done`
        pty.type(`${EXEC} sh -c '${script}'\r`)
        await pty.shows('begun')
        spawnSync('stty', ['-F', readFileSync(join(stage.cwd, 'tty'), 'utf8').trim(), 'cols', '133'])
        await pty.shows(' 133')
      } finally {
        await pty[Symbol.asyncDispose]()
      }
      assert.ok(existsSync(pid))
      await gone(Number(readFileSync(pid, 'utf8')))
    }),
  )

  onTerminal(
    'from a hooked shell: one without a command has the role in its prompt, and unset in there goes back to what was before',
    onLoggedInStage(async stage => {
      stage.write('.bashrc', `eval "$(awsenv init bash)"; PS1='@''> '\n`)
      stage.env['SHELL'] = '/bin/bash'
      await using pty = await shellOf(stage, interactive)
      await enter(pty, 'eval "$(awsenv init bash)"; export AWS_PROFILE=default')
      const inside = await enter(pty, EXEC)
      assert.match(inside, '(Admin@123456789012 ')
      assert.match(await enter(pty, 'echo "<$AWS_ACCOUNT_ID><$AWS_PROFILE>"'), '<123456789012><>')
      assert.not.match(await enter(pty, 'awsenv unset'), '(Admin')
      assert.match(await enter(pty, 'echo "<$AWS_ACCOUNT_ID><$AWS_PROFILE>"'), '<><default>')
      assert.match(await enter(pty, 'exit 9'), 'exit')
      assert.match(await enter(pty, 'echo "<$?><$AWS_ACCOUNT_ID>"'), '<9><>')
    }),
  )

  async function gone(pid: number): Promise<void> {
    const deadline = AbortSignal.timeout(20_000)
    while (existsSync(`/proc/${pid}`)) {
      if (deadline.aborted) throw new Error(`process ${pid} is still there`)
      await setTimeout(20)
    }
  }
})
