/** The npm packages with a script in the place of the binary; test/e2e/npm.test.ts has the binary itself. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { NPM_PLATFORMS, writeMainPackage, writePlatformPackage } from '../../tools/packaging/npm.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeDist, withFakeDist } from './fake-dist.ts'
import { filesBelow } from './files-below.ts'
import { type Registry, withRegistry } from './npm-registry.ts'

describe('the npm packages', test => {
  const here = `${process.platform}-${process.arch}`
  const testHere = NPM_PLATFORMS.includes(here) ? test : test.skip
  const testLinux = needing(test, 'Linux', process.platform === 'linux' && NPM_PLATFORMS.includes(here))

  test('npm packs every file of them', () =>
    withFakeDist(dist => {
      const folders = writePackages(dist)
      const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', ...folders], {
        cwd: dist.out,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      })
      const lists: { files: { path: string }[] }[] = Object.values(JSON.parse(stdout))
      assert.equal(
        lists.map(({ files }) => files.map(({ path }) => path).sort()).sort(),
        folders.map(filesBelow).sort(),
      )
    }))

  testLinux("where npm's scripts don't run, awsenv still gets its words and gives its exit code", () =>
    withPublished('#!/bin/sh\nprintf "<%s>" "$@"; exit 3\n', async ({ npm, prefix }) => {
      const { status, output } = await npm('install', '-g', '--ignore-scripts', 'awsenv')
      assert.is(status, 0, output)
      const ran = spawnSync(join(prefix, 'bin/awsenv'), ['a b', '', '--c'], { encoding: 'utf8' })
      assert.equal([ran.status, ran.stdout, ran.stderr], [3, '<a b><><--c>', ''])
    }),
  )

  testLinux('without optional dependencies, npm fails with a sentence and leaves nothing', () =>
    withPublished('', async ({ npm, prefix }) => {
      const { status, output } = await npm('install', '--omit=optional', 'awsenv')
      assert.is(status, 1, output)
      assert.match(output, `awsenv: error: npm has not installed the package @awsenv/${here}`)
      assert.match(output, 'npm install -g --include=optional awsenv')
      assert.not.match(output, / at .*\.cjs:\d/)
      assert.equal(filesBelow(prefix), [])
    }),
  )

  testLinux('on a system with musl, npm leaves out the binary, which needs glibc, and awsenv says so', () =>
    withPublished('', async ({ npm, prefix }) => {
      const { status, output } = await npm('install', '-g', '--ignore-scripts', '--libc=musl', 'awsenv')
      assert.is(status, 0, output)
      const musl = 'process.report.getReport = () => ({ header: {} })'
      assert.equal(lackSaid(join(prefix, 'lib/node_modules/awsenv'), musl), [
        'awsenv: error: awsenv needs glibc, and this Linux has another C library, such as musl',
        'awsenv: hint: use it in an image with glibc, such as debian:stable-slim',
      ])
    }),
  )

  for (const [os, cpu] of [
    ['freebsd', 'x64'],
    ['linux', 'arm'],
    ['win32', 'ia32'],
  ]) {
    test(`${os} on ${cpu}, which has no binary, is told so`, () =>
      withFakeDist(dist => {
        const folder = writeMainPackage(dist.root, dist.out, '0.1.0')
        const stub = `for (const [name, value] of [['platform', '${os}'], ['arch', '${cpu}']])
          Object.defineProperty(process, name, { value })`
        assert.is(lackSaid(folder, stub)[0], `awsenv: error: there is no awsenv for ${os} on ${cpu}`)
      }))
  }

  testHere('a binary that an older npm lost is told from a platform that has none', () =>
    withFakeDist(dist => {
      const [first] = lackSaid(writeMainPackage(dist.root, dist.out, '0.1.0'), '')
      assert.is(first, `awsenv: error: npm has not installed the package @awsenv/${here}, which has the binary`)
    }),
  )
})

/** What the launcher says on a system that the stub makes. */
function lackSaid(folder: string, stub: string): readonly string[] {
  const path = join(folder, 'stub.cjs')
  writeFileSync(path, stub)
  const argv = ['--require', path, join(folder, 'launcher.cjs')]
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  assert.equal([status, stdout], [1, ''], stderr)
  return stderr.trimEnd().split('\n')
}

/** The folders of the main package and of those for each platform, all with this machine's binary. */
function writePackages({ root, out }: FakeDist): readonly string[] {
  const version = '0.1.0'
  const platforms = NPM_PLATFORMS.map(platform => writePlatformPackage(root, out, platform, 'awsenv', version))
  return [writeMainPackage(root, out, version), ...platforms]
}

function withPublished(binary: string, use: (registry: Registry) => Promise<void>): Promise<void> {
  return withFakeDist(dist =>
    withRegistry(dist.work, async registry => {
      if (binary !== '') writeFileSync(join(dist.root, 'dist/awsenv'), binary)
      for (const folder of writePackages(dist)) registry.publish(folder)
      await use(registry)
    }),
  )
}
