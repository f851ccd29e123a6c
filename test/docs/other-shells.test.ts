/** docs/other-shells.md: each line of its table says what a test shows, and of which version. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

describe('docs: the table of other-shells.md', test => {
  const root = join(import.meta.dirname, '../..')
  const page = readFileSync(join(root, 'docs/other-shells.md'), 'utf8')
  const [[, ...names] = [], , ...rows] = page
    .split('\n')
    .slice(0, page.slice(0, page.indexOf('## ')).split('\n').length)
    .filter(line => line.startsWith('|'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )

  test('it has a column for each of these shells', () => {
    assert.equal(
      names,
      plainShells.map(({ shell }) => shell.name),
    )
  })

  for (const [i, { shell, argv }] of plainShells.entries()) {
    needing(
      test,
      shell.name,
      has(argv[0]),
    )(`${shell.name} is tested with the version that it says`, () => {
      const option = shell.name === 'elvish' ? '-version' : '--version'
      const said = execFileSync(argv[0], [option], { encoding: 'utf8' })
      const versions = rows.find(([what]) => what === 'tested with')?.[i + 1]?.split(', ') ?? []
      assert.ok(versions.includes(/\d+\.\d+/.exec(said)?.[0] ?? ''), said)
    })
  }

  test('each other line has its tests, which run in all three', () => {
    const titles = rows.map(([what = '']) => what).filter(what => what !== 'tested with')
    assert.equal(Object.keys(SHOWN_BY), titles)
    for (const [file, ...tests] of Object.values(SHOWN_BY)) {
      const text = readFileSync(join(root, 'test', file), 'utf8')
      for (const title of tests) assert.ok(text.includes(title), `${file} has no test "${title}"`)
      assert.match(text, /\bplainShells\b/)
    }
  })
})

/** The file and the titles of the tests behind each line. */
const SHOWN_BY: Readonly<Record<string, readonly [file: string, ...titles: string[]]>> = {
  '`awsenv assume`, `login`, `unset`, `clear` change this shell': [
    'e2e/other-shells.test.ts',
    'login, assume, -, unset, clear; the environment is what it was',
  ],
  'any value arrives byte for byte': ['shell/plain-hooks.test.ts', 'takes every value byte for byte'],
  "what follows a failure doesn't run": ['e2e/other-shells.test.ts', 'what follows a failure never runs'],
  'the prompt shows the role and the time left': [
    'shell/plain-prompt.test.ts',
    'shows a role as it is called, and how long it lasts',
  ],
  'a role that is about to end is renewed at the prompt': [
    'shell/plain-prompt.test.ts',
    'renews a role, once for each end',
  ],
  'Tab completes commands, options, profiles, aliases, accounts, roles, regions and services': [
    'shell/plain-tab.test.ts',
    'tells awsenv the words, and inserts each name',
  ],
  'Tab without a process': ['shell/plain-tab.test.ts', 'tells awsenv the words'],
  'a switch to a cached role without a process': ['shell/plain-hooks.test.ts', 'makes changes by its hook'],
  'a change that is lost': ['shell/nushell.test.ts', 'a change that ends with its block is said at the next prompt'],
}
