import * as assert from 'uvu/assert'
import { outputOf } from '../../src/process/output.ts'
import { describe } from '../support/describe.ts'

describe('process/output', test => {
  test('a stdout that is not there is no terminal, and no crash', () => {
    assert.is(outputOf(987_654).isTerminal, false)
  })
})
