import { constants } from 'node:os'

/**
 * Unblocks a signal that the start of Node has blocked: execve(2) passes the mask on, and the program would never get
 * the signal. Node offers only a call to the C library (pthread_sigmask(3)).
 */
export function unblock(host: Pick<NodeJS.Process, 'getBuiltinModule' | 'platform'>, signal: NodeJS.Signals): void {
  const set = new Uint8Array(LARGEST_SET)
  const bit = constants.signals[signal] - 1
  set[bit >> 3] = 1 << (bit & 7)
  try {
    const { dlopen } = host.getBuiltinModule('node:ffi')
    const mask = { pthread_sigmask: { arguments: ['i32', 'buffer', 'pointer'], return: 'i32' } } as const
    dlopen(null, mask).functions.pthread_sigmask(host.platform === 'linux' ? 1 : 2, set, 0n)
  } catch {
    // This Node was built without it.
  }
}

/** In bytes, as in glibc. */
const LARGEST_SET = 128
