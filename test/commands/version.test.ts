import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { machine } from '../support/fake-context.ts'

describe('--version', test => {
  test('prints the version alone, on stdout', async () => {
    using alice = machine()
    for (const option of ['--version', '-v']) {
      const { exitCode, script, stderr } = await alice.awsenv(option)
      assert.equal({ exitCode, script, stderr }, { exitCode: 0, script: '0.0.0\n', stderr: '' })
    }
  })

  test('--json says in addition what runs, and of what it was built', async () => {
    using alice = machine()
    const { exitCode, script } = await alice.awsenv('--version', '--json')
    assert.is(exitCode, 0)
    const { node, v8, openssl } = process.versions
    const { platform, arch } = process
    const build = { commit: null, build: 'source', platform, arch }
    assert.equal(JSON.parse(script), { version: '0.0.0', ...build, node, v8, openssl })
  })

  test('another option or a word is an error', async () => {
    using alice = machine()
    for (const word of ['--jsn', 'x']) {
      const { exitCode, script } = await alice.awsenv('--version', word)
      assert.equal([exitCode, script], [2, ''], word)
    }
  })
})
