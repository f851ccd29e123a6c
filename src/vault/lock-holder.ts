import { lstatSync, readFileSync } from 'node:fs'

/**
 * The id of the process that has locked a file, from Linux's /proc/locks (proc_locks(5)); undefined
 * elsewhere. Only for messages: it may be outdated when it is read. Found by inode without the device, which
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
