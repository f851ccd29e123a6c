/**
 * `npm run reproduce`: builds and packages the last commit twice, in different surroundings, and compares every file.
 * Ends with status 1 and the first difference if there is one. Words behind `--` go to the packaging, such as `--fast`.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstDifference } from './compare.ts'

const root = join(import.meta.dirname, '../..')

/** What must not be seen in the result: the directory, the time zone, the language, and the umask. */
const SURROUNDINGS = [
  { folder: 'a', umask: 0o022, env: { TZ: 'UTC', LC_ALL: 'C' } },
  { folder: join('another place', 'awsenv'), umask: 0o077, env: { TZ: 'Asia/Kathmandu', LC_ALL: 'C.UTF-8' } },
] as const

main()

function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'awsenv-reproduce-'))
  try {
    const commit = git('rev-parse', 'HEAD').trim()
    for (const { folder } of SURROUNDINGS) checkOut(commit, join(work, folder))
    const [first = '', second = ''] = SURROUNDINGS.map(surroundings => built(work, surroundings))
    const difference = firstDifference(first, second)
    console.log(difference ?? `two builds of ${commit} are equal, byte for byte`)
    if (difference !== undefined) process.exitCode = 1
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** With the installed packages. */
function checkOut(commit: string, clone: string): void {
  git('clone', '--quiet', '--no-checkout', root, clone)
  git('-C', clone, 'checkout', '--quiet', '--detach', commit)
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction')
}

/** Gives the folder with all that was made. */
function built(work: string, { folder, umask, env }: (typeof SURROUNDINGS)[number]): string {
  const clone = join(work, folder)
  const temporary = join(work, `${folder} tmp`)
  mkdirSync(temporary, { recursive: true })
  process.umask(umask)
  const run = (script: string, ...words: readonly string[]) =>
    execFileSync(process.execPath, [join(clone, script), ...words], {
      cwd: clone,
      env: { ...process.env, ...env, TMPDIR: temporary, TEMP: temporary },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  run('tools/build/build.ts')
  // The packaging needs the programs of a Linux system.
  if (process.platform === 'linux') run('tools/packaging/package.ts', ...process.argv.slice(2))
  return join(clone, 'dist')
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8' })
}
