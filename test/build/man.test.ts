import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { allCommands } from '../../src/all-commands.ts'
import { definitionOf, isInternal, optionForm } from '../../src/command-line/definition.ts'
import { manPages } from '../../tools/build/man.ts'
import { describe, needing } from '../support/describe.ts'

const hasGroff = spawnSync('groff', ['--version']).status === 0

describe('man pages', test => {
  test('there is one for awsenv and one for each command that help shows', async () => {
    const commands = (await allCommands()).filter(command => !isInternal(command)).map(definitionOf)
    const names = commands.map(({ path }) => `awsenv-${path.replaceAll(' ', '-')}.1`)
    assert.equal([...(await manPages('1.2.3')).keys()].sort(), ['awsenv.1', ...names].sort())
  })

  needing(
    test,
    'groff',
    hasGroff,
  )('groff shows each option and example as --help does, and has no warning', async () => {
    const pages = await manPages('1.2.3')
    for (const command of (await allCommands()).filter(candidate => !isInternal(candidate)).map(definitionOf)) {
      const page = pages.get(`awsenv-${command.path.replaceAll(' ', '-')}.1`) ?? ''
      const shown = rendered(page)
      for (const option of command.options)
        assert.ok(shown.includes(optionForm(option)), `${command.path}: ${optionForm(option)}`)
      for (const [, example] of command.examples)
        assert.ok(shown.includes(example), `${command.path}: ${example}\n${shown}`)
    }
    assert.match(rendered(pages.get('awsenv.1') ?? ''), /awsenv assume\s+put a role into this shell/)
  })
})

/** As `man` shows it, 200 columns wide, without bold and underlining. */
function rendered(page: string): string {
  const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-cbou', '-rLL=200n', '-Kutf8'], {
    input: page,
    encoding: 'utf8',
  })
  assert.is(stderr, '')
  return stdout
}
