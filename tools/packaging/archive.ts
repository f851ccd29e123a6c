/** An archive of a release: tar.gz, or zip for Windows. The same files give the same bytes. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, rmSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackagedFile } from './layout.ts'

/** `name` is that of the archive without its ending, and of the folder in it; `time` that of all files, in seconds. */
export function writeArchive(
  { root, work, out, name, isZip, time, isFast }: ArchiveOptions,
  files: readonly PackagedFile[],
): string {
  const folder = join(work, name)
  rmSync(folder, { recursive: true, force: true })
  for (const { from, to, isProgram } of files) {
    const path = join(folder, to)
    mkdirSync(dirname(path), { recursive: true })
    copyFileSync(join(root, from), path)
    chmodSync(path, isProgram ? 0o755 : 0o644)
    utimesSync(path, time, time)
  }
  const level = isFast ? '-1' : '-9'
  if (isZip) {
    const path = join(out, `${name}.zip`)
    rmSync(path, { force: true })
    const names = files.map(({ to }) => `${name}/${to}`).sort()
    execFileSync('zip', ['-q', '-X', level, path, ...names], { cwd: work, env: { ...process.env, TZ: 'UTC' } })
    return path
  }
  const path = join(out, `${name}.tar.gz`)
  const tar = [
    '--sort=name',
    `--mtime=@${time}`,
    '--mode=u=rwX,go=rX',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '-C',
    work,
  ]
  execFileSync('tar', [...tar, `--use-compress-program=gzip -n ${level}`, '-cf', path, name])
  return path
}

export type ArchiveOptions = {
  readonly root: string
  readonly work: string
  readonly out: string
  readonly name: string
  readonly isZip: boolean
  readonly time: number
  /** For tests, which need no small archive. */
  readonly isFast: boolean
}
