/** Packages for Linux distributions, by nFPM. https://nfpm.goreleaser.com/docs/configuration/ */
import { execFileSync } from 'node:child_process'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PackagedFile, systemFiles } from './layout.ts'
import { DESCRIPTION } from './release.ts'

export const FORMATS = ['deb', 'rpm', 'archlinux'] as const
export type Format = (typeof FORMATS)[number]

export type SystemPackage = {
  readonly root: string
  /** Of the build: `awsenv`, `awsenv-linux-arm64`. */
  readonly binary: string
  readonly arch: string
  readonly version: string
  readonly homepage: string
  /** In seconds since the epoch: the time of all files, so that two packages of one commit are equal. */
  readonly time: number
  /** For tests, which need no small package. */
  readonly isFast: boolean
}

/** Makes a package in the folder `out`, and gives its path. */
export function writeSystemPackage(nfpm: string, format: Format, of: SystemPackage, work: string, out: string): string {
  const config = join(work, `nfpm-${format}-${of.arch}.json`)
  writeFileSync(config, JSON.stringify(nfpmConfig(format, of, work), null, 2))
  const before = new Set(readdirSync(out))
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(of.time) }
  execFileSync(nfpm, ['package', '--config', config, '--packager', format, '--target', out], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const made = readdirSync(out).find(name => !before.has(name))
  if (made === undefined) throw new Error(`nfpm made no ${format}`)
  return join(out, made)
}

function nfpmConfig(format: Format, of: SystemPackage, work: string) {
  const { root, binary, arch, version, homepage, time, isFast } = of
  const mtime = new Date(time * 1000).toISOString()
  const manPages = readdirSync(join(root, 'dist/man')).sort()
  const files = systemFiles(binary, manPages, format === 'deb' ? 'vendor-completions' : 'site-functions')
  const script = (name: string, text: string) => {
    const path = join(work, name)
    writeFileSync(path, text)
    utimesSync(path, time, time)
    return path
  }
  return {
    name: 'awsenv',
    arch: { x64: 'amd64' }[arch] ?? arch,
    platform: 'linux',
    version,
    section: 'utils',
    maintainer: 'The awsenv authors',
    description: DESCRIPTION,
    homepage,
    license: 'MIT',
    mtime,
    depends: DEPENDS[format],
    suggests: format === 'deb' ? ['bash-completion'] : [],
    contents: [
      ...OWN_FOLDERS.map(dst => ({ dst, type: 'dir', file_info: { mode: 0o755, mtime } })),
      ...files.map(file => content(root, file, mtime)),
    ],
    scripts: {
      postinstall: script('after-install.sh', AFTER_INSTALL),
      preremove: script('before-removal.sh', BEFORE_REMOVAL),
    },
    deb: { compression: isFast ? 'none' : 'xz' },
    // Otherwise it is the builder's name.
    rpm: { compression: isFast ? 'gzip:1' : 'xz', buildhost: 'localhost' },
  }
}

function content(root: string, { from, to, isProgram = false }: PackagedFile, mtime: string) {
  return { src: join(root, from), dst: to, file_info: { mode: isProgram ? 0o755 : 0o644, mtime } }
}

/** rpm leaves a folder behind that belongs to no package. */
const OWN_FOLDERS = ['/usr/share/awsenv', '/usr/share/doc/awsenv']

/** The libraries of Node that a slim system may lack: README.md. Systems with rpm call their packages by other names. */
export const DEPENDS: Readonly<Record<Format, readonly string[]>> = {
  deb: ['libc6 (>= 2.28)', 'libstdc++6', 'libatomic1'],
  rpm: ['libc.so.6(GLIBC_2.28)(64bit)', 'libstdc++.so.6()(64bit)', 'libatomic.so.1()(64bit)'],
  archlinux: ['glibc', 'gcc-libs'],
}

const AFTER_INSTALL = `#!/bin/sh
echo 'To load the hook in every new shell: awsenv init bash --install (or zsh, fish, powershell)'
`

/** Debian and Red Hat run it before an upgrade, too. */
const BEFORE_REMOVAL = `#!/bin/sh
case $1 in upgrade | failed-upgrade | deconfigure | 1) exit 0 ;; esac
echo 'If a start-up file of your shell loads the hook, delete its line, the one with "# awsenv hook".'
`
