import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { explainedVariables, ownVariables } from '../support/own-variables.ts'

describe('settings: variables', test => {
  test('docs/settings.md says of each variable in the sources and hooks what a stranger can do by it, and of no other', () => {
    assert.ok(ownVariables().includes('AWSENV_RESTORE'))
    assert.equal(explainedVariables(), ownVariables())
  })
})
