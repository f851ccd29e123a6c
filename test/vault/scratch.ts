import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory, 0700, for as long as the body runs. */
export async function inScratch(body: (directory: string) => unknown, parent = tmpdir()): Promise<void> {
  const directory = mkdtempSync(join(parent, 'awsenv-test-'))
  try {
    await body(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** A directory in memory, as the place of a key has to be. */
export const MEMORY = '/dev/shm'

/** A directory on a disk, where no key may be: what is in /var/tmp outlives a reboot, and what is in /tmp need not. */
export const DISK = process.platform === 'win32' ? tmpdir() : '/var/tmp'

export const hasMemory = () => existsSync(MEMORY)

/** A directory for the vault, and one in memory for its key. */
export async function inBoth(body: (directory: string, shm: string) => unknown): Promise<void> {
  await inScratch(directory => inScratch(shm => body(join(directory, 'awsenv'), shm), MEMORY))
}

/** A file system of that size for as long as the body runs; `remount` changes its options. */
export async function onSmallDisk(
  size: string,
  body: (directory: string, remount: (options: string) => void) => unknown,
): Promise<void> {
  await inScratch(async directory => {
    mount('-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', directory)
    try {
      await body(directory, options => mount('-o', `remount,${options}`, directory))
    } finally {
      spawnSync('umount', [directory])
    }
  })
}

/** Root in a container often may not: CAP_SYS_ADMIN is bit 21. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/proc/self/status')) return false
  const capabilities = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return ((BigInt(`0x${capabilities}`) >> 21n) & 1n) === 1n
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount: ${stderr}`)
}
