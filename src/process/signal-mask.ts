import { constants } from 'node:os'

/**
 * Lets a signal through that Node's start has blocked: execve(2) hands that on, and the program would never get it.
 * Node has no function for it but a call of the C library (pthread_sigmask(3)).
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
    // A Node that was built without it.
  }
}

/** In bytes: that of glibc. */
const LARGEST_SET = 128
