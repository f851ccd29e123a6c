import assert from 'node:assert/strict'
import { Cli, type CommandClass } from 'clipanion'
import fc from 'fast-check'
import { allCommands } from '../../src/all-commands.ts'
import type { AwsenvCommandClass } from '../../src/command-line/command.ts'
import { withMeantOptions } from '../../src/command-line/used-options.ts'
import type { CliContext } from '../../src/context/context.ts'
import { describe } from '../support/describe.ts'

const commands = await allCommands()

describe('meant-options', it => {
  it('reads every call as the whole command reads it, right or wrong', () => {
    fc.assert(
      fc.property(calls(), ({ command, args }) => {
        assert.deepEqual(reading(withMeantOptions(command, args), args), reading(command, args))
      }),
      { numRuns: 400 },
    )
  })

  it('leaves out what the call does not name', () => {
    const [assume] = commands.filter(({ paths = [] }) => paths[0]?.[0] === 'assume')
    assert.ok(assume)
    assert.equal(optionsOf(withMeantOptions(assume, ['assume', 'x'])), 0)
    assert.equal(optionsOf(withMeantOptions(assume, ['assume', 'x', '--from=a', '--refresh'])), 2)
    assert.equal(withMeantOptions(assume, ['assume', '--help']), assume)
    assert.equal(withMeantOptions(assume, ['assume', '--form=a']), assume)
  })
})

type Call = { readonly command: AwsenvCommandClass; readonly args: readonly string[] }

/** Its own words, its own options with and without values, and what is none of its own. */
function calls(): fc.Arbitrary<Call> {
  return fc.constantFrom(...commands).chain(command => {
    const path = command.paths?.[0] ?? []
    const names = Cli.from<CliContext>(command)
      .definitions()
      .flatMap(({ options }) => options.flatMap(({ definition }) => definition.split(' ')[0]?.split(',') ?? []))
    const value = fc.constantFrom('x', '', '-', '1h', 'a=b')
    const option = fc.constantFrom('--debug', ...names)
    const word = fc.oneof(
      { arbitrary: option, weight: 4 },
      { arbitrary: value, weight: 3 },
      fc.tuple(option, value).map(([name, text]) => `${name}=${text}`),
      fc.constantFrom('--', '-h', '--help', '-vd', '--no-debug', '--nonsense', '--from\n=x'),
    )
    return fc.array(word, { maxLength: 6 }).map(rest => ({ command, args: [...path, ...rest] }))
  })
}

/** The fields that the call gives the command, or what is said about it. */
function reading(command: CommandClass<CliContext>, args: readonly string[]) {
  try {
    const cli = Cli.from<CliContext>(command, { binaryName: 'awsenv' })
    const { context, cli: _, ...fields } = cli.process([...args], {} as CliContext) as object as Record<string, unknown>
    return fields
  } catch (error) {
    return (error as Error).message.split('\n')[0]
  }
}

function optionsOf(command: CommandClass<CliContext>): number {
  return Cli.from<CliContext>(command).definitions()[0]?.options.length ?? Number.NaN
}
