/** A Linux with nothing but the libraries that README.md names: a slim image, a rescue system, a chroot. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { DEPENDS } from '../../tools/packaging/nfpm.ts'
import { describe, needing } from '../support/describe.ts'
import { compareVersions, newestNeeded } from './needed-versions.ts'

/** The Debian packages that have the libraries of Node, and their files; every Debian has all but the last. */
const PACKAGES: readonly (readonly [name: string, libraries: RegExp])[] = [
  ['libc6', /^(?:ld-linux.*|lib(?:c|m|dl|pthread|rt))\.so\.\d$/],
  ['libgcc-s1', /^libgcc_s\.so\.1$/],
  ['libstdc++6', /^libstdc\+\+\.so\.6$/],
  ['libatomic1', /^libatomic\.so\.1$/],
]

describe('e2e: a plain Linux', test => {
  const binary = join(import.meta.dirname, '../../dist/awsenv')
  const libraries = [...spawnSync('ldd', [binary], { encoding: 'utf8' }).stdout.matchAll(/(\/\S+\.so\.\d+) /g)].map(
    ([, path = '']) => path,
  )
  const asRoot = needing(test, 'Linux and root', process.platform === 'linux' && process.getuid?.() === 0)

  /** Runs `awsenv --version` in a root that has those libraries only. */
  function startIn(files: readonly string[]): { status: number | null; output: string } {
    const root = mkdtempSync(join(tmpdir(), 'awsenv-root-'))
    try {
      for (const file of [binary, ...files]) {
        const path = file === binary ? '/awsenv' : file
        mkdirSync(join(root, dirname(path)), { recursive: true })
        copyFileSync(file, join(root, path))
      }
      const { status, stdout, stderr } = spawnSync('chroot', [root, '/awsenv', '--version'], {
        encoding: 'utf8',
        env: { HOME: '/', PATH: process.env['PATH'] },
      })
      return { status, output: stdout + stderr }
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  }

  asRoot('W1: the binary needs no library but those of four packages, and README.md names the rare one', () => {
    const unknown = libraries.filter(path => !PACKAGES.some(([, known]) => known.test(basename(path))))
    assert.ok(libraries.length > 4, libraries.join())
    assert.equal(unknown, [])
    assert.match(readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'), 'apt-get install libatomic1')
  })

  asRoot('the binary needs no newer glibc and libstdc++ than docs/install.md and the packages say', () => {
    const newest = (library: string) => newestNeeded(readFileSync(binary), library)
    assert.is(newest('GLIBC'), '2.28')
    // That of GCC 8, which every system with glibc 2.28 has.
    assert.ok(compareVersions(newest('GLIBCXX'), '3.4.25') <= 0, newest('GLIBCXX'))
    assert.ok(compareVersions(newest('CXXABI'), '1.3.11') <= 0, newest('CXXABI'))
    assert.match(readFileSync(join(import.meta.dirname, '../../docs/install.md'), 'utf8'), 'glibc 2.28 or newer')
    assert.ok(DEPENDS.deb.includes('libc6 (>= 2.28)') && DEPENDS.rpm.includes('libc.so.6(GLIBC_2.28)(64bit)'))
  })

  asRoot('W1: it starts where only these are', () => {
    const { status, output } = startIn(libraries)
    assert.is(status, 0, output)
    assert.match(output, /\d+\.\d+\.\d+/)
  })

  asRoot('W1: without libatomic the system names the library that is missing', () => {
    const { status, output } = startIn(libraries.filter(path => !path.includes('libatomic')))
    assert.is(status, 127)
    assert.match(output, 'libatomic.so.1')
  })
})
