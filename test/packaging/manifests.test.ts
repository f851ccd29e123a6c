import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { manifestsOf } from '../../tools/packaging/manifests/index.ts'
import { urlOf } from '../../tools/packaging/release.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { RELEASE } from './made-up-release.ts'

describe('the manifests of a release', test => {
  const manifests = manifestsOf(RELEASE)
  const named: Readonly<Record<string, readonly string[]>> = {
    'homebrew/awsenv.rb': ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'],
    'scoop/awsenv.json': ['win-x64'],
    'winget/awsenv.awsenv.installer.yaml': ['win-x64'],
    'aur/PKGBUILD': ['linux-x64', 'linux-arm64'],
    'nix/flake.nix': ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'],
    'docker/Dockerfile': ['linux-x64', 'linux-arm64'],
    'install.sh': ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'],
    'install.ps1': ['win-x64'],
  }

  for (const [name, platforms] of Object.entries(named)) {
    test(`${name} has the address and the checksum of each archive that it needs, and of no other`, () => {
      const text = manifests.get(name) ?? ''
      for (const archive of RELEASE.archives) {
        const isNamed = platforms.includes(archive.platform)
        assert.is(text.includes(urlOf(RELEASE, archive)), isNamed, archive.platform)
        assert.is(text.includes(archive.sha256), isNamed, archive.platform)
      }
    })
  }

  test('a release that lacks an archive is an error, and no manifest', () => {
    const [, ...others] = RELEASE.archives
    assert.throws(() => manifestsOf({ ...RELEASE, archives: others }), /no archive for linux-x64/)
  })

  test('the manifest of Scoop is JSON', () => {
    assert.is(JSON.parse(manifests.get('scoop/awsenv.json') ?? '').version, '1.2.3')
  })

  needing(
    test,
    'bash',
    has('bash'),
  )('PKGBUILD sets what makepkg reads', () => {
    const script = `set -e; eval "$1"; echo "$pkgname $pkgver \${arch[*]} \${#source_x86_64[@]}"; declare -F package`
    const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', manifests.get('aur/PKGBUILD') ?? ''], {
      encoding: 'utf8',
    })
    assert.is(`${stdout}${stderr}`, 'awsenv-bin 1.2.3 x86_64 aarch64 1\npackage\n')
  })

  for (const [name, options] of [
    ['install.sh', ['-s', 'sh']],
    // makepkg reads and sets variables of its own, and stops at a failure.
    ['aur/PKGBUILD', ['-s', 'bash', '-e', 'SC2034,SC2154,SC2164']],
  ] as const)
    needing(
      test,
      'shellcheck',
      has('shellcheck'),
    )(`shellcheck finds nothing in ${name}`, () => {
      const input = manifests.get(name) ?? ''
      const checked = (text: string) => spawnSync('shellcheck', [...options, '-'], { input: text, encoding: 'utf8' })
      assert.is(checked(input).stdout, '')
      assert.match(checked(`${input}\necho $input`).stdout, 'SC2086')
    })
})
