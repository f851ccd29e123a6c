import { lstatSync, readFileSync } from 'node:fs'

/** The id of a process; undefined where the system doesn't tell, as only Linux does. */
export type Holder = number | 'nobody' | undefined

/**
 * Which process has locked a file, from Linux's /proc/locks (proc_locks(5)). It may be outdated when it is read. Found by
 * inode without the device, which /proc/locks and stat name differently on btrfs.
 */
export function lockHolder(path: string): Holder {
  try {
    const { ino } = lstatSync(path)
    const line = new RegExp(`^\\d+: POSIX +ADVISORY +WRITE (\\d+) \\S+:${ino} `, 'm')
    const [, holder] = line.exec(readFileSync('/proc/locks', 'utf8')) ?? []
    if (holder === undefined) return 'nobody'
    // Another container's process is 0 here.
    return Number(holder) > 0 ? Number(holder) : undefined
  } catch {
    return undefined
  }
}
