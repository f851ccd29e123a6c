/** The packages of Linux distributions, by the real nFPM, dpkg, rpm and pacman. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as assert from 'uvu/assert'
import { FORMATS, type Format, writeSystemPackage } from '../../tools/packaging/nfpm.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeDist, withFakeDist, writeFakeBuild } from './fake-dist.ts'
import { filesBelow } from './files-below.ts'
import { MANAGERS } from './package-managers.ts'

describe('packages of Linux distributions', test => {
  const nfpm = process.env['AWSENV_TEST_NFPM'] ?? 'nfpm'
  const hasNfpm = spawnSync(nfpm, ['--version']).status === 0
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0

  needing(
    test,
    'nfpm',
    hasNfpm,
  )('there is one for Debian, Red Hat and Arch, the same each time', () =>
    withFakeDist(dist => {
      const names = FORMATS.map(format =>
        basename(writeSystemPackage(nfpm, format, about(dist, '0.1.0'), dist.work, dist.out)),
      )
      assert.equal(names, ['awsenv_0.1.0_amd64.deb', 'awsenv-0.1.0-1.x86_64.rpm', 'awsenv-0.1.0-1-x86_64.pkg.tar.zst'])
      const page = readFileSync(join(import.meta.dirname, '../../docs/install.md'), 'utf8')
      for (const name of names) assert.ok(page.includes(`./${name.replace('0.1.0', 'VERSION')}`), name)
      const again = join(dist.out, 'again')
      mkdirSync(again)
      for (const format of FORMATS) {
        const path = writeSystemPackage(nfpm, format, about(dist, '0.1.0'), dist.work, again)
        assert.ok(readFileSync(path).equals(readFileSync(join(dist.out, basename(path)))), format)
      }
    }),
  )

  for (const [format, { programs, zsh, install, remove }] of Object.entries(MANAGERS)) {
    needing(
      test,
      `nfpm, root, ${programs.join(', ')}`,
      hasNfpm && isRoot && programs.every(has),
    )(`${programs[0]} installs the package, upgrades it and removes it, and nothing is left`, () =>
      withFakeDist(dist => {
        const system = join(dist.work, 'system')
        const made = (version: string) =>
          writeSystemPackage(nfpm, format as Format, about(dist, version), dist.work, dist.out)

        assert.match(install(system, made('0.1.0')), 'awsenv init bash --install')
        assert.equal(usr(system), [
          'usr/bin/awsenv',
          ...['bash', 'elv', 'fish', 'nu', 'ps1', 'xsh', 'zsh'].map(name => `usr/share/awsenv/awsenv.${name}`),
          'usr/share/bash-completion/completions/awsenv',
          ...['CHANGELOG.md', 'LICENSE', 'README.md', 'awsenv.cdx.json'].map(name => `usr/share/doc/awsenv/${name}`),
          'usr/share/fish/vendor_completions.d/awsenv.fish',
          'usr/share/man/man1/awsenv-assume.1',
          'usr/share/man/man1/awsenv.1',
          `usr/share/zsh/${zsh}/_awsenv`,
        ])
        assert.is(ran(system), 'awsenv 0.1.0: --version\n')

        writeFakeBuild(dist.root, '0.2.0')
        assert.not.match(install(system, made('0.2.0')), '# awsenv hook')
        assert.is(ran(system), 'awsenv 0.2.0: --version\n')

        assert.match(remove(system), '# awsenv hook')
        assert.equal(usr(system), [])
        assert.not.ok(existsSync(join(system, 'usr/share/awsenv')) || existsSync(join(system, 'usr/share/doc/awsenv')))
      }),
    )
  }

  needing(
    test,
    'nfpm and rpm',
    hasNfpm && has('rpm'),
  )('rpm asks for libraries, which each system has under the same names', () =>
    withFakeDist(dist => {
      const path = writeSystemPackage(nfpm, 'rpm', about(dist, '0.1.0'), dist.work, dist.out)
      const { stdout } = spawnSync('rpm', ['-qp', '--requires', path], { encoding: 'utf8' })
      const needs = stdout.split('\n')
      assert.equal(needs.filter(name => name !== '' && !name.startsWith('rpmlib(')).sort(), [
        'libatomic.so.1()(64bit)',
        'libc.so.6(GLIBC_2.28)(64bit)',
        'libstdc++.so.6()(64bit)',
      ])
    }),
  )
})

function about({ root }: FakeDist, version: string) {
  return {
    root,
    binary: 'awsenv',
    arch: 'x64',
    version,
    homepage: 'https://example.com',
    time: 1_000_000_000,
    isFast: true,
  }
}

function usr(system: string): string[] {
  return filesBelow(system).filter(name => name.startsWith('usr/'))
}

function ran(system: string): string {
  return spawnSync(join(system, 'usr/bin/awsenv'), ['--version'], { encoding: 'utf8' }).stdout
}
