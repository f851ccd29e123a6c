/** The ancestors of this process, as the system tells of them. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Ancestor } from '../shells/evaluator.ts'

/** The nearest first, each looked up on demand. Windows has no way to ask. */
export function ancestorsOf({
  platform,
  ppid,
}: {
  readonly platform: string
  readonly ppid: number
}): Iterable<Ancestor> {
  if (platform === 'win32') return []
  return platform === 'linux' ? linuxAncestors(ppid) : bsdAncestors(ppid)
}

function* linuxAncestors(ppid: number): Iterable<Ancestor> {
  const pipe = orUndefined(() => readlinkSync('/proc/self/fd/1'))
  for (let pid = ppid, generation = 0; pid > 0 && generation < GENERATIONS; generation++) {
    const folder = `/proc/${pid}`
    const stat = orUndefined(() => readFileSync(`${folder}/stat`, 'utf8'))
    if (stat === undefined) return
    yield {
      // Another user's process doesn't show it.
      executable: orUndefined(() => readlinkSync(`${folder}/exe`)),
      calledBy: orUndefined(() => readFileSync(`${folder}/cmdline`, 'utf8').split('\0')[0]),
      name: orUndefined(() => readFileSync(`${folder}/comm`, 'utf8').trim()),
      readsOutput: pipe?.startsWith('pipe:') === true && reads(folder, pipe),
    }
    // "PID (NAME) STATE PARENT …", and NAME can be anything.
    pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  }
}

function reads(folder: string, pipe: string): boolean {
  const descriptors = orUndefined(() => readdirSync(`${folder}/fd`)) ?? []
  return descriptors.some(
    fd =>
      orUndefined(() => readlinkSync(`${folder}/fd/${fd}`)) === pipe &&
      // The last octal digit of the flags is 0 for O_RDONLY.
      /^flags:\s*\d*0$/m.test(orUndefined(() => readFileSync(`${folder}/fdinfo/${fd}`, 'utf8')) ?? ''),
  )
}

/** macOS and the BSDs have no /proc. */
function* bsdAncestors(ppid: number): Iterable<Ancestor> {
  for (let pid = ppid, generation = 0; pid > 0 && generation < GENERATIONS; generation++) {
    const told = orUndefined(() =>
      execFileSync('/bin/ps', ['-o', 'ppid=', '-o', 'comm=', '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: {},
      }),
    )
    const [, parent, executable] = /^\s*(\d+)\s+(.+?)\s*$/.exec(told ?? '') ?? []
    if (parent === undefined) return
    yield { executable, calledBy: undefined, name: undefined, readsOutput: false }
    pid = Number(parent)
  }
}

/** Enough for any row of launchers; a bound, since a faulty process table may have no end. */
const GENERATIONS = 16

function orUndefined<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}
