import * as assert from 'uvu/assert'
import { type Finished, type JobResult, resultTable, shownResult, tally } from '../../src/jobs/result.ts'
import { describe } from '../support/describe.ts'

describe('jobs/result', test => {
  const results: readonly (readonly [JobResult, string])[] = [
    [{ kind: 'exit', exitCode: 0, seconds: 0.04 }, 'done'],
    [{ kind: 'exit', exitCode: 3, seconds: 61.9 }, 'exit code 3'],
    [{ kind: 'signal', signal: 'SIGKILL', seconds: 3600 }, 'ended by SIGKILL'],
    [{ kind: 'not run', why: 'AWS refuses' }, 'not run: AWS refuses'],
  ]
  for (const [result, text] of results) test(text, () => assert.is(shownResult(result), text))

  const all = results.map(
    ([result], index): Finished => ({ target: `t${index}`, account: `${index}`.repeat(12), region: undefined, result }),
  )

  test('a table without regions, and one with', () => {
    assert.is(
      resultTable(all),
      `target  account       time    result
t0      000000000000  0.0s    done
t1      111111111111  1m 1s   exit code 3
t2      222222222222  60m 0s  ended by SIGKILL
t3      333333333333          not run: AWS refuses
`,
    )
    assert.match(resultTable([{ ...all[0], region: 'eu-west-1' } as Finished]), /^target {2}account {7}region +time/)
  })

  test('what comes from elsewhere moves no cursor', () => {
    const why = 'a\u001b[2Jb\nc'
    assert.not.match(
      resultTable([{ ...all[0], target: why, result: { kind: 'not run', why } } as Finished]),
      /\u001b|b\nc/,
    )
  })

  test('a tally names only what there is', () => {
    assert.is(tally(results.map(([result]) => result)), '1 of 4 done, 2 failed, 1 not run')
    assert.is(tally([results[0]?.[0] as JobResult]), '1 of 1 done')
    assert.is(tally([], 7), '0 of 7 done')
  })
})
