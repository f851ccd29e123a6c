/** The files, pipes and sockets that a program was started with, beyond the first three. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { statOf } from './find-program.ts'
import type { Host } from './host.ts'

/**
 * Those that execve(2) would close, so only a child process can get them: `9<file`, make's job server, `<(…)`. Node
 * marks the first sixteen for that (uv_disable_stdio_inheritance). Without /proc, those that an argument names.
 */
export function descriptorsToHandOn({ ppid }: Pick<Host, 'ppid'>, args: readonly string[]): readonly number[] {
  const named = args.flatMap(arg => /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(arg)?.[1] ?? []).map(Number)
  const open = openDescriptors()
  if (open === undefined) return named.filter(number => number > 2 && number < 16 && statOf(`/dev/fd/${number}`))
  const marked = open.filter(({ number, flags }) => number > 2 && (flags & O_CLOEXEC) !== 0)
  const isPair = (target: string) => marked.filter(other => other.target === target).length > 1
  return marked
    .filter(({ number, target, flags }) => {
      if (named.includes(number)) return true
      if (target.startsWith('anon_inode:') || (target === '/dev/null' && (flags & O_ACCMODE) === 0)) return false
      const isNodes = target.startsWith('socket:') || (target.startsWith('pipe:') && isPair(target))
      return !isNodes || targetOf(ppid, number) === target
    })
    .map(({ number }) => number)
}

interface Descriptor {
  readonly number: number
  /** As proc_pid_fd(5) names it: a path, `pipe:[1]`, `socket:[1]`, `anon_inode:[eventpoll]`. */
  readonly target: string
  readonly flags: number
}

function openDescriptors(): readonly Descriptor[] | undefined {
  try {
    return readdirSync('/proc/self/fd').map(Number).flatMap(descriptorOf)
  } catch {
    // Not Linux.
    return
  }
}

/** Nothing for the descriptor that listed the directory: it is closed again. */
function descriptorOf(number: number): readonly Descriptor[] {
  const target = targetOf('self', number)
  if (target === undefined) return []
  const [, flags = '0'] = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${number}`, 'utf8')) ?? []
  return [{ number, target, flags: Number.parseInt(flags, 8) }]
}

function targetOf(process: number | 'self', number: number): string | undefined {
  try {
    return readlinkSync(`/proc/${process}/fd/${number}`)
  } catch {
    // Closed, or another user's process.
    return
  }
}

/** open(2): the same on x64 and arm64. Node doesn't name them. */
const O_CLOEXEC = 0o2000000
const O_ACCMODE = 0o3
