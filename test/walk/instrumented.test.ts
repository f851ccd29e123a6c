import { runInNewContext } from 'node:vm'
import * as assert from 'uvu/assert'
import { countOf, timesEntered } from '../../tools/walk/count.ts'
import { type Entry, instrumented } from '../../tools/walk/instrumented.ts'
import { describe } from '../support/describe.ts'

describe('instrumented', test => {
  for (const [what, script, names] of [
    ['a declaration', 'function f() { return 1 }; f(); f()', ['f', 'f']],
    ['an arrow with an expression', 'const f = x => x + 1; f(1)', ['f']],
    ['an arrow that gives an object', 'const f = () => ({ a: 1 }); assert(f().a === 1)', ['f']],
    ['an arrow that gives an arrow', 'const f = x => y => x + y; assert(f(1)(2) === 3)', ['f', 'f']],
    ['a function that is called at once', '(() => 1)()', ['']],
    ['a callback, under the name of what it is given to', 'const f = () => [1, 2].map(x => x)\nf()', ['f', 'f', 'f']],
    [
      'methods, getters and constructors',
      'class A { constructor() {} get b() { return 1 } #c() { return 2 } d() { return this.#c() } }; const a = new A(); a.b; a.d()',
      ['constructor', 'b', 'd', 'c'],
    ],
    ['a method of an object', 'const o = { f() { return 1 }, g: () => 2 }; o.f(); o.g()', ['f', 'g']],
    ['a function that is never called', 'function f() {}', []],
  ] as const) {
    test(`${what} is noted when it is entered`, () => {
      const entries: Entry[] = []
      const entered: (string | undefined)[] = []
      const assertTrue = (isTrue: boolean) => assert.ok(isTrue)
      runInNewContext(instrumented(script, 'a.ts', entries), {
        __walk: (index: number) => void entered.push(entries[index]?.name),
        assert: assertTrue,
      })
      assert.equal(entered, names)
    })
  }
})

describe('countOf', test => {
  const way = ['a', 'b', 'b', 'a', 'c'].map(file => ({ file, name: 'f' }))

  test('counts calls, files, and each change from one file to another', () => {
    assert.equal(countOf(way), { calls: 5, files: 3, changes: 3 })
    assert.equal(countOf([]), { calls: 0, files: 0, changes: 0 })
  })

  test('timesEntered counts each function by its file', () => {
    assert.equal(timesEntered(way).get('b f'), 2)
  })
})
