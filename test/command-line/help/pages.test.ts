/** The pages of help against the commands, so that neither can be forgotten. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Cli } from 'clipanion'
import * as assert from 'uvu/assert'
import { allCommands } from '../../../src/all-commands.ts'
import { definitionOf, isInternal, pathsOf } from '../../../src/command-line/definition.ts'
import { PAGE_WIDTH } from '../../../src/command-line/help/layout.ts'
import { OPTION_GROUPS } from '../../../src/command-line/help/option-groups.ts'
import { GROUPS, OVERVIEW_EXAMPLES } from '../../../src/command-line/help/overview.ts'
import { helpText } from '../../../src/command-line/help/request.ts'
import type { CliContext } from '../../../src/context/context.ts'
import { keyPath } from '../../../src/settings/key.ts'
import { commandWords } from '../../../src/text/command-words.ts'
import { describe } from '../../support/describe.ts'

const commands = await allCommands()

describe('help: pages', test => {
  const documented = commands.filter(command => !isInternal(command)).map(definitionOf)
  const page = (...args: string[]) => helpText(args, commands) ?? ''
  const topics = [[], ...documented.map(({ path }) => path.split(' ')), ['keys'], ['config'], ['policy']]
  const pages = topics.map(topic => ({ topic: topic.join(' '), text: page('help', ...topic) }))
  const examples = [...OVERVIEW_EXAMPLES, ...documented.flatMap(definition => definition.examples)]

  test('3.1 only the commands of the hooks and the options of awsenv itself are internal', () => {
    assert.equal(commands.filter(isInternal).flatMap(pathsOf), ['renew', 'complete', '--version', '-v', '--licenses'])
    for (const name of ['renew', 'complete ']) assert.not.match(page('--help'), name)
  })

  test('3.1 every command is in a group of the overview, under its name and with what it does', () => {
    const lines = page('--help').split('\n')
    for (const { path, group, description } of documented) {
      assert.ok(GROUPS.includes(group), `${path} is in the group "${group}"`)
      assert.ok(
        lines.some(line => line.startsWith(`  ${path}  `) && line.endsWith(`  ${description}`)),
        path,
      )
    }
    for (const group of GROUPS)
      assert.ok(
        documented.some(definition => definition.group === group),
        `${group} has commands`,
      )
  })

  test('3.1 every option is on its page, described, with the name of what it takes', () => {
    for (const { path, options } of documented) {
      const text = page('help', ...path.split(' '))
      for (const { name, value, description } of options) {
        assert.is.not(description, '', `${path} ${name}`)
        assert.is.not(value, 'VALUE', `${path} ${name} says what it takes`)
        assert.ok(text.includes(`\n  ${value === undefined ? name : `${name} ${value}`}  `), `${path} ${name}`)
      }
    }
  })

  test('an option of the groups exists, and stands in one of them', () => {
    const known = new Set(documented.flatMap(({ options }) => options.map(({ name }) => name)))
    const grouped = OPTION_GROUPS.flatMap(([, names]) => names)
    assert.equal(
      grouped.filter(name => !known.has(name)),
      [],
    )
    assert.is(new Set(grouped).size, grouped.length)
    for (const path of ['assume', 'exec', 'console', 'login', 'credential-process'])
      assert.not.match(page('help', path), 'Other options')
  })

  for (const { topic, text } of pages) {
    test(`3.1 "awsenv help${topic && ` ${topic}`}" fits 80 columns, and never looks like a script`, () => {
      assert.equal(
        text.split('\n').filter(line => line.length > PAGE_WIDTH),
        [],
      )
      assert.not.match(text, /#\d|\$0|undefined/)
      assert.not.match(text, /^(\{ |begin;)/)
      assert.match(text, 'Usage: awsenv ')
    })
  }

  test('a command has one to three examples', () => {
    assert.equal(
      documented.filter(definition => definition.examples.length < 1 || definition.examples.length > 3),
      [],
    )
  })

  test('every example is a call that its command understands', () => {
    for (const [what, line] of examples) {
      const args = awsenvCall(line)
      assert.ok(args.length > 0, `${what}: ${line}`)
      const cli = new Cli<CliContext>({ binaryName: 'awsenv' })
      for (const command of commands) cli.register(command)
      assert.not.throws(() => cli.process([...args], {} as CliContext), undefined, line)
    }
  })

  test('3.1 every setting that help names exists', () => {
    const named = [
      ...pages
        .map(({ text }) => text)
        .join('\n')
        .matchAll(/config (?:get|set) ([a-z]\S*)|setting "(\w+)"/g),
    ]
    assert.ok(named.length > 3, 'the test sees the settings')
    for (const [, key, setting] of named)
      assert.not.throws(() => keyPath(key ?? setting ?? ''), undefined, key ?? setting)
  })

  test('every page of docs/ that help names exists', () => {
    const docs = readdirSync(join(import.meta.dirname, '../../../docs'))
    const named = pages.flatMap(({ text }) => [...text.matchAll(/docs\/([\w-]+\.md)/g)].map(([, file = '']) => file))
    assert.ok(named.length > 10)
    assert.equal(
      named.filter(file => !docs.includes(file)),
      [],
    )
  })
})

/** The words after `awsenv` in a line for a shell, up to where the shell's own words go on. */
function awsenvCall(line: string): readonly string[] {
  const [, call = ''] = /(?:^|[\s(/])awsenv (.*)$/.exec(line) ?? []
  const own = call.replace(/\)"$/, '').replace(/\s(?:\||>).*$/, '')
  return commandWords(own) ?? []
}
