/** awsenv understands every call of itself in the documentation. */
import * as assert from 'uvu/assert'
import { allCommands } from '../../src/all-commands.ts'
import { definitionOf } from '../../src/command-line/definition.ts'
import { describe } from '../support/describe.ts'
import { typedLines } from './block-kinds.ts'
import { callsIn, faultInProse, faultOf, readings } from './calls.ts'
import { allPages } from './page.ts'

const commands = await allCommands()

describe('docs: calls', test => {
  const pages = allPages()

  const CALLS: readonly (readonly [line: string, calls: readonly string[][]])[] = [
    ['awsenv assume prod', [['assume', 'prod']]],
    ['eval "$(awsenv assume prod)" && next', [['assume', 'prod']]],
    ['x=$(awsenv assume "Data Platform" A) || exit  # awsenv exec y', [['assume', 'Data Platform', 'A']]],
    [
      'awsenv exec x command 2>&1 | awsenv whoami --json',
      [
        ['exec', 'x', 'command'],
        ['whoami', '--json'],
      ],
    ],
    ['credential_process = /home/alice/bin/awsenv credential-process x', [['credential-process', 'x']]],
    ['ExecStart=/home/alice/bin/awsenv exec prod', [['exec', 'prod']]],
    ['install -D dist/awsenv ~/.local/bin/awsenv', []],
    ['awsenv: error: no awsenv', []],
    ["awsenv's own", []],
  ]
  for (const [line, calls] of CALLS) test(`the calls in ${line}`, () => assert.equal(callsIn(line), calls))

  test('the notation of usage lines stands for each of its readings', () => {
    assert.equal(readings('awsenv clear [--all]'), ['awsenv clear ', 'awsenv clear --all'])
    assert.equal(readings('awsenv logout [A|B]').slice(1), ['awsenv logout A', 'awsenv logout B'])
    assert.equal(readings('awsenv policy user USER ROLE …'), ['awsenv policy user USER ROLE '])
    assert.equal(readings('awsenv import [TOOL…]').at(-1), 'awsenv import TOOL')
  })

  const WRONG = ['asume x', 'assume --form x', 'exec', 'keys ad', 'login a b c', 'help asume']
  for (const call of WRONG)
    test(`"awsenv ${call}" is not understood`, () => assert.ok(faultOf(call.split(' '), commands)))

  test('prose may leave out what a command needs, and may name a family', () => {
    for (const words of [['exec'], ['keys'], ['config', 'add-profile'], []]) assert.not(faultInProse(words, commands))
    for (const words of [['exek'], ['config', 'add'], ['setup', '--narow']]) assert.ok(faultInProse(words, commands))
  })

  test('awsenv understands every call in a code block', () => {
    const calls = pages.flatMap(({ path, blocks }) =>
      blocks.flatMap(typedLines).flatMap(line => callsIn(line).map(args => ({ path, line, args }))),
    )
    assert.ok(calls.length > 50, 'the test sees the calls')
    assert.equal(
      calls.flatMap(({ path, line, args }) => faultAt(`${path}: ${line}`, faultOf(args, commands))),
      [],
    )
  })

  test('awsenv understands every call in inline code', () => {
    const calls = pages.flatMap(({ path, spans }) =>
      spans.flatMap(span =>
        readings(span)
          .flatMap(callsIn)
          .map(args => ({ path, span, args })),
      ),
    )
    assert.ok(calls.length > 200, 'the test sees the calls')
    assert.equal(
      calls.flatMap(({ path, span, args }) => faultAt(`${path}: ${span}`, faultInProse(args, commands))),
      [],
    )
  })

  test('every option in inline code is one of a command, or known to be of something else', () => {
    const known = new Set(OTHERS)
    for (const { name } of commands.map(definitionOf).flatMap(({ options }) => options)) known.add(name)
    const named = pages.flatMap(({ path, spans }) =>
      spans.flatMap(span => (span.match(/^--[\w-]+/) ?? []).map(option => `${path}: ${option}`)),
    )
    assert.ok(named.length > 100, 'the test sees the options')
    assert.equal(
      named.filter(place => !known.has(place.replace(/.* /, ''))),
      [],
    )
  })
})

/** Options of ykman, op and npm, of browsers, of `npm run package`, of all commands, and of the hooks. */
const OTHERS = [
  '--single',
  '--otp',
  '--profile-directory',
  '--user-data-dir',
  '--url',
  '--homepage',
  '--help',
  '--hook',
  '--ticket',
  '--allow-scripts',
]

function faultAt(where: string, fault: string | undefined): string[] {
  return fault === undefined ? [] : [`${where}: ${fault}`]
}
