/** The packages of Linux distributions, by the real nFPM, and the .deb by the real dpkg in a directory of its own. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as assert from 'uvu/assert'
import { FORMATS, writeSystemPackage } from '../../tools/packaging/nfpm.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeDist, withFakeDist, writeFakeBuild } from './fake-dist.ts'
import { filesBelow } from './files-below.ts'

describe('packages of Linux distributions', test => {
  const nfpm = process.env['AWSENV_TEST_NFPM'] ?? 'nfpm'
  const hasNfpm = spawnSync(nfpm, ['--version']).status === 0
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0

  needing(
    test,
    'nfpm',
    hasNfpm,
  )('there is one for Debian, Red Hat, Alpine and Arch, the same each time', () =>
    withFakeDist(dist => {
      const names = FORMATS.map(format =>
        basename(writeSystemPackage(nfpm, format, about(dist, '0.1.0'), dist.work, dist.out)),
      )
      assert.equal(names, [
        'awsenv_0.1.0_amd64.deb',
        'awsenv-0.1.0-1.x86_64.rpm',
        'awsenv_0.1.0_x86_64.apk',
        'awsenv-0.1.0-1-x86_64.pkg.tar.zst',
      ])
      const again = join(dist.out, 'again')
      mkdirSync(again)
      for (const format of FORMATS) {
        const path = writeSystemPackage(nfpm, format, about(dist, '0.1.0'), dist.work, again)
        assert.ok(readFileSync(path).equals(readFileSync(join(dist.out, basename(path)))), format)
      }
    }),
  )

  needing(
    test,
    'nfpm, dpkg and root',
    hasNfpm && has('dpkg') && isRoot,
  )('dpkg installs the .deb, upgrades it and removes it, and no file is left', () =>
    withFakeDist(dist => {
      const system = join(dist.work, 'system')
      for (const folder of ['info', 'updates', 'triggers'])
        mkdirSync(join(system, 'var/lib/dpkg', folder), { recursive: true })
      for (const file of ['status', 'available']) writeFileSync(join(system, 'var/lib/dpkg', file), '')
      const before = usr(system)
      assert.equal(before, [])

      const told = dpkg(system, '--install', writeSystemPackage(nfpm, 'deb', about(dist, '0.1.0'), dist.work, dist.out))
      assert.match(told, 'awsenv init bash --install')
      assert.equal(usr(system), [
        'usr/bin/awsenv',
        ...['bash', 'elv', 'fish', 'nu', 'ps1', 'xsh', 'zsh'].map(name => `usr/share/awsenv/awsenv.${name}`),
        'usr/share/bash-completion/completions/awsenv',
        ...['CHANGELOG.md', 'LICENSE', 'README.md', 'awsenv.cdx.json'].map(name => `usr/share/doc/awsenv/${name}`),
        'usr/share/fish/vendor_completions.d/awsenv.fish',
        'usr/share/man/man1/awsenv-assume.1',
        'usr/share/man/man1/awsenv.1',
        'usr/share/zsh/vendor-completions/_awsenv',
      ])
      assert.is(ran(system), 'awsenv 0.1.0: --version\n')

      writeFakeBuild(dist.root, '0.2.0')
      dpkg(system, '--install', writeSystemPackage(nfpm, 'deb', about(dist, '0.2.0'), dist.work, dist.out))
      assert.is(ran(system), 'awsenv 0.2.0: --version\n')

      dpkg(system, '--purge', 'awsenv')
      assert.equal(usr(system), [])
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

/** In a directory instead of this system; its libraries are not there. */
function dpkg(system: string, ...args: readonly string[]): string {
  const options = [
    `--root=${system}`,
    '--force-depends',
    '--force-script-chrootless',
    '--force-bad-path',
    '--force-not-root',
  ]
  const { status, stdout, stderr } = spawnSync('dpkg', [...options, ...args], { encoding: 'utf8' })
  assert.is(status, 0, `${stdout}${stderr}`)
  return stdout
}

function usr(system: string): string[] {
  return filesBelow(system).filter(name => name.startsWith('usr/'))
}

function ran(system: string): string {
  return spawnSync(join(system, 'usr/bin/awsenv'), ['--version'], { encoding: 'utf8' }).stdout
}
