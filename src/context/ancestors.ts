/** The ancestors of this process, as the system tells of them. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Ancestor } from '../shells/evaluator.ts'

/** The nearest first, each looked up on demand. Windows has no way to ask. */
export function* ancestorsOf({
  platform,
  ppid,
}: {
  readonly platform: string
  readonly ppid: number
}): Iterable<Ancestor> {
  if (platform === 'win32') return
  yield* platform === 'linux' ? linuxAncestors(ppid) : bsdAncestors(ppid)
}

function* linuxAncestors(ppid: number): Iterable<Ancestor> {
  const stdout = linkAt('/proc/self/fd/1')
  const pipe = stdout?.startsWith('pipe:') ? stdout : undefined
  for (let pid = ppid, generation = 0; pid > 0 && generation < GENERATIONS; generation++) {
    const folder = `/proc/${pid}`
    const stat = textAt(`${folder}/stat`)
    if (stat === undefined) return
    yield {
      // Another user's process doesn't show it.
      executable: linkAt(`${folder}/exe`),
      calledBy: textAt(`${folder}/cmdline`)?.split('\0')[0],
      get name() {
        return textAt(`${folder}/comm`)?.trim()
      },
      readsOutput: pipe === undefined ? undefined : reads(folder, pipe),
    }
    // "PID (NAME) STATE PARENT …", and NAME can be anything.
    pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  }
}

function reads(folder: string, pipe: string): boolean {
  for (const descriptor of namesIn(`${folder}/fd`)) {
    if (linkAt(`${folder}/fd/${descriptor}`) !== pipe) continue
    // The last octal digit of the flags is 0 for O_RDONLY.
    if (/^flags:\s*\d*0$/m.test(textAt(`${folder}/fdinfo/${descriptor}`) ?? '')) return true
  }
  return false
}

/** macOS and the BSDs have no /proc. */
function* bsdAncestors(ppid: number): Iterable<Ancestor> {
  for (let pid = ppid, generation = 0; pid > 0 && generation < GENERATIONS; generation++) {
    const [, parent, executable] = /^\s*(\d+)\s+(.+?)\s*$/.exec(psLine(pid)) ?? []
    if (parent === undefined) return
    yield { executable, calledBy: undefined, name: undefined, readsOutput: undefined }
    pid = Number(parent)
  }
}

/** Enough for any row of launchers; a bound, since a faulty process table may have no end. */
const GENERATIONS = 16

function psLine(pid: number): string {
  try {
    return execFileSync('/bin/ps', ['-o', 'ppid=', '-o', 'comm=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {},
    })
  } catch {
    return ''
  }
}

/** Any process may end, or hide from us, at any moment: what it doesn't tell is undefined. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
