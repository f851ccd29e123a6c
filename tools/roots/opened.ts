/** A root with its own /dev and /proc, in a mount namespace that ends with this process. Needs Linux and root. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

export type User = 'root' | 'alice'

export type Root = {
  readonly folder: string
  /** The command line that runs a command in it with a new environment. */
  argv(user: User, command: readonly string[], env?: Readonly<Record<string, string>>): readonly string[]
  [Symbol.asyncDispose](): Promise<void>
}

/** The id of the user and of her group. */
export const ALICE = 1000

/** `shown` are folders of this machine that the root has, too, at the same place. */
export async function openRoot(folder: string, shown: readonly string[] = []): Promise<Root> {
  chmodSync(folder, 0o755)
  addPeople(folder)
  for (const path of shown) mkdirSync(join(folder, path), { recursive: true })
  // It waits for the end of its input, which comes also if this process is killed.
  const argv = ['--mount', 'sh', '-ec', MOUNT, 'sh', folder, ...shown]
  const holder = spawn('unshare', argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(holder, 'close')
  const [ready] = await Promise.race([once(holder.stdout, 'data'), ended])
  if (String(ready) !== 'ready\n') throw new Error(`"${folder}" can't be opened as a root`)
  const enter = ['nsenter', `--target=${holder.pid}`, '--mount', '--root']
  return {
    folder,
    argv(user, command, env = {}) {
      const [id, home] = user === 'root' ? [0, '/root'] : [ALICE, '/home/alice']
      const variables = Object.entries({ HOME: home, USER: user, PATH, LANG: 'C.UTF-8', TERM: 'dumb', ...env })
      return [
        ...[...enter, `--setuid=${id}`, `--setgid=${id}`, 'env', '-i', `--chdir=${home}`],
        ...[...variables.map(([name, value]) => `${name}=${value}`), ...command],
      ]
    },
    async [Symbol.asyncDispose]() {
      holder.stdin.end()
      await ended
    },
  }
}

/** As the installer of Debian would: alice, with the files of /etc/skel. */
function addPeople(folder: string): void {
  const home = join(folder, 'home/alice')
  if (existsSync(home)) return
  addLine(
    join(folder, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/bash',
    `alice:x:${ALICE}:${ALICE}::/home/alice:/bin/bash`,
  )
  addLine(join(folder, 'etc/group'), 'root:x:0:', `alice:x:${ALICE}:`)
  cpSync(join(folder, 'etc/skel'), home, { recursive: true })
  for (const path of ['', ...readdirSync(home)]) lchownSync(join(home, path), ALICE, ALICE)
  for (const path of ['root', 'proc', 'sys', 'dev', 'run']) mkdirSync(join(folder, path), { recursive: true })
}

/** To a file that is made with its first line, if it isn't there yet. */
function addLine(path: string, first: string, line: string): void {
  if (!existsSync(path)) writeFileSync(path, `${first}\n`)
  appendFileSync(path, `${line}\n`)
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

const MOUNT = `
cd "$1"
shift
mount --make-rprivate /
mount --rbind /proc proc
mount -t tmpfs -o mode=755 dev dev
for name in null zero full random urandom tty; do
  : >"dev/$name"
  mount --bind "/dev/$name" "dev/$name"
done
mkdir dev/pts dev/shm
mount --bind /dev/pts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o mode=1777 shm dev/shm
for path; do mount --rbind "$path" ".$path"; done
echo ready
exec chroot . cat
`
