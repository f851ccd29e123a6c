/** The hooks of nushell, elvish and xonsh: each call makes the whole change or none. One process for many cases. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { has, parseEnvironment } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'
import { hostileValues } from '../support/hostile-values.ts'
import { answersInTurn, runPlain } from '../support/run-plain.ts'

describe('shell: nushell, elvish and xonsh', test => {
  for (const real of plainShells) {
    const { shell, argv, load } = real
    const { name } = shell
    const inShell = needing(test, name, has(argv[0]))
    const role = shell.renderForHook({ AWS_PROFILE: undefined, AWS_REGION: '/secret' })

    inShell(`4: ${name} takes every value byte for byte, with the hook and without, and removes what is to go`, () => {
      using fake = fakeAwsenv()
      const random = fc.string({ unit: 'binary', maxLength: 60 }).filter(text => !text.includes('\0'))
      const values = [...hostileValues, '2026-01-02T03:04:05Z', 'null', '1', ...fc.sample(random, 100)]
      const change = (prefix: string) => ({
        ...Object.fromEntries(values.map((value, i) => [`${prefix}${i}`, value])),
        ...{ [`${prefix}_GONE`]: undefined, ABSENT: undefined },
      })
      writeFileSync(join(fake.directory, 'bare'), shell.render(change('B')))
      writeFileSync(join(fake.directory, 'hooked'), shell.renderForHook(change('H')))
      const bare = ['cp bare answer', shell.evaluating('awsenv assume x')]
      const hooked = [load, 'cp hooked answer', 'awsenv assume x']
      const { stdout, stderr } = runPlain(fake, real, [...bare, ...hooked, 'env -0'], { B_GONE: '1', H_GONE: '1' })
      assert.is(stderr, '')
      const environment = parseEnvironment(stdout)
      for (const prefix of ['B', 'H']) {
        assert.equal(
          values.map((_, i) => environment[`${prefix}${i}`]),
          values,
        )
        assert.not.ok(`${prefix}_GONE` in environment)
      }
      assert.not.ok('ABSENT' in environment)
    })

    inShell(`13, 14: ${name} hands each status on, and does nothing of a failure, or of an answer cut or odd`, () => {
      using fake = fakeAwsenv()
      const failures = [1, 2, 3, 75, 130].flatMap(status => [role, ''].map(text => ({ text, status })))
      const cuts = [1, 2, 5, 9, 17, 23, 30, 38, role.length - 2].map(length => role.slice(0, length))
      const odd = ['{"A-B":"x"}', '{"AWS_REGION":1}', '{"AWS_REGION":["x"]}', '{"aws":null}', '{}', `${role}${role}x`]
      const damaged = [...cuts, ...odd].map(text => ({ text, status: 0 }))
      const cases = [...failures, ...damaged, { text: role, status: 0 }]
      answersInTurn(fake, [...cases, { text: cuts.at(-1) ?? '', status: 0 }])
      const lines = [real.repeated(cases.length, 'awsenv assume x'), real.onSuccess('awsenv assume x', 'echo ran')]
      const { stdout, stderr } = runPlain(fake, real, [load, ...lines])
      assert.equal(stdout.trim().split('\n'), [
        ...failures.map(({ status }) => `${status} []`),
        ...damaged.map(() => '1 []'),
        '0 [/secret]',
      ])
      assert.match(stderr, 'awsenv: the answer has come damaged: nothing is changed')
      assert.not.match(stderr, 'secret')
    })

    inShell(`11: ${name} makes changes by its hook, and runs every other call as it was typed`, () => {
      using fake = fakeAwsenv()
      fake.answers('fine\n')
      const changing = ["assume 012345678901 'a b' '' '*' '$x' --one=two", 'login', 'unset', 'clear --all']
      const other = ['assume x --print', 'login -h', 'unset --help', 'assume --format=json x', "exec p -- sh -c 'x y'"]
      const calls = [...changing, ...other, 'whoami doctor', '', 'doctor --json']
      const { stdout, stderr } = runPlain(fake, real, [load, ...calls.map(call => `awsenv ${call}`)])
      assert.equal([stdout, stderr], ['fine\n'.repeat(calls.length), ''])
      const plain = (...args: string[]) => ({ hook: undefined, hookVersion: undefined, args })
      const hooked = (...args: string[]) => ({ ...plain(...args), hook: name })
      assert.equal(
        fake.calls().map(({ hook, hookVersion, args }) => ({ hook, hookVersion, args })),
        [
          hooked('assume', '012345678901', 'a b', '', '*', '$x', '--one=two'),
          ...[hooked('login'), hooked('unset'), hooked('clear', '--all')],
          ...[plain('assume', 'x', '--print'), plain('login', '-h'), plain('unset', '--help')],
          ...[plain('assume', '--format=json', 'x'), plain('exec', 'p', '--', 'sh', '-c', 'x y')],
          ...[plain('whoami', 'doctor'), hooked()],
          { ...hooked('doctor', '--json'), hookVersion: manifest.version },
        ],
      )
    })

    inShell(`37, 42: ${name} stops where the program is missing`, () => {
      using fake = fakeAwsenv()
      const { stdout, stderr } = runPlain(fake, real, [load, real.lost, real.onSuccess('awsenv assume x', 'echo ran')])
      assert.is(stdout, '')
      assert.match(stderr, 'awsenv')
    })
  }
})
