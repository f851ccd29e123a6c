/** Every link of the documentation leads somewhere, and every page of docs/ is found. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { brokenLinks, leadsTo, reachedFrom } from './links.ts'
import { allPages, pageOf, ROOT } from './page.ts'

describe('docs: links', test => {
  const pages = allPages()
  const isThere = (path: string) => existsSync(join(ROOT, path))

  test('every link leads to a file and a heading that are there, or is an https address', () => {
    assert.ok(pages.flatMap(({ targets }) => targets).length > 100, 'the test sees the links')
    assert.equal(brokenLinks(pages, isThere), [])
  })

  test('docs/README.md names every English page of docs/, and leads to the others', () => {
    const docs = pages.map(({ path }) => path).filter(path => path.startsWith('docs/'))
    const named = leadsTo(pages.find(({ path }) => path === 'docs/README.md'))
    const isEnglish = (path: string) => /^docs\/[^/]+$/.test(path) && path !== 'docs/README.md'
    assert.equal(
      docs.filter(path => isEnglish(path) && !named.includes(path)),
      [],
    )
    const reached = reachedFrom('docs/README.md', pages)
    assert.equal(
      docs.filter(path => !reached.has(path)),
      [],
    )
  })

  test('every page that a source, a hook, a test or another page names is there', () => {
    const files = ['src', 'shell', 'tools', 'test'].flatMap(folder =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
    )
    const named = [...files, ...pages.map(({ path }) => path)]
      .filter(file => /\.(?:ts|bash|zsh|fish|ps1|md)$/.test(file) && !file.includes('links.test.ts'))
      .flatMap(file => readFileSync(join(ROOT, file), 'utf8').match(/\bdocs\/(?:ja\/)?[\w-]+\.md\b/g) ?? [])
    assert.ok(named.length > 30, 'the test sees the names')
    assert.equal(
      [...new Set(named)].filter(path => !isThere(path)),
      [],
    )
  })

  const TARGETS: readonly (readonly [target: string, fault: string | undefined])[] = [
    ['docs/b.md', undefined],
    ['docs/b.md#two-words', undefined],
    ['docs/b.md#two-words-1', undefined],
    ['docs/b.md#トラブルシューティング', undefined],
    ['docs/b.md#awsenv-doctor---probe', undefined],
    ['#here', undefined],
    ['https://example.com/a#b', undefined],
    ['../../compare/v0.2.0...HEAD', undefined],
    ['../../releases/tag/v0.2.0', undefined],
    ['../../releases/v0.2.0', 'there is no such file'],
    ['docs/c.md', 'there is no such file'],
    ['../docs/b.md', 'there is no such file'],
    ['docs/b.md#three-words', 'there is no such heading'],
    ['#Here', 'there is no such heading'],
    ['http://example.com/', 'neither https nor a path'],
    ['https://example/', 'neither https nor a path'],
    ['https://example.com/a.', 'not a whole address'],
  ]
  for (const [target, fault] of TARGETS) {
    test(`a link to ${target}: ${fault ?? 'is good'}`, () => {
      const from = pageOf('a.md', `# Here\n\nA [link](${target}).`)
      const to = pageOf(
        'docs/b.md',
        '# Two words\n## Two `words`\n## トラブルシューティング\n## `awsenv doctor`: --probe',
      )
      const expected = fault === undefined ? [] : [`a.md: ${target}: ${fault}`]
      assert.equal(
        brokenLinks([from, to], path => ['a.md', 'docs/b.md'].includes(path)),
        expected,
      )
    })
  }

  test('a link whose definition is missing is a fault, in tables and lists too, and not in code', () => {
    const page = pageOf('a.md', 'A [b][c] and `[d][e]`.\n\n- [f][g]\n\n| h |\n|---|\n| [i][j] |\n\n    [k][l]\n')
    assert.equal(
      brokenLinks([page], () => true),
      ['[b][c]', '[f][g]', '[i][j]'].map(link => `a.md: ${link}: a link without a definition`),
    )
  })
})
