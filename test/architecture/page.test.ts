/** docs/architecture.md names places; each of them has to be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'

describe('architecture: the page', test => {
  const root = join(import.meta.dirname, '../..')
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')

  test('every path that it names exists, NAME and the like standing for any', () => {
    const paths = page.split('\n').flatMap(line => pathsIn(line))
    assert.ok(paths.length > 40, 'the test sees the paths')
    assert.equal(
      paths.filter(path => !isThere(join(root, path))),
      [],
    )
  })

  test('its tree has every folder of src/', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory())
    const missing = folders.map(({ name }) => `${name}/`).filter(name => !page.includes(` ${name} `))
    assert.equal(missing, [])
  })
})

/** The code spans of a line that are paths; one without a folder lies beside the one before it. */
function pathsIn(line: string): readonly string[] {
  const spans = [...line.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
  let folder: string | undefined
  return spans.flatMap(span => {
    if (/^(?:src|shell|test|tools|docs)\//.test(span)) {
      folder = dirname(span)
      return [span]
    }
    return folder !== undefined && /^[\w-]+\.ts$/.test(span) ? [join(folder, span)] : []
  })
}

function isThere(path: string): boolean {
  return existsSync(/\b[A-Z]{4,}\b/.test(path.slice(-40)) ? dirname(path) : path)
}
