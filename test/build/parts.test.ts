import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { noticesOf } from '../../tools/build/parts/notices.ts'
import { nodePart, partsOf } from '../../tools/build/parts/parts.ts'
import { sbomOf } from '../../tools/build/parts/sbom.ts'
import { keyringAddon, nodeLicense, targetFrom } from '../../tools/build/target.ts'
import { describe } from '../support/describe.ts'

const root = join(import.meta.dirname, '../..')

describe('the parts of the binary', test => {
  test('are Node, each bundled package once, and the crates of the addon; awsenv itself is none', () => {
    const parts = fewParts()
    assert.equal(
      parts.slice(0, 3).map(({ name, license }) => `${name}: ${license}`),
      ['node: MIT', '@smithy/core: Apache-2.0', 'clipanion: MIT'],
    )
    assert.ok(parts.some(({ purl, license }) => /^pkg:cargo\/aes@/.test(purl) && license === 'MIT OR Apache-2.0'))
    // Also in a build for Windows, whose npm package of Node has no license's text.
    assert.match(parts[0]?.text ?? '', /^Node\.js is licensed for use as follows:\n/)
    assert.is(new Set(parts.map(({ purl }) => purl)).size, parts.length)
  })

  test('each have a license in the notices, and its text where it has one of its own', () => {
    const parts = fewParts()
    const notices = noticesOf('the license of awsenv', parts)
    assert.match(notices, /^awsenv\n\nthe license of awsenv\n/)
    for (const { name, version, license, text } of parts) {
      assert.ok(notices.includes(`\n${name} ${version}: ${license}\n`), name)
      assert.ok(notices.includes(text), name)
    }
  })

  test('are in the bill of materials, which is the same each time', () => {
    const parts = fewParts()
    const { bomFormat, specVersion, components, dependencies } = JSON.parse(sbomOf('1.2.3', parts))
    assert.equal([bomFormat, specVersion], ['CycloneDX', '1.6'])
    assert.equal(
      components.map(({ purl }: { purl: string }) => purl),
      parts.map(({ purl }) => purl),
    )
    assert.equal(dependencies[0].dependsOn.length, parts.length)
    assert.equal(
      components.map(
        ({ licenses: [terms] }: { licenses: [{ expression?: string; license?: { id: string } }] }) =>
          terms.expression ?? terms.license?.id,
      ),
      parts.map(({ license }) => license),
    )
    assert.is(sbomOf('1.2.3', parts), sbomOf('1.2.3', fewParts()))
  })
})

function fewParts() {
  const files = [
    'src/main.ts',
    'node_modules/clipanion/lib/a.mjs',
    'node_modules/@smithy/core/x.js',
    'node_modules/clipanion/b.mjs',
  ]
  return partsOf(
    files.map(file => join(root, file)),
    nodePart(nodeLicense(root, '')),
    keyringAddon(root, targetFrom([]), ''),
  )
}
