/** The rules of rules.ts, held against the sources. */
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import * as rules from './rules.ts'
import { importsOf, readTree } from './tree.ts'

describe('architecture', test => {
  const tree = readTree(join(import.meta.dirname, '../..'))
  const { dependencies, ...others } = rules

  for (const [name, rule] of Object.entries(others)) {
    test(
      name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`),
      () => assert.equal(rule(tree), []),
    )
  }

  test('the runtime depends on what the design names, and on nothing else', () => {
    assert.equal(dependencies(tree), [
      '@aws-sdk/client-iam',
      '@aws-sdk/client-sso',
      '@aws-sdk/client-sso-oidc',
      '@aws-sdk/client-sts',
      '@aws-sdk/core',
      '@inquirer/search',
      '@napi-rs/keyring',
      '@smithy/core',
      '@smithy/signature-v4',
      'clipanion',
      'execa',
      'fast-string-width',
      'fuzzysort',
      'open',
      'smol-toml',
      'typanion',
      'uqr',
    ])
  })

  test('the imports are seen: hundreds, types and imports on demand among them', () => {
    const imports = importsOf(tree)
    assert.ok(imports.length > 500)
    assert.ok(imports.some(({ isType }) => isType))
    assert.ok(imports.some(({ to, isDynamic }) => isDynamic && to === 'src/aws/lazy/sts.ts'))
    assert.equal(
      imports.filter(({ to }) => to.startsWith('src/') && !tree.has(to)).map(({ from, to }) => `${from} -> ${to}`),
      [],
    )
  })
})
