import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { hookedShells, runShell } from '../../tools/shells/real-shells.ts'
import { describe } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

// As on macOS: a namespace of its own, in which /proc holds nothing but what /dev/fd points to.
describe('shell: the hook of bash in a command substitution, without /proc', test => {
  const bash = hookedShells.find(({ shell }) => shell.name === 'bash')
  const hide =
    'mkdir "$0/proc" && mount -t proc proc "$0/proc" && mount -t tmpfs none /proc && mkdir /proc/self && ln -s "$0/proc/self/fd" /proc/self/fd'
  const allowed = (() => {
    using fake = fakeAwsenv()
    return (
      spawnSync('unshare', [
        '--user',
        '--map-root-user',
        '--mount',
        '--pid',
        '--fork',
        'sh',
        '-c',
        hide,
        fake.directory,
      ]).status === 0
    )
  })()
  const hidden = (title: string, body: () => void) =>
    allowed ? test(title, body) : test.skip(`${title} (needs leave to make a namespace)`)

  function hooked(fake: FakeAwsenv, script: string, real = bash, run = 'exec "$@"') {
    if (!real) return assert.unreachable() as never
    const unshare = [
      'unshare',
      '--user',
      '--map-root-user',
      '--mount',
      '--pid',
      '--fork',
      'sh',
      '-c',
      `${hide} && ${run}`,
    ] as const
    return runShell(
      { ...real, argv: [unshare[0], ...unshare.slice(1), fake.directory, ...real.argv] },
      `[ ! -e /proc/self/stat ] && [ -e /dev/fd/1 ]; . "$1"; cd "$2"; ${script}`,
      { env: { ...fake.env, AWS_ROLE: 'old' }, args: [real.hook, fake.directory] },
    )
  }

  for (const [how, script, stdout, log] of [
    ['an eval sets the role here', 'eval "$(awsenv assume x)"; echo "$AWS_ROLE"', 'new\n', undefined],
    [
      '`$(awsenv assume && command)` runs the command under the new role',
      'x="$(awsenv assume x && echo "$AWS_ROLE")"; echo "$x"',
      "awsenv --ticket 'assume' 'x'\nnew\n",
      undefined,
    ],
    [
      '`(…) | tee log` acts in the subshell, and the log has no secret',
      '(awsenv assume x; echo "$AWS_ROLE") | tee log >tee; echo "$AWS_ROLE"',
      'old\n',
      "awsenv --ticket 'assume' 'x'\nnew\n",
    ],
    ['a call that is not captured prints nothing', 'awsenv assume x; echo "$AWS_ROLE"', 'new\n', undefined],
    ['a file is known to be none', '(awsenv assume x; echo "$AWS_ROLE") >log; echo "$AWS_ROLE"', 'old\n', 'new\n'],
  ] as const) {
    hidden(`40: ${how}`, () => {
      using fake = fakeAwsenv()
      fake.answers(bash?.shell.renderForHook({ AWS_ROLE: 'new' }) ?? '')
      assert.equal(hooked(fake, script), { status: 0, stdout, stderr: '' })
      if (log) assert.is(readFileSync(join(fake.directory, 'log'), 'utf8'), log)
    })
  }

  hidden('1.2: in zsh, `( … && command)` works in a script that writes to a pipe', () => {
    using fake = fakeAwsenv()
    const zsh = hookedShells.find(({ shell }) => shell.name === 'zsh')
    fake.answers(zsh?.shell.renderForHook({ AWS_ROLE: 'new' }) ?? '')
    const script = '(awsenv assume x && echo "$AWS_ROLE")'
    assert.equal(hooked(fake, script, zsh, '"$@" | cat'), { status: 0, stdout: 'new\n', stderr: '' })
  })

  hidden('40: an eval of a call that fails has the status of the call', () => {
    using fake = fakeAwsenv()
    fake.answers('', 3)
    assert.is(hooked(fake, 'set +e; eval "$(awsenv assume x)"; echo "$? $AWS_ROLE"').stdout, '3 old\n')
  })
})
