import { readFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { binary, onStage } from './stage.ts'

describe('e2e: the licenses in the binary', test => {
  test(
    'awsenv --licenses names everything that the bill of materials beside it has',
    onStage(async stage => {
      const { status, stdout, stderr } = await stage.run(['awsenv', '--licenses'])
      assert.is(status, 0, stderr)
      const bill = JSON.parse(readFileSync(`${binary()}.cdx.json`, 'utf8'))
      const parts: readonly { name: string; version: string }[] = bill.components
      assert.ok(parts.length > 100, `${parts.length} parts`)
      for (const { name, version } of parts) assert.ok(stdout.includes(`\n${name} ${version}: `), `${name} ${version}`)
    }),
  )
})
