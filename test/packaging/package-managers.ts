/** dpkg, rpm and pacman, each with a directory instead of this system. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Format } from '../../tools/packaging/nfpm.ts'

export type PackageManager = {
  readonly programs: readonly string[]
  /** The folder of zsh's completions. */
  readonly zsh: string
  /** Gives what the package says. The libraries that it needs are not there. */
  install(system: string, path: string): string
  remove(system: string): string
}

export const MANAGERS: Readonly<Record<Format, PackageManager>> = {
  deb: {
    programs: ['dpkg'],
    zsh: 'vendor-completions',
    install(system, path) {
      for (const folder of ['info', 'updates', 'triggers'])
        mkdirSync(join(system, 'var/lib/dpkg', folder), { recursive: true })
      for (const file of ['status', 'available']) {
        const database = join(system, 'var/lib/dpkg', file)
        if (!existsSync(database)) writeFileSync(database, '')
      }
      return dpkg(system, '--install', path)
    },
    remove: system => dpkg(system, '--purge', 'awsenv'),
  },
  // Neither rpm nor pacman runs a script outside of the system's directory, which has no shell.
  rpm: {
    programs: ['rpm'],
    zsh: 'site-functions',
    install(system, path) {
      mkdirSync(system, { recursive: true })
      const isUpgrade = existsSync(join(system, 'usr/bin/awsenv'))
      const before = isUpgrade ? rpmScript(system, 'PREUN', 1) : ''
      done('rpm', `--root=${system}`, '--nodeps', '--noscripts', '--upgrade', path)
      return before + rpmScript(system, 'POSTIN', isUpgrade ? 2 : 1)
    },
    remove(system) {
      const said = rpmScript(system, 'PREUN', 0)
      done('rpm', `--root=${system}`, '--noscripts', '--erase', 'awsenv')
      return said
    },
  },
  archlinux: {
    programs: ['pacman', 'bash'],
    zsh: 'site-functions',
    install(system, path) {
      mkdirSync(join(system, 'var/lib/pacman'), { recursive: true })
      writeFileSync(join(system, 'pacman.conf'), '[options]\nSigLevel = Never\nArchitecture = auto\n')
      const isUpgrade = existsSync(join(system, 'usr/bin/awsenv'))
      pacman(system, '--upgrade', path)
      return pacmanScript(system, isUpgrade ? 'post_upgrade' : 'post_install')
    },
    remove(system) {
      const said = pacmanScript(system, 'pre_remove')
      pacman(system, '--remove', 'awsenv')
      return said
    },
  },
}

function dpkg(system: string, ...words: readonly string[]): string {
  const force = ['depends', 'script-chrootless', 'bad-path', 'not-root'].map(name => `--force-${name}`)
  return done('dpkg', `--root=${system}`, ...force, ...words)
}

/** It gets the number of versions that are there afterwards. */
function rpmScript(system: string, name: 'POSTIN' | 'PREUN', versions: number): string {
  const script = done('rpm', `--root=${system}`, '--query', `--queryformat=%{${name}}`, 'awsenv')
  return execFileSync('sh', ['-ec', script, 'sh', String(versions)], { encoding: 'utf8' })
}

function pacman(system: string, ...words: readonly string[]): void {
  const at = { config: 'pacman.conf', root: '', dbpath: 'var/lib/pacman', cachedir: 'var/cache', hookdir: 'hooks' }
  const places = Object.entries(at).map(([option, path]) => `--${option}=${join(system, path)}`)
  done('pacman', ...places, '--logfile=/dev/null', '--noconfirm', '--nodeps', '--nodeps', '--noscriptlet', ...words)
}

function pacmanScript(system: string, name: string): string {
  const call = '. "$0"/var/lib/pacman/local/awsenv-*/install; ! command -v "$1" >/dev/null || "$@"'
  return execFileSync('bash', ['-ec', call, system, name, '0.1.0-1'], { encoding: 'utf8' })
}

function done(program: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stdout}${stderr}`)
  return stdout
}
