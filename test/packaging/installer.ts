/** install.sh of a release on a server of this machine, run with other variables or programs, or changed. */
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installScript } from '../../tools/packaging/manifests/install-sh.ts'
import { type Ran, type ReleaseServer, run, withRelease } from './release-server.ts'

/** What the script needs besides a program for requests and one for checksums. */
const TOOLS = 'sh uname mktemp mkdir rm tar gzip cp mv cut head dirname id find'.split(' ')

export type Installer = ReleaseServer & {
  /** Runs install.sh as alice would, with other variables, or a script that was changed. */
  install(env?: Readonly<Record<string, string>>, changed?: (script: string) => string): Promise<Ran>
  /** A PATH that has these programs of the system only. */
  pathOf(...programs: readonly string[]): string
}

export function scene(body: (installer: Installer) => Promise<void>): Promise<void> {
  const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']
  return withRelease({ platforms, isZip: false, system: 'x' }, async server => {
    const { dist, home, release } = server
    await body(
      Object.assign(server, {
        install(env = {}, changed = text => text) {
          const path = join(dist.work, 'install.sh')
          writeFileSync(path, changed(installScript(release)))
          return run(['sh', path], { HOME: home, PATH: process.env['PATH'], ...env })
        },
        pathOf(...programs) {
          const folder = join(dist.work, programs.join())
          mkdirSync(folder)
          for (const name of [...TOOLS, ...programs]) symlinkSync(whereIs(name), join(folder, name))
          return folder
        },
      } satisfies Pick<Installer, 'install' | 'pathOf'>),
    )
  })
}

function whereIs(program: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map(folder => join(folder, program)).find(existsSync) ?? program
}
