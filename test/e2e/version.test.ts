import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { describe } from '../support/describe.ts'
import { onStage } from './stage.ts'

describe('e2e: the version of the binary', test => {
  test(
    'awsenv --version prints that of package.json, and with --json what it was built of',
    onStage(async stage => {
      assert.is((await stage.run(['awsenv', '--version'])).stdout, `${manifest.version}\n`)
      const { commit, ...others } = JSON.parse((await stage.run(['awsenv', '--version', '--json'])).stdout)
      const { platform, arch, versions } = process
      const { node, v8, openssl } = versions
      assert.equal(others, { version: manifest.version, build: 'binary', platform, arch, node, v8, openssl })
      // A build of changed sources names no commit.
      if (commit !== null) assert.match(commit, /^[0-9a-f]{40}$/)
    }),
  )
})
