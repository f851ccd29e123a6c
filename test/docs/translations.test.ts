/** The Japanese pages beside the English ones: the same headings in the same order, the same code, the same rows and links. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'

const root = join(import.meta.dirname, '../..')
const PAGES = [
  ['README.md', 'README.ja.md'],
  ['docs/install.md', 'docs/ja/install.md'],
] as const

describe('the Japanese pages', test => {
  for (const [english, japanese] of PAGES) {
    const [ours, theirs] = [english, japanese].map(path => readFileSync(join(root, path), 'utf8')) as [string, string]

    test(`${japanese} has the headings of ${english}, level by level`, () => {
      assert.equal(levels(theirs), levels(ours))
    })

    test(`${japanese} has the code blocks of ${english}, byte for byte`, () => {
      assert.equal(blocks(theirs), blocks(ours))
    })

    test(`${japanese} has as many list items and rows of tables in each chapter as ${english}`, () => {
      assert.equal(chapters(theirs).map(rows), chapters(ours).map(rows))
    })

    test(`${japanese} has the code words of ${english} in each chapter`, () => {
      assert.equal(chapters(theirs).map(words), chapters(ours).map(words))
    })

    test(`${japanese} leads to the pages that ${english} leads to, and each is there`, () => {
      const targets = (text: string, page: string) =>
        [...text.matchAll(/\]\(([^):]+)\)/g)]
          .map(([, link = '']) => relative(root, join(root, dirname(page), link)))
          .sort()
      const translations = PAGES.flat() as readonly string[]
      const others = (text: string, page: string) => targets(text, page).filter(path => !translations.includes(path))
      assert.equal(others(theirs, japanese), others(ours, english))
      for (const path of targets(theirs, japanese)) assert.ok(existsSync(join(root, path)), path)
    })
  }
})

function levels(text: string): string[] {
  return [...text.matchAll(/^(#+) /gm)].map(([, marks = '']) => marks)
}

function blocks(text: string): string[] {
  return text.split(/\n\n/).filter(part => /^ {4}/.test(part))
}

function chapters(text: string): string[] {
  return text.split(/^## /m).slice(1)
}

function rows(chapter: string): number {
  return chapter.split('\n').filter(line => /^(\||- |\d\. )/.test(line)).length
}

/** Sorted, since a sentence may have another order in another language. */
function words(chapter: string): string[] {
  return [...chapter.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word).sort()
}
