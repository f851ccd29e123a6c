import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as assert from 'uvu/assert'
import { writeArchive } from '../../tools/packaging/archive.ts'
import { archiveFiles } from '../../tools/packaging/layout.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeDist, withFakeDist } from './fake-dist.ts'

describe('an archive', test => {
  test('has one folder with the binary, the hooks beside it, completions, man pages and texts; made twice, it is the same', () =>
    withFakeDist(dist => {
      const path = made(dist, false)
      const first = readFileSync(path)
      const listed = execFileSync('tar', ['-tvzf', path], { encoding: 'utf8' })
      assert.match(listed, /^-rwxr-xr-x 0\/0 .* 2001-09-09 .* awsenv-0\.1\.0-linux-x64\/awsenv$/m)
      for (const name of [
        'shell/awsenv.zsh',
        'shell/completions/awsenv.fish',
        'man/awsenv.1',
        'LICENSE',
        'awsenv.cdx.json',
      ])
        assert.ok(listed.includes(`awsenv-0.1.0-linux-x64/${name}\n`), name)
      assert.ok(readFileSync(made(dist, false)).equals(first))
    }))

  needing(
    test,
    'zip',
    has('zip'),
  )('for Windows is a zip, the same each time', () =>
    withFakeDist(dist => {
      const path = made(dist, true)
      assert.is(basename(path), 'awsenv-0.1.0-linux-x64.zip')
      const first = readFileSync(path)
      assert.ok(readFileSync(made(dist, true)).equals(first))
      assert.ok(first.includes('awsenv-0.1.0-linux-x64/shell/awsenv.ps1'))
    }),
  )
})

function made(dist: FakeDist, isZip: boolean): string {
  const options = { ...dist, name: 'awsenv-0.1.0-linux-x64', isZip, time: 1_000_000_000, isFast: true }
  return writeArchive(options, archiveFiles('awsenv', ['awsenv.1']))
}
