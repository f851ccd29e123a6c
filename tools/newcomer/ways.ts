/** The ways in which awsenv comes to a Debian and goes again, each from what `npm run build` has left in dist/. */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { writeArchive } from '../packaging/archive.ts'
import { archiveFiles } from '../packaging/layout.ts'
import { writeSystemPackage } from '../packaging/nfpm.ts'
import type { Root, User } from '../roots/opened.ts'

export type Way = {
  readonly name: string
  install(root: Root): void
  /** Over an older version. */
  upgrade(root: Root): void
  remove(root: Root): void
}

export const byApt: Way = {
  name: 'the .deb by apt',
  install: root => apt(root, 'install', debInto(root.folder, '0.0.9')),
  upgrade: root => apt(root, 'install', debInto(root.folder, manifest.version)),
  remove: root => apt(root, 'purge', '--autoremove', 'awsenv'),
}

export const byArchive: Way = {
  name: 'the archive',
  install(root) {
    apt(root, 'install', 'libatomic1')
    byArchive.upgrade(root)
    run(root, 'alice', 'mkdir -p ~/.local/bin && ln -s ../share/awsenv/awsenv ~/.local/bin/awsenv')
  },
  upgrade(root) {
    run(
      root,
      'alice',
      `mkdir -p ~/.local/share/awsenv && tar -C ~/.local/share/awsenv --strip-components=1 -xzf ${archiveInto(root.folder)}`,
    )
  },
  remove(root) {
    run(root, 'alice', 'rm -r ~/.local/share/awsenv ~/.local/bin/awsenv')
    apt(root, 'purge', '--autoremove', 'libatomic1')
  },
}

function apt(root: Root, ...words: readonly string[]): void {
  run(root, 'root', `DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends ${words.join(' ')}`)
}

function run(root: Root, user: User, script: string): void {
  const [program = '', ...args] = root.argv(user, ['sh', '-ec', script])
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Gives its path in the root. */
function debInto(folder: string, version: string): string {
  const { work, out } = places(folder)
  const about = {
    root: repository,
    version,
    binary: 'awsenv',
    arch: 'x64',
    homepage: HOMEPAGE,
    time: TIME,
    isFast: true,
  }
  return join(OUT, basename(writeSystemPackage(process.env['AWSENV_NFPM'] ?? 'nfpm', 'deb', about, work, out)))
}

function archiveInto(folder: string): string {
  const { work, out } = places(folder)
  const name = `awsenv-${manifest.version}-linux-x64`
  const about = { root: repository, work, out, name, isZip: false, time: TIME, isFast: true }
  return join(OUT, basename(writeArchive(about, archiveFiles('awsenv', ['awsenv.1']))))
}

function places(folder: string): { readonly work: string; readonly out: string } {
  const [work, out] = [join(folder, OUT, 'work'), join(folder, OUT)]
  mkdirSync(work, { recursive: true })
  return { work, out }
}

/** Below a root; tools/newcomer/files.ts leaves it out. */
const OUT = '/debs'
const TIME = 1_000_000_000
const HOMEPAGE = 'https://example.com'
const repository = join(import.meta.dirname, '../..')
