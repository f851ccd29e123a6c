/** The bundles of single commands are made of the text of src/all-commands.ts. */
import { readFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { allCommands } from '../../src/all-commands.ts'
import { OWN_BUNDLES, type OwnBundle, withoutWaiting } from '../../tools/build/own-bundles.ts'
import { describe } from '../support/describe.ts'

describe('build/own-bundles', test => {
  const text = readFileSync(new URL('../../src/all-commands.ts', import.meta.url), 'utf8')

  for (const name of OWN_BUNDLES.filter(name => name !== '--help'))
    test(`the bundle of ${name} has that command alone`, () => {
      const made = withoutWaiting(text, name)
      const file = `./commands/${name === '--version' ? 'version' : name}.ts`
      const [, type, from] = /^import \{ (\w+) \} from '(.+)'$/m.exec(made) ?? []
      assert.is(from, file)
      assert.is(made.match(/import/g)?.length, 1)
      assert.match(made, `commandCalled = async () => ${type}\n`)
      assert.match(made, `allCommands = async () => [${type}]\n`)
    })

  test('the bundle of --help has every command, and none is called', async () => {
    const made = withoutWaiting(text, '--help')
    assert.match(made, 'commandCalled = async () => undefined\n')
    const [, list = ''] = /allCommands = async \(\) => \[(.*)\]/.exec(made) ?? []
    const types = (await allCommands()).map(({ name }) => name)
    assert.equal(list.split(', ').toSorted(), types.toSorted())
  })

  test('a command that is no longer there stops the build', () => {
    assert.throws(() => withoutWaiting(text, 'renamed' as OwnBundle), /no command renamed/)
  })
})
