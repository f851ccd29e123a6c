/**
 * Loads a native addon that the binary brings with it. The system loads files only, and who can put another file in
 * its place runs code in a tool that holds secrets (CVE-2024-24828 was a shared folder of such files in /tmp).
 */
import { createHash } from 'node:crypto'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPrivateFile, writePrivateFile } from '../../../src/vault/private-files.ts'

export type AddonPlace = {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** Undefined on Windows. */
  readonly uid: number | undefined
  /** process.dlopen, for the file of a path: gives what the addon exports. */
  readonly load: (path: string) => unknown
}

/** What the addon exports. Throws an Error that names each directory that would not do, and why. */
export function nativeAddon(bytes: Uint8Array, place: AddonPlace): unknown {
  const { platform, env, home } = place
  if (platform !== 'linux') return fromCache(bytes, place)
  // the next one where a directory is mounted noexec, or can't have files without a name
  const directories = [env['XDG_RUNTIME_DIR'], '/dev/shm', tmpdir(), home].filter(path => path !== undefined)
  const refusals: string[] = []
  for (const directory of directories) {
    try {
      return fromNamelessFile(bytes, directory, place)
    } catch (error) {
      refusals.push(`${directory}: ${(error as Error).message}`)
    }
  }
  throw new Error(`no directory lets the keychain's library be loaded: ${refusals.join('; ')}`)
}

/** A file that never has a name: nobody can exchange it, and nothing stays of it. */
function fromNamelessFile(bytes: Uint8Array, directory: string, { load }: AddonPlace): unknown {
  const file = openSync(directory, O_TMPFILE | constants.O_RDWR, 0o600)
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    return load(`/proc/self/fd/${file}`)
  } finally {
    closeSync(file)
  }
}

/** A file of the user's own, named for its content, and compared with it each time before it is loaded. */
function fromCache(bytes: Uint8Array, { platform, env, home, uid, load }: AddonPlace): unknown {
  const caches = platform === 'win32' ? (env['LOCALAPPDATA'] ?? home) : join(home, 'Library', 'Caches')
  const name = `${createHash('sha256').update(bytes).digest('hex')}.node`
  const path = join(caches, 'awsenv', 'native', name)
  if (!isThere(path, bytes, uid)) writePrivateFile(path, bytes, uid)
  return load(path)
}

function isThere(path: string, bytes: Uint8Array, uid: number | undefined): boolean {
  const found = readPrivateFile(path, uid)
  return found !== undefined && Buffer.compare(found, bytes) === 0
}

/** open(2): __O_TMPFILE, which is the same on x64 and arm64, with the O_DIRECTORY of each. Node does not name it. */
const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY
