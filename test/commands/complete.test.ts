import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { machine } from '../support/fake-context.ts'

describe('commands/complete', test => {
  test('it tells a hook the words of the files as they are now, and asks and says nothing', async () => {
    using alice = machine()
    alice.hook = 'nushell'
    for (const name of ['work', 'later']) {
      alice.write('config', `[profile ${name}]\n`)
      const { exitCode, script, stderr, questions } = await alice.awsenv('complete', '["login","--help",""]')
      assert.equal([exitCode, stderr, questions], [0, '', []])
      assert.equal(JSON.parse(script), { words: [{ name, description: 'profile' }], files: false, command: null })
    }
  })

  test('it is for hooks alone: other words are misused, and help leaves it out', async () => {
    using alice = machine()
    for (const text of ['login', '{"a":1}', '[1]', '[']) {
      const { exitCode, script, stderr } = await alice.awsenv('complete', text)
      assert.equal([exitCode, script], [2, ''])
      assert.match(stderr, 'it is for the hooks of shells')
    }
    assert.not.match((await alice.awsenv('--help')).stderr, /^ *complete /m)
  })
})
