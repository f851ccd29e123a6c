/** A switch without a process: when a hook answers by what lies ready for it, and when it asks awsenv. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fishShell, type HookedShell, has, hookedShells, parseEnvironment } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { READY_CASES } from '../support/ready-cases.ts'
import { onReadyStage, type ReadyStage } from '../support/ready-stage.ts'

/** What a person has done in a shell with role one, before they want role two, or none. */
type InSession = { readonly what: string; readonly posix: string; readonly fish: string; readonly isReady?: true }

const IN_SESSION: readonly InSession[] = [
  { what: 'nothing', posix: ':', fish: 'true', isReady: true },
  { what: 'set another region', posix: 'export AWS_REGION=us-east-1', fish: 'set -gx AWS_REGION us-east-1' },
  { what: 'changed the secret', posix: 'export AWS_SECRET_ACCESS_KEY=x', fish: 'set -gx AWS_SECRET_ACCESS_KEY x' },
  { what: 'unset the token', posix: 'unset AWS_SESSION_TOKEN', fish: 'set -e AWS_SESSION_TOKEN' },
  { what: 'set a profile', posix: 'export AWS_PROFILE=two', fish: 'set -gx AWS_PROFILE two' },
  { what: 'changed the role in the prompt', posix: 'export AWSENV_ROLE=x', fish: 'set -gx AWSENV_ROLE x' },
  { what: 'cut AWSENV_RESTORE', posix: 'export AWSENV_RESTORE=2.x', fish: 'set -gx AWSENV_RESTORE 2.x' },
  {
    what: 'added a field to AWSENV_RESTORE',
    posix: 'export AWSENV_RESTORE=$AWSENV_RESTORE.x',
    fish: 'set -gx AWSENV_RESTORE $AWSENV_RESTORE.x',
  },
  { what: 'unset AWSENV_RESTORE', posix: 'unset AWSENV_RESTORE', fish: 'set -e AWSENV_RESTORE' },
  { what: 'removed the session', posix: 'rm "$READY"/session=*', fish: 'rm $READY/session=*' },
]

const RESTRICTED: Readonly<Record<string, string>> = { bash: 'set -r', zsh: 'setopt restricted' }
const STATES = READY_CASES.filter(({ isReady = false }) => !isReady).length
const SAID = /^awsenv: one is assumed \(arn:aws:iam::123456789012:role\/Admin\), until \d\d:\d\d \((59m|1h)\)\n$/

describe('shell: ready', test => {
  for (const real of [...hookedShells, fishShell]) {
    const { name } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))

    inShell(`13.1 ${name} answers by itself where all is as it was, and asks awsenv in ${STATES} other states`, () =>
      onReadyStage(async stage => {
        for (const { what, sh, env = {}, call = ['assume', 'one'], isReady = false } of READY_CASES) {
          if (sh !== undefined) stage.sh(sh)
          const words = call.map(word => `'${word}'`).join(' ')
          const { environment, stderr } = run(real, stage, `awsenv ${words}`, at(stage, env))
          const seen = [stage.asked(), environment['AWSENV_ROLE']]
          assert.equal(seen, isReady ? [0, 'one'] : [1, undefined], `${what}: ${stderr}`)
          if (isReady) assert.match(stderr, SAID)
          assert.not.ok(existsSync(join(stage.alice.home, 'PWNED')), what)
          stage.restore()
        }
      }),
    )

    inShell(`13.1 ${name} goes on from a role, back, and out of it; and asks awsenv where the shell has changed`, () =>
      onReadyStage(async stage => {
        const env = { ...stage.env, READY: stage.ready }
        for (const { what, posix, fish, isReady = false } of IN_SESSION) {
          for (const [call, role] of [
            ['assume two', 'two'],
            ['unset', undefined],
          ] as const) {
            const script = `awsenv assume one; ${name === 'fish' ? fish : posix}; awsenv ${call}`
            const { environment, stderr } = run(real, stage, script, env)
            assert.is(stage.asked(), isReady ? 0 : 1, `${what}, ${call}: ${stderr}`)
            if (isReady) assert.is(environment['AWSENV_ROLE'], role)
            if (isReady && role === undefined) assert.equal(awsIn(environment), [])
            stage.restore()
          }
        }
        const calls = ['assume one', 'assume two', 'assume -', 'assume -', 'unset'].map(call => `awsenv ${call}`)
        const { environment, stderr } = run(real, stage, calls.join('; '), env)
        assert.equal([stage.asked(), awsIn(environment)], [0, []], stderr)
        const said = stderr.match(/(?<=^awsenv: )\w+ (is|has)/gm)
        assert.equal(said, ['one is', 'two is', 'one is', 'two is', 'two has'])
      }),
    )

    inShell(`13.1 ${name} asks awsenv where a file of it is cut, wherever`, () =>
      onReadyStage(async stage => {
        const session = readFileSync(join(stage.ready, 'assume==one'), 'utf8').split('\n')[7] ?? ''
        for (const file of ['assume==one', session]) {
          const path = join(stage.ready, file)
          const text = readFileSync(path)
          const lengths = Array.from({ length: Math.ceil(text.length / 23) }, (_, index) => index * 23)
          const cuts = [...lengths, text.length - 3, text.length - 2]
          for (const [index, length] of cuts.entries())
            writeFileSync(join(stage.alice.home, `cut${index}`), text.subarray(0, length))
          const each = `for i in ${[...cuts.keys()].join(' ')}`
          const put = `cp cut$i '${path}'; chmod 1600 '${path}'; awsenv assume one`
          const script = name === 'fish' ? `${each}; ${put}; end` : `${each}; do ${put}; done`
          const { environment } = run(real, stage, script, stage.env)
          assert.equal([stage.asked(), awsIn(environment)], [cuts.length, []], file)
          stage.restore()
        }
      }),
    )

    needing(
      test,
      `strace and ${name}`,
      has('strace') && has(name),
    )(`13.1 ${name} starts no process and opens no socket for a switch`, () =>
      onReadyStage(async stage => {
        const calls = ['assume one', 'assume two', 'assume -', 'unset'].map(call => `awsenv ${call}`).join('; ')
        assert.equal(started(real, stage, calls), started(real, stage, 'true'))
        assert.is(stage.asked(), 0)
      }),
    )
  }

  needing(
    test,
    'fish',
    has('fish'),
  )('13.1 fish answers by itself only where each variable of the session is global and has its one value', () =>
    onReadyStage(async stage => {
      const twice = 'set -gx AWS_REGION $AWS_REGION $AWS_REGION; set -gx AWS_DEFAULT_REGION; awsenv assume two'
      const local = 'function f; set -lx AWS_REGION $AWS_REGION; awsenv assume two; end; f'
      const odd = 'set -g __awsenv_call a b; set -g __awsenv_names x; set -gx __awsenv_values y; awsenv assume two'
      const cases = [
        [twice, 1, 'one'],
        [local, 0, 'one'],
        ['set -l AWS_REGION $AWS_REGION; awsenv assume two', 0, 'one'],
        ['set -l AWS_CONFIG_FILE x; awsenv assume two', 1, 'one'],
        ['set -g AWS_REGION x; set -gu AWS_REGION; awsenv assume two', 0, 'one'],
        ['set -U AWS_REGION x; awsenv assume two; set -eU AWS_REGION', 1, 'one'],
        ['set -U AWS_VAULT x; awsenv assume two; set -eU AWS_VAULT', 1, 'one'],
        [`${odd}; test "$__awsenv_call$__awsenv_names$__awsenv_values" = "a bxy"; or awsenv`, 0, 'two'],
      ] as const
      // --no-config has no universal variables.
      const withConfig: HookedShell = { ...fishShell, argv: ['fish'] }
      for (const [script, calls, role] of cases) {
        const { environment, stderr } = run(withConfig, stage, `awsenv assume one; ${script}`, stage.env)
        assert.equal([stage.asked(), environment['AWSENV_ROLE']], [calls, role], `${script}: ${stderr}`)
      }
    }),
  )

  for (const real of hookedShells) {
    const { name } = real.shell
    needing(
      test,
      name,
      has(name),
    )(`13.1 ${name} switches under every option`, () =>
      onReadyStage(async stage => {
        const options = [
          ...['set -f', 'set -C', 'set -eu', 'set -a', 'set -x', 'set -v', 'set -k', 'IFS=0123456789', "IFS=''"],
          ...(name === 'bash'
            ? ['set -o posix', 'shopt -s nocasematch extglob nullglob failglob', 'set -E; trap "echo ERR" ERR']
            : [
                'setopt ksh_arrays sh_word_split glob_subst',
                'setopt warn_create_global csh_junkie_quotes',
                'emulate sh',
              ]),
        ]
        for (const option of options) {
          const calls = 'awsenv assume one; awsenv assume two; awsenv assume -; awsenv unset; awsenv assume two'
          const { environment, stderr } = run(real, stage, `${option}; ${calls}`, stage.env)
          assert.equal([stage.asked(), environment['AWSENV_ROLE']], [0, 'two'], `${option}: ${stderr}`)
          assert.not.match(stderr, environment['AWS_SECRET_ACCESS_KEY'] ?? '?')
        }
      }),
    )

    needing(
      test,
      name,
      has(name),
    )(`13.1 ${name} refuses what it can not change, with everything as it was`, () =>
      onReadyStage(async stage => {
        for (const [what, script, calls] of [
          ['is readonly', 'awsenv assume one; readonly AWS_REGION; awsenv assume two', 0],
          ['is readonly', 'awsenv assume one; readonly AWS_PROFILE; awsenv unset', 0],
          ['local to a function', 'awsenv assume one; f() { local AWS_REGION=eu-central-1; awsenv assume two; }; f', 0],
          ['', `awsenv assume one; ${RESTRICTED[name]}; awsenv assume two`, 1],
          ['', 'awsenv assume one; (awsenv assume two) | cat', 1],
          ...(name === 'bash'
            ? ([
                ['is set for this call alone', 'awsenv assume one; AWS_REGION=eu-central-1 awsenv assume two', 0],
              ] as const)
            : []),
        ] as const) {
          const { environment, stderr } = run(real, stage, script, stage.env)
          assert.equal([stage.asked(), environment['AWSENV_ROLE']], [calls, 'one'], `${script}: ${stderr}`)
          assert.match(stderr, what)
          assert.is(awsIn(environment).length, 14)
        }
      }),
    )
  }
})

/** How many processes a shell starts, and sockets it opens. */
function started(real: HookedShell, { alice, env }: ReadyStage, script: string): number {
  const trace = join(alice.home, 'trace')
  const calls = 'trace=fork,vfork,clone,clone3,execve,socket'
  const argv = ['-f', '-qq', '-e', calls, '-e', 'signal=none', '-o', trace, ...real.argv]
  const { status, stderr } = spawnSync('strace', [...argv, '-c', `source '${real.hook}'; ${script}`], {
    env,
    encoding: 'utf8',
  })
  assert.is(status, 0, stderr)
  const lines = readFileSync(trace, 'utf8').split('\n')
  return lines.filter(line => line !== '' && !line.includes('CLONE_THREAD') && !line.includes('resumed>')).length
}

function awsIn(environment: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(environment).filter(name => /^AWS|^AMAZON/.test(name))
}

/** An environment in which a folder of the home directory stands first on PATH. */
function at({ env, alice }: ReadyStage, other: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH } = other
  return {
    ...env,
    ...other,
    PATH: PATH === undefined ? (env['PATH'] ?? '') : `${join(alice.home, PATH)}:${env['PATH']}`,
  }
}

/** Runs a script in a shell with its hook, and gives the environment after it. */
function run(real: HookedShell, { alice }: ReadyStage, script: string, env: Record<string, string>) {
  const [program, ...flags] = real.argv.filter(word => word !== '-e')
  const source = real.shell.name === 'powershell' ? '. ' : 'source '
  const { stdout, stderr } = spawnSync(
    program as string,
    [...flags, '-c', `${source}'${real.hook}'; ${script}; env -0`],
    {
      env,
      cwd: alice.home,
      encoding: 'utf8',
    },
  )
  return { environment: parseEnvironment(stdout), stderr }
}
