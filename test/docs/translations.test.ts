/** The Japanese pages beside the English ones: the same headings in the same order, the same code, the same rows and links. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { leadsTo } from './links.ts'
import { allPages, pageAt, ROOT } from './page.ts'

describe('the Japanese pages', test => {
  const translations = allPages().filter(({ path }) => englishOf(path) !== path)

  test('there are those that a first user needs', () => {
    const paths = translations.map(({ path }) => path)
    for (const name of ['install', 'from-zero', 'credentials', 'keys', 'troubleshooting', 'windows'])
      assert.ok(paths.includes(`docs/ja/${name}.md`), name)
    assert.ok(paths.includes('README.ja.md'))
  })

  for (const japanese of translations) {
    const english = pageAt(englishOf(japanese.path))
    const [ours, theirs] = [english, japanese].map(({ path }) => readFileSync(join(ROOT, path), 'utf8')) as [
      string,
      string,
    ]
    const title = (what: string) => `${japanese.path} has ${what} ${english.path}`

    test(title('the headings, level by level, of'), () => {
      const levels = (page: typeof english) => page.headings.map(({ depth }) => depth)
      assert.equal(levels(japanese), levels(english))
    })

    test(title('the code blocks, byte for byte, of'), () => {
      const blocks = (page: typeof english) => page.blocks.map(({ language, text }) => ({ language, text }))
      assert.equal(blocks(japanese), blocks(english))
    })

    test(title('as many list items and rows of tables in each chapter as'), () => {
      assert.equal(chapters(theirs).map(rows), chapters(ours).map(rows))
    })

    test(title('the code words, chapter by chapter, of'), () => {
      assert.equal(chapters(theirs).map(words), chapters(ours).map(words))
    })

    test(`${japanese.path} leads to the pages that ${english.path} leads to, to the Japanese one where it is there`, () => {
      const targets = (page: typeof english) => leadsTo(page).map(englishOf).sort()
      assert.equal(targets(japanese), targets(english))
      const isOther = (path: string) => path !== english.path && existsSync(join(ROOT, japaneseOf(path)))
      assert.equal(
        leadsTo(japanese).filter(path => japaneseOf(path) !== path && isOther(path)),
        [],
      )
      assert.ok(leadsTo(english).includes(japanese.path), `${english.path} names ${japanese.path}`)
    })
  }
})

function englishOf(path: string): string {
  return path.replace(/^docs\/ja\//, 'docs/').replace(/\.ja\.md$/, '.md')
}

function japaneseOf(path: string): string {
  return path.replace(/^docs\/(?!ja\/)/, 'docs/ja/').replace(/^(\w+)\.md$/, '$1.ja.md')
}

/** By the headings of any level. */
function chapters(text: string): string[] {
  return text.split(/^#{2,} /m).slice(1)
}

function rows(chapter: string): number {
  return chapter.split('\n').filter(line => /^(\||- |\d\. )/.test(line)).length
}

/** Sorted, since a sentence may have another order in another language. */
function words(chapter: string): string[] {
  return [...chapter.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word).sort()
}
