import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { table } from '../../tools/bench/page.ts'
import { withFigures } from '../../tools/bench/readme.ts'
import { describe } from '../support/describe.ts'

describe('the figures of the READMEs', test => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')

  for (const path of ['README.md', 'README.ja.md']) {
    test(`${path} has those of docs/speed.md (npm run bench -- --write)`, () => {
      assert.fixture(withFigures(read(path), read('docs/speed.md')), read(path))
    })

    test(`new ones come into ${path}, and nothing else changes`, () => {
      const speed = read('docs/speed.md').replace(/^\| assume, cold \| \d+ \| [\d.]+ /m, '| assume, cold | 99 | 12.34 ')
      const changed = withFigures(read(path), speed).split('\n')
      const other = changed.filter((line, index) => line !== read(path).split('\n')[index])
      assert.is(other.length, 1)
      assert.match(other[0] ?? '', / \| 12\.34 \|$/)
    })
  }
})

describe('the table of docs/speed.md', test => {
  test('has a row for each candidate, with its spread, its goal, and whether that is met', () => {
    const row = { command: 'x', runs: 3, spread: [1.1, 1.25] }
    const rows = [
      { ...row, name: 'bare', median: 40.4, ratio: 1, goal: undefined, isMet: undefined },
      { ...row, name: 'quick', median: 0.256, ratio: 1.2, goal: '<= 1.2 x', isMet: true },
      { ...row, name: 'slow', median: 400, ratio: 10, goal: '>= 5 x', isMet: false },
    ]
    assert.equal(table('a machine', 3, rows).split('\n'), [
      'a machine; medians of 3 rounds, interleaved.',
      '',
      '| what | ms | × bare | half of the runs | goal | met |',
      '| --- | --: | --: | --: | --- | --- |',
      '| bare | 40 | 1.00 | 1.10–1.25 |  |  |',
      '| quick | 0.26 | 1.20 | 1.10–1.25 | ≤ 1.2 × | yes |',
      '| slow | 400 | 10.00 | 1.10–1.25 | ≥ 5 × | **no** |',
    ])
  })

  test('has no columns for goals that no row has', () => {
    const rows = [{ name: 'bare', command: 'x', runs: 3, spread: [1, 1], median: 40, ratio: 1 }]
    assert.is(table('a machine', 3, rows).split('\n').at(-1), '| bare | 40 | 1.00 | 1.00–1.00 |')
  })
})
