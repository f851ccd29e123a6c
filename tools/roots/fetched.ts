/** A minimal Debian of any suite that the mirror has, by mmdebstrap; kept for the next time. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Unpacks it into the folder, with this machine's way to the mirror. */
export function fetchRoot(suite: string, folder: string, packages: readonly string[] = []): void {
  const store = join(tmpdir(), 'awsenv-roots')
  const archive = join(store, `${[suite, ...packages].join('+')}.tar`)
  mkdirSync(store, { recursive: true, mode: 0o700 })
  if (!existsSync(archive)) {
    const unfinished = archive.replace(/tar$/, `${process.pid}.tar`)
    const included = packages.length === 0 ? [] : [`--include=${packages.join(',')}`]
    // apt keeps its lists, so that packages can be added. Those of testing end after a week, and a mirror may be behind.
    const apt = ['--skip=cleanup/apt/lists', '--aptopt=Acquire::Check-Valid-Until "false"']
    const options = ['--quiet', '--variant=minbase', ...apt, ...included]
    execFileSync('mmdebstrap', [...options, suite, unfinished, MIRROR], { stdio: ['ignore', 'inherit', 'inherit'] })
    renameSync(unfinished, archive)
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  execFileSync('tar', ['-xpf', archive, '-C', folder])
  rmSync(join(folder, 'etc/resolv.conf'), { force: true })
  copyFileSync('/etc/resolv.conf', join(folder, 'etc/resolv.conf'))
}

const MIRROR = 'http://deb.debian.org/debian'
