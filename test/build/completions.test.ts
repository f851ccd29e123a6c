import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { allCommands } from '../../src/all-commands.ts'
import { COMPLETION_TABLE, completionFile, fullShells, hookedShells, hookFile } from '../../src/install/shell-file.ts'
import { completionTable } from '../../tools/build/completions/table.ts'
import { completionFiles } from '../../tools/build/completions.ts'
import { describe } from '../support/describe.ts'

const commands = await allCommands()

describe('build: completions', test => {
  const folder = join(import.meta.dirname, '../../dist/shell/completions')
  const table = completionTable()
  const entry = (path: string) => table.find(candidate => candidate.path === path)

  for (const [name, text] of completionFiles()) {
    test(`dist/shell/completions/${name} is what the commands say: else run npm run build`, () => {
      assert.fixture(readFileSync(join(folder, name), 'utf8'), text)
    })
  }

  test('each shell has its hook, and a full one its completions, and no other file is built', () => {
    const built = readdirSync(join(folder, '..'), { recursive: true, encoding: 'utf8' }).filter(
      name => name !== 'completions',
    )
    assert.equal(
      built.sort(),
      [...hookedShells.map(hookFile), ...fullShells.map(completionFile), COMPLETION_TABLE].sort(),
    )
  })

  test('every command with a description is in the table, under its whole name', () => {
    const named = commands
      .filter(({ usage }) => usage !== undefined)
      .flatMap(({ paths = [] }) => paths[0]?.join(' ') ?? [])
    assert.ok(named.length > 10)
    assert.equal(
      named.filter(name => entry(name) === undefined),
      [],
    )
  })

  test('arguments and options have the kinds that their names say', () => {
    assert.equal(entry('assume')?.places, ['TARGET'])
    assert.equal(entry('login')?.places, ['PROFILE'])
    assert.equal(entry('config set')?.places, ['KEY', 'VALUE'])
    const kinds = new Map(entry('assume')?.flags.map(({ name, kind }) => [name, kind]))
    assert.equal(
      ['--from', '--region', '--duration', '--refresh'].map(name => kinds.get(name)),
      ['PROFILE', 'REGION', '-', undefined],
    )
  })

  test('a family of commands leads to its members, and has a place among the first words', () => {
    const members = entry('config')?.words.map(({ name }) => name) ?? []
    assert.ok(['get', 'set', 'list'].every(name => members.includes(name)))
    assert.ok(entry('')?.words.some(({ name }) => name === 'config'))
  })

  test('help is followed by the names of commands, and by the members of a family', () => {
    const after = (path: string) => entry(path)?.words.map(({ name }) => name) ?? []
    assert.ok(after('').includes('help'))
    assert.equal(
      after('help'),
      after('').filter(name => name !== 'help'),
    )
    assert.equal(after('help config'), after('config'))
    assert.is(entry('help assume'), undefined)
  })

  test('a word of the table needs no quotes in any shell', () => {
    const words = table.flatMap(({ path, words, flags, places }) => [
      ...path.split(' '),
      ...[...words, ...flags].map(({ name }) => name),
      ...flags.flatMap(({ kind }) => kind ?? []),
      ...places,
    ])
    assert.equal(
      words.filter(word => !/^[\w-]*$/.test(word)),
      [],
    )
  })
})
