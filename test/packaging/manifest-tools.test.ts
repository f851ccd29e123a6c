/** The manifests of a release, read by the programs that their registries have, and tried on an archive. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { writeArchive } from '../../tools/packaging/archive.ts'
import { archiveFiles } from '../../tools/packaging/layout.ts'
import { manifestsOf } from '../../tools/packaging/manifests/index.ts'
import { urlOf } from '../../tools/packaging/release.ts'
import { installed } from '../../tools/shells/plain-shells.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { withFakeDist } from './fake-dist.ts'
import { filesBelow } from './files-below.ts'
import { RELEASE } from './made-up-release.ts'

const HOOKS = ['bash', 'elv', 'fish', 'nu', 'ps1', 'xsh', 'zsh'].map(name => `share/awsenv/awsenv.${name}`)

describe('the manifests of a release, by the programs of their registries', test => {
  // They install by GNU's install.
  const isLinux = process.platform === 'linux'

  needing(
    test,
    'ruby',
    has('ruby'),
  )("Homebrew's formula has each system's archive, and installs each part of it where Homebrew has it", () =>
    unpacked(({ at, write, prefix }) => {
      const formula = write('homebrew/awsenv.rb')
      for (const [platform, os, cpu] of [
        ['darwin-arm64', 'macos', 'arm'],
        ['darwin-x64', 'macos', 'intel'],
        ['linux-arm64', 'linux', 'arm'],
        ['linux-x64', 'linux', 'intel'],
      ] as const) {
        const argv = [join(import.meta.dirname, 'stand-in-formula.rb'), formula, os, cpu, prefix]
        const facts = JSON.parse(execFileSync('ruby', argv, { cwd: at, encoding: 'utf8' }))
        const { version, homepage } = RELEASE
        assert.is(facts.desc.length < 100, true)
        assert.equal({ ...facts, desc: '' }, { desc: '', homepage, version, license: 'MIT', ...sourceOf(platform) })
      }
      assert.equal(filesBelow(prefix), [
        'bin/awsenv',
        'etc/bash_completion.d/awsenv',
        ...HOOKS,
        'share/fish/vendor_completions.d/awsenv.fish',
        'share/man/man1/awsenv.1',
        'share/zsh/site-functions/_awsenv',
      ])
    }),
  )

  needing(
    test,
    'Linux, nix-instantiate and bash',
    isLinux && has('nix-instantiate') && has('bash'),
  )("the flake has each system's archive, and its phase installs each part of it", () =>
    unpacked(({ at, write, prefix }) => {
      const call = `import ${join(import.meta.dirname, 'stand-in-nixpkgs.nix')} ${write('nix/flake.nix')}`
      const argv = ['--store', 'dummy://', '--eval', '--strict', '--json', '--expr', call]
      const packages = JSON.parse(execFileSync('nix-instantiate', argv, { encoding: 'utf8', stdio: 'pipe' }))
      for (const [system, platform] of [
        ['x86_64-linux', 'linux-x64'],
        ['aarch64-linux', 'linux-arm64'],
        ['x86_64-darwin', 'darwin-x64'],
        ['aarch64-darwin', 'darwin-arm64'],
      ] as const) {
        const one = packages[system].default
        assert.equal([one.pname, one.version, one.src, one.dontStrip], ['awsenv', '1.2.3', sourceOf(platform), true])
        assert.is(one.nativeBuildInputs.includes('autoPatchelfHook'), platform.startsWith('linux'))
      }
      const functions = 'installShellCompletion() { printf "%s\\n" "$@"; }; installManPage() { printf "%s\\n" "$@"; }'
      const script = `${functions}; ${packages['x86_64-linux'].default.installPhase}`
      const said = execFileSync('bash', ['-euc', script], {
        cwd: at,
        env: { ...process.env, out: prefix },
        encoding: 'utf8',
      })
      assert.equal(filesBelow(prefix), ['bin/awsenv', ...HOOKS])
      const named = said.split('\n').filter(line => line.includes('/'))
      assert.equal(named.sort(), [
        'man/awsenv.1',
        ...['bash', 'fish', 'zsh'].map(name => `shell/completions/awsenv.${name}`),
      ])
      for (const path of named) assert.ok(filesBelow(at).includes(path), path)
    }),
  )

  needing(
    test,
    'Linux and bash',
    isLinux && has('bash'),
  )('package() of PKGBUILD installs each part where Arch has it', () =>
    unpacked(({ at, write, prefix }) => {
      const script = `. "$1"; cd "$2/.."; package`
      const env = { ...process.env, pkgdir: prefix }
      execFileSync('bash', ['-euc', script, 'bash', write('aur/PKGBUILD'), at], { env })
      assert.equal(filesBelow(join(prefix, 'usr')), [
        'bin/awsenv',
        ...HOOKS,
        'share/bash-completion/completions/awsenv',
        'share/fish/vendor_completions.d/awsenv.fish',
        'share/licenses/awsenv-bin/LICENSE',
        'share/man/man1/awsenv.1',
        'share/zsh/site-functions/_awsenv',
      ])
    }),
  )

  const hadolint = installed('hadolint')
  needing(
    test,
    'hadolint',
    has(hadolint),
  )('hadolint finds nothing in the Dockerfile', () => {
    const input = manifestsOf(RELEASE).get('docker/Dockerfile') ?? ''
    // DL3008: the packages are those of the day on which the image is built.
    const argv = ['--no-color', '--ignore', 'DL3008', '-']
    const linted = (text: string) => spawnSync(hadolint, argv, { input: text, encoding: 'utf8' }).stdout
    assert.is(linted(input), '')
    assert.match(linted(input.replace('FROM debian:stable-slim AS', 'FROM debian AS')), 'DL3006')
  })
})

function sourceOf(platform: string) {
  const archive = RELEASE.archives.find(one => one.platform === platform)
  if (archive === undefined) throw new Error(`no archive for ${platform}`)
  return { url: urlOf(RELEASE, archive), sha256: archive.sha256 }
}

type Unpacked = {
  /** The folder that an archive unpacks to. */
  readonly at: string
  readonly prefix: string
  /** Writes a manifest, and gives its path. */
  write(name: string): string
}

function unpacked(use: (unpacked: Unpacked) => void): Promise<void> {
  return withFakeDist(dist => {
    const name = 'awsenv-1.2.3-linux-x64'
    const options = { ...dist, name, isZip: false, time: 1_000_000_000, isFast: true }
    const archive = writeArchive(options, archiveFiles('awsenv', ['awsenv.1']))
    const [from, prefix] = [join(dist.out, 'unpacked'), join(dist.out, 'prefix')]
    mkdirSync(from)
    execFileSync('tar', ['-xzf', archive, '-C', from])
    use({
      ...{ at: join(from, name), prefix },
      write(manifest) {
        const path = join(dist.work, manifest.replace('/', '-'))
        writeFileSync(path, manifestsOf(RELEASE).get(manifest) ?? '')
        return path
      },
    })
  })
}
