/** What is fetched for another system, by an npm that hands out a tarball of this machine. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import * as assert from 'uvu/assert'
import { fetchedPackage, lockedIntegrity } from '../../tools/build/fetched-package.ts'
import { describe } from '../support/describe.ts'

describe('a package that is fetched for another system', test => {
  // The npm of these tests is a shell script.
  const testUnix = process.platform === 'win32' ? test.skip : test

  testUnix('is unpacked if its bytes are those that package-lock.json names', () =>
    withRegistry(({ fetched }) => {
      assert.is(readFileSync(join(fetched('1.2.3'), 'bin/node'), 'utf8'), 'a Node')
    }),
  )

  testUnix('is refused if one byte differs, before any of it is unpacked', () =>
    withRegistry(({ tarball, work, fetched }) => {
      const bytes = readFileSync(tarball)
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      writeFileSync(tarball, bytes)
      assert.throws(() => fetched('1.2.3'), /^the tarball of node-x@1\.2\.3 has the checksum sha512-.*, not sha512-/)
      assert.not(existsSync(join(work, 'node-x')))
    }),
  )

  testUnix('is refused if package-lock.json names another version, or none', () =>
    withRegistry(({ root, fetched }) => {
      assert.throws(() => fetched('1.2.4'), /no checksum of node-x@1\.2\.4/)
      writeFileSync(join(root, 'package-lock.json'), '{"packages": {}}')
      assert.throws(() => fetched('1.2.3'), /no checksum of node-x@1\.2\.3/)
    }),
  )

  test('package-lock.json has the checksum of each Node and each addon that a binary is made of', () => {
    const lock = readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')
    const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, { integrity?: string }>> }
    const names = Object.keys(packages).filter(name =>
      /node_modules\/(node-(bin-)?(linux|darwin|win)|@napi-rs\/keyring-)/.test(name),
    )
    assert.ok(names.length >= 10, names.join())
    for (const name of names) assert.match(packages[name]?.integrity ?? '', /^sha512-/, name)
  })
})

type Registry = {
  readonly root: string
  readonly work: string
  readonly tarball: string
  readonly fetched: (version: string) => string
}

function withRegistry(use: (registry: Registry) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'awsenv-test-'))
  const path = process.env['PATH']
  try {
    const [root, work, bin] = ['root', 'work', 'bin'].map(name => join(folder, name)) as [string, string, string]
    for (const name of [root, work, bin, join(folder, 'package/bin')]) mkdirSync(name, { recursive: true })
    writeFileSync(join(folder, 'package/bin/node'), 'a Node')
    const tarball = join(folder, 'node-x.tgz')
    execFileSync('tar', ['-czf', tarball, '-C', folder, 'package'])
    const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
    const lock = { packages: { 'node_modules/node-x': { version: '1.2.3', integrity } } }
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock))
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\ncp '${tarball}' '${work}' && echo node-x.tgz\n`)
    chmodSync(join(bin, 'npm'), 0o755)
    process.env['PATH'] = [bin, path].join(delimiter)
    use({
      root,
      work,
      tarball,
      fetched: version => fetchedPackage('node-x', version, lockedIntegrity(root, 'node-x', version), work),
    })
  } finally {
    process.env['PATH'] = path
    rmSync(folder, { recursive: true, force: true })
  }
}
