/**
 * The directory `ready` beside the sessions' key, in memory: what the hooks read instead of asking awsenv
 * (credentials/ready says what that is). It is ours alone like the key, and whoever can read it can read the key and the
 * vault. The sticky bit does nothing to a file; but chmod takes it away, and it is the one bit that bash and fish can see.
 */
import { hash, randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { writeNewFile } from '../../files/new-file.ts'
import { makePrivateDirectory } from '../private-files.ts'

export class ReadyFiles {
  readonly #directory: string
  readonly #uid: number | undefined

  /** `keyDirectory` is where the sessions' key lies. Nothing is made before something is written. */
  constructor(keyDirectory: string, uid: number | undefined) {
    this.#directory = join(keyDirectory, 'ready')
    this.#uid = uid
  }

  /** Replaces a file as a whole. Throws where the directory is not ours alone. */
  write(name: string, text: string): void {
    this.#make()
    const temporary = this.#path(`${randomBytes(8).toString('hex')}.tmp`)
    try {
      writeNewFile(temporary, new TextEncoder().encode(text))
      chmodSync(temporary, 0o1600)
      renameSync(temporary, this.#path(name))
    } finally {
      rmSync(temporary, { force: true })
    }
  }

  /**
   * The name of two stamps, NAME=a and NAME=b, a little older and a little younger than a file: shells can compare the times
   * of two files, and can't read one. A file that another has taken the place of, an older one too, isn't between them.
   */
  stamp(path: string): string {
    this.#make()
    const { mtimeNs } = statSync(path, { bigint: true })
    const ofPath = `stamp=${hash('sha256', path).slice(0, 16)}=`
    const name = `${ofPath}${mtimeNs}`
    const stamps = [-MARGIN, MARGIN].map((margin, index) => {
      return { path: this.#path(`${name}=${'ab'[index]}`), time: Number(mtimeNs / 1000n) + margin }
    })
    if (stamps.every(stamp => isStamped(stamp))) return name
    this.#remove(other => other.startsWith(ofPath))
    for (const { path, time } of stamps) {
      writeNewFile(path, new Uint8Array())
      utimesSync(path, time / MICROSECONDS, time / MICROSECONDS)
    }
    return name
  }

  /** Keeps the sessions of these access keys; with the last session, everything goes. */
  keepSessions(accessKeyIds: ReadonlySet<string>): void {
    const names = this.#names()
    const isKept = (name: string) => isSession(name) && accessKeyIds.has(name.split('=').at(-1) ?? '')
    const isAnyKept = names.some(isKept)
    this.#remove(name => !isKept(name) && (isSession(name) || !isAnyKept))
  }

  #make(): void {
    makePrivateDirectory(this.#directory, this.#uid)
    if ((lstatSync(this.#directory).mode & 0o1000) === 0) chmodSync(this.#directory, 0o1700)
  }

  #remove(isGoing: (name: string) => boolean): void {
    for (const name of this.#names().filter(isGoing)) rmSync(this.#path(name), { force: true })
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#directory)
    } catch {
      return []
    }
  }

  #path(name: string): string {
    return join(this.#directory, name)
  }
}

/** What a session's file is called: the hooks know both words from their environment. */
export function sessionFileName(id: string, accessKeyId: string): string {
  return `session=${id}=${accessKeyId}`
}

function isSession(name: string): boolean {
  return name.startsWith('session=')
}

function isStamped({ path, time }: { readonly path: string; readonly time: number }): boolean {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return stats !== undefined && Math.abs(Number(stats.mtimeNs / 1000n) - time) <= 1
}

/** In microseconds: Node gives times as floating point, which has about half a one to spare. */
const MARGIN = 3
const MICROSECONDS = 1e6
