import * as assert from 'uvu/assert'
import { allCommands } from '../../../src/all-commands.ts'
import { helpText } from '../../../src/command-line/help/request.ts'
import { describe } from '../../support/describe.ts'

const commands = await allCommands()

describe('help: request', test => {
  const titleOf = (call: string) => helpText(call.split(' ').filter(Boolean), commands)?.match(/Usage: (.*)/)?.[1]

  const pages: readonly (readonly [title: string, ...calls: string[]])[] = [
    ['awsenv COMMAND [ARGUMENT…] [OPTION…]', '', 'help', '--help', '-h', 'help --help', '--debug --help'],
    ['awsenv login [PROFILE] [OPTION…]', 'help login', 'login --help', 'login -h', 'login work -h', '--help login'],
    ['awsenv config get KEY', 'help config get', 'config get --help', 'config get x -h', '-h config get'],
    ['awsenv keys COMMAND [ARGUMENT…] [OPTION…]', 'keys', 'help keys', 'keys --help', 'keys -h', '--help keys'],
    [
      'awsenv exec [OPTION…] TARGET [COMMAND…]',
      'exec --help',
      'exec --region eu-west-1 --help x',
      'exec --from --help',
    ],
    ['awsenv list [--json]', 'list --json --help', 'list --nonsense --help'],
  ]
  for (const [title, ...calls] of pages) {
    for (const call of calls) test(`3.1 "awsenv ${call}" explains ${title}`, () => assert.is(titleOf(call), title))
  }

  for (const call of [
    'exec prod ls --help',
    'exec --region x prod -h',
    'assume -- --help',
    'keys list',
    'assume help',
  ]) {
    test(`"awsenv ${call}" asks for no help`, () => assert.is(titleOf(call), undefined))
  }

  for (const [call, said, hint] of [
    ['help asume', 'there is no command "asume"', 'did you mean "awsenv assume"?'],
    ['asume --help', 'there is no command "asume"', 'did you mean "awsenv assume"?'],
    ['help renew', 'there is no command "renew"', '"awsenv help" lists the commands'],
    ['help keys lst', 'there is no command "keys lst"', 'did you mean "awsenv keys list"?'],
  ] as const) {
    test(`"awsenv ${call}" is told what there is`, () => {
      try {
        titleOf(call)
      } catch (error) {
        const { message, hint: given, exitCode } = error as Error & { hint: string; exitCode: number }
        return assert.equal([message, given, exitCode], [said, hint, 2])
      }
      assert.unreachable('nothing was thrown')
    })
  }
})
