/** No value that files or the command line bring puts a control character into a shell, but the name that a source is found by. */
import * as assert from 'uvu/assert'
import { shells } from '../../src/shells/index.ts'
import { describe } from '../support/describe.ts'
import { keyOf, tell } from './story.ts'

describe('5: control characters in exported values', test => {
  const ESC = '\u001b[2J'
  const open = 'role_arn = arn:aws:iam::123456789012:role/Open\nsource_profile = default\n'

  for (const [what, config, words] of [
    ['the region of the profile', `[profile x]\n${open}region = eu${ESC}-central-1\n`, ['x']],
    ['the role of the profile', `[profile x]\n${open.replace('Open', `Op${ESC}en`)}`, ['x']],
    ['the account of the profile', `[profile x]\n${open.replace('1234', `1234${ESC}`)}`, ['x']],
    ['the region of the command line', '', ['123456789012', 'Open', `--region=eu${ESC}-central-1`]],
    ['the role of the command line', '', ['123456789012', `Op${ESC}en`]],
  ] as const) {
    for (const { name } of shells)
      test(`${name}: ${what} is refused, and nothing of it is printed`, () =>
        tell(async ({ alice }) => {
          alice.write('config', `[default]\nregion = eu-central-1\n${config}`)
          const { exitCode, script, stderr } = await alice.awsenv('assume', ...words, '--shell', name)
          assert.ok(exitCode === 1 || exitCode === 2, stderr)
          assert.not.match(script, /AWS|\p{Cc}(?<!\n)/u)
          assert.not.match(stderr, '\u001b')
        }))
  }

  test('a profile with controls in its name is shown without them; its name alone stays as it is, to be found again', () =>
    tell(async ({ alice, world, code }) => {
      const name = `pro${ESC}d`
      alice.write('credentials', keyOf(name, world.alice))
      alice.write('config', `[profile ${name}]\nregion = eu-central-1\n`)
      alice.answers = [code]
      const { exitCode, script, stderr } = await alice.awsenv(
        ...['assume', '123456789012', 'Open', '--from', name, '--format', 'json'],
      )
      assert.is(exitCode, 0, stderr)
      const exported: Record<string, string> = JSON.parse(script)
      assert.is(exported['AWS_ACCOUNT_ID'], '123456789012')
      const controlled = Object.keys(exported).filter(variable => /\p{Cc}/u.test(exported[variable] ?? ''))
      assert.equal(
        controlled.filter(variable => variable !== 'AWSENV_FROM'),
        [],
      )
      assert.not.match(stderr, '\u001b')
    }))
})
