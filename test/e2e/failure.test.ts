import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { ways } from './shell-ways.ts'
import { onStage } from './stage.ts'

type Failure = {
  readonly what: string
  readonly words: string
  readonly status: number
  readonly says: string
  readonly env?: Readonly<Record<string, string>>
  /** The hook says which shell it is. */
  readonly isBareOnly?: boolean
  /** No command that the hook knows. */
  readonly isUnknown?: boolean
}

describe('e2e: a command that fails', test => {
  const unreachable = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWSENV_MFA_CODE: '123456' }
  const failures: readonly Failure[] = [
    {
      what: 'an unknown command',
      words: 'asume 123456789012 Admin',
      status: 2,
      says: 'no command "asume"',
      isUnknown: true,
    },
    { what: 'an unknown option', words: 'assume --nonsense 123456789012 Admin', status: 2, says: '--nonsense' },
    { what: 'a word too many', words: 'assume 123456789012 Admin more', status: 2, says: 'one word too many' },
    { what: 'a wrong account id', words: 'assume 12345 Admin', status: 2, says: '"12345" is not an account id' },
    { what: 'an unknown profile', words: 'assume nosuch', status: 1, says: 'no profile "nosuch"' },
    { what: 'a refused role', words: 'assume 123456789012 NoSuchRole', status: 1, says: 'did not let' },
    { what: 'no terminal for the code', words: 'login', status: 75, says: 'no terminal', env: { AWSENV_MFA_CODE: '' } },
    { what: 'an STS out of reach', words: 'login', status: 1, says: "can't be reached", env: unreachable },
    {
      what: 'a shell unknown to it',
      words: 'login',
      status: 2,
      says: 'tcsh',
      env: { AWSENV_SHELL: 'tcsh' },
      isBareOnly: true,
    },
    { what: 'a shell that it is told', words: 'login --shell tcsh', status: 2, says: 'tcsh', isBareOnly: true },
  ]

  for (const way of ways) {
    for (const failure of failures.filter(({ isBareOnly }) => !(isBareOnly && way.isHooked))) {
      needing(
        test,
        way.program,
        has(way.program),
      )(
        `${way.title}: \`&& next\` does not run after ${failure.what}, one sentence and a hint are said, nothing is changed`,
        onStage(async stage => {
          const code = stage.code()
          const { AWSENV_MFA_CODE = code, ...env } = failure.env ?? {}
          const byEval = `eval "$(awsenv ${failure.words})"`
          const calls = way.isHooked ? [way.call(failure.words), byEval] : [byEval]
          const script = [
            ...(AWSENV_MFA_CODE === '' ? [] : [`export AWSENV_MFA_CODE=${AWSENV_MFA_CODE}`]),
            ...calls.flatMap(call => [
              'rc=0; env -0 >before',
              `{ ${call} && echo ran >&2; } >out || rc=$?`,
              'env -0 >after; cat out; echo "$rc"; cmp before after',
            ]),
          ]
          const { stdout, stderr } = await stage.run(way.argv(script.join('\n')), { env })
          // What no hook knows goes to the binary as it is: to a file it says what an eval would need.
          const printed = way.isHooked && failure.isUnknown ? `(exit ${failure.status})\n` : ''
          const evaluated = `${failure.status}\n`
          assert.is(stdout, way.isHooked ? `${printed}${evaluated}${evaluated}` : evaluated, stderr)
          const lines = stderr.trimEnd().split('\n')
          assert.is(lines.length, 2 * calls.length, stderr)
          for (const line of lines.filter((_, index) => index % 2 === 0)) {
            assert.match(line, /^awsenv: error: /)
            assert.match(line, failure.says)
          }
          for (const line of lines.filter((_, index) => index % 2 === 1)) assert.match(line, /^awsenv: hint: /)
        }),
      )
    }
  }

  for (const words of ['assume 123456789012 Admin', 'whoami --json', 'init bash', '--version', 'status']) {
    test(
      `${words}: a stdout that is full is a failure, and it is said`,
      onStage(async stage => {
        stage.env['AWSENV_MFA_CODE'] = stage.code()
        const { status, stderr } = await stage.run(['sh', '-c', `AWSENV_SHELL=sh awsenv ${words} >/dev/full`])
        assert.is(status, 1, stderr)
        assert.match(stderr, "error: can't write the result to stdout (ENOSPC)")
        assert.match(stderr, 'hint: ')
        assert.not.match(stderr, 'is assumed')
      }),
    )
  }

  test(
    'a script for which stdout is closed is a failure, before anything is asked for',
    onStage(async stage => {
      stage.env['AWSENV_MFA_CODE'] = stage.code()
      const call = 'AWSENV_SHELL=sh awsenv assume 123456789012 Admin >&- && touch ran'
      const { status, stderr } = await stage.run(['sh', '-c', call])
      assert.is(status, 1, stderr)
      assert.match(stderr, 'stdout is closed')
      assert.match(stderr, 'hint: ')
      assert.not(existsSync(join(stage.cwd, 'ran')))
      assert.is(stage.sandbox.requests.length, 0)
    }),
  )
})
