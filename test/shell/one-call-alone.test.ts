/** What a shell has set for one call alone (`AWS_REGION=x awsenv assume`), it takes back after the call. */
import { readFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { MANAGED, OWN_VARIABLES } from '../../src/model/environment.ts'
import { openPty } from '../../tools/pty/pty.ts'
import { fishShell, has, hookedShells, realShells, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: a variable for one call alone', test => {
  const names = [...Object.keys(MANAGED), ...OWN_VARIABLES]
  const shells = [...hookedShells, fishShell]

  for (const { shell, hook } of shells) {
    test(`1.5: the hook of ${shell.name} knows each variable that awsenv sets or removes`, () => {
      const [, listed = ''] =
        /"\$@" (AWS_PROFILE [^}]*)\n\}|__awsenv_names=\(([^)]*)\)|builtin set __awsenv_managed (AWS_[^;]*?)\nend/
          .exec(readFileSync(hook, 'utf8'))
          ?.filter(group => group !== undefined) ?? ['']
      assert.equal(listed.match(/\w+/g), names)
    })
  }

  for (const real of shells.filter(({ shell }) => shell.name !== 'zsh')) {
    const inShell = needing(test, real.argv[0], has(real.argv[0]))
    const isFish = real.shell.name === 'fish'
    for (const outer of ['old', undefined]) {
      inShell(`1.5: ${real.shell.name} refuses each of them, with ${outer ?? 'nothing'} in the shell`, () => {
        using fake = fakeAwsenv()
        fake.answers(real.shell.renderForHook({ AWS_VAULT: 'new', AWS_REGION: 'new', AWS_PROFILE: undefined }))
        const source = isFish ? 'source $argv[2]' : '. "$1"; set +e'
        const call = (name: string) =>
          isFish
            ? `${name}=one awsenv assume x; and echo NEXT; echo "${name} $${name}"`
            : `${name}=one awsenv assume x && echo NEXT; echo "${name} \${${name}-}"`
        const { stdout, stderr } = runShell(real, [source, ...names.map(call)].join('\n'), {
          env: { ...fake.env, ...(outer && Object.fromEntries(names.map(name => [name, outer]))) },
          args: [real.hook],
        })
        assert.equal(stdout.split('\n'), [...names.map(name => `${name} ${outer ?? ''}`), ''])
        for (const name of names) assert.ok(stderr.includes(`error: ${name} is set for this call alone`), name)
        assert.equal(fake.calls(), [])
      })
    }
  }

  for (const real of realShells) {
    needing(
      test,
      real.argv[0],
      has(real.argv[0]),
    )(`4.7: ${real.argv[0]}, bare, says that a readonly variable has stopped it, and changes nothing`, () => {
      const script = real.shell.render({ AWS_PROFILE: undefined, AWS_REGION: 'new' })
      const { stdout, stderr } = runShell(
        real,
        'set +e; readonly AWS_REGION; eval "$1" && echo NEXT; echo "$AWS_PROFILE $AWS_REGION"',
        { env: { AWS_PROFILE: 'old', AWS_REGION: 'old' }, args: [script] },
      )
      assert.is(stdout, 'old old\n')
      assert.match(stderr, /awsenv: error: .* readonly in this shell.*: nothing has been changed\n$/)
    })
  }

  needing(
    test,
    'python3 and zsh',
    has('python3') && has('zsh'),
  )(
    '1.5: zsh, which can not tell it from another, says at the next prompt that the shell has another value',
    async () => {
      using fake = fakeAwsenv()
      const zsh = hookedShells.find(({ shell }) => shell.name === 'zsh')
      assert.ok(zsh)
      fake.answers(zsh.shell.renderForHook({ AWS_REGION: 'new' }))
      await using pty = openPty(zsh.interactive, { env: { ...fake.env, AWS_REGION: 'old' } })
      pty.type(`PS1='@''> '; . '${zsh.hook}'\r`)
      await pty.shows('@> ')
      pty.type('AWS_REGION=one awsenv assume x\r')
      assert.match(
        await pty.shows('@> '),
        /warning: AWS_PROFILE, AWS_REGION or the key is not what awsenv has just set/,
      )
      pty.type('awsenv assume x\r')
      assert.not.match(await pty.shows('@> '), /warning/)
    },
  )

  needing(
    test,
    'zsh',
    has('zsh'),
  )(
    '1.5: zsh takes no change by the user, or by direnv, for one that is taken back, once a prompt has renewed the role',
    () => {
      using fake = fakeAwsenv()
      const zsh = hookedShells.find(({ shell }) => shell.name === 'zsh')
      assert.ok(zsh)
      const now = Math.floor(Date.now() / 1000)
      fake.answers(zsh.shell.renderForHook({ AWS_REGION: 'new', AWSENV_EXPIRES: String(now + 3_650) }))
      const env = { ...fake.env, AWSENV_ROLE: 'a', AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES: String(now + 250) }
      const script = '. "$1"; __awsenv_prompt; export AWS_REGION=own; __awsenv_prompt; echo "$AWS_REGION"'
      const outcome = runShell({ ...zsh, argv: ['zsh', '-f', '-i'] }, script, { env, args: [zsh.hook] })
      assert.equal(outcome, { status: 0, stdout: 'own\n', stderr: '' })
      assert.is(fake.calls().length, 1)
    },
  )
})
