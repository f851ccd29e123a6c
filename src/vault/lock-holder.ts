import { lstatSync, readFileSync } from 'node:fs'

/**
 * The id of the process that has a file locked, as the Linux kernel tells in /proc/locks (proc_locks(5)); undefined
 * elsewhere. Only ever for a message: it may have changed when it is read. Found by inode without the device, which
 * /proc/locks and stat name differently on btrfs.
 */
export function lockHolder(path: string): number | undefined {
  try {
    const { ino } = lstatSync(path)
    const line = new RegExp(`^\\d+: POSIX +ADVISORY +WRITE (\\d+) \\S+:${ino} `, 'm')
    const holder = Number(line.exec(readFileSync('/proc/locks', 'utf8'))?.[1])
    return holder > 0 ? holder : undefined
  } catch {
    return undefined
  }
}
