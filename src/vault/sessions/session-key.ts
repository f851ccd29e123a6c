/**
 * The random key that seals the sessions. It is only in memory (tmpfs), in a private directory: it is in
 * no backup and gone with the next boot, after which nobody can open what it sealed. Systems without such a
 * place (macOS, Windows) keep it in their keychain.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, lstatSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { runtimeDirectories } from '../../files/directories.ts'
import { writeNewFile } from '../../files/new-file.ts'
import type { Environment } from '../../model/environment.ts'
import { KEY_LENGTH, type MasterKey, masterKeyFrom, masterKeyOf, newMasterKey, textOf } from '../master-key.ts'
import { checkPrivateDirectory, makePrivateDirectory, readPrivateFile } from '../private-files.ts'
import type { Keychain } from '../stores/keychain.ts'
import { systemRefusal, VaultError } from '../vault-error.ts'

export type SessionKey = MasterKey & {
  readonly store: 'runtime' | 'shm' | 'keychain'
  /** The private directory in memory that it lies in; undefined for the keychain. */
  readonly directory?: string | undefined
}

/** Where to look for the key. `uid` is undefined on Windows; `shm` is /dev/shm, and `users` /run/user. */
export type KeyPlaces = {
  readonly env: Environment
  readonly uid: number | undefined
  readonly shm: string
  readonly users?: string | undefined
  readonly keychain: () => Keychain
}

/**
 * The key, made if missing: in $XDG_RUNTIME_DIR/awsenv, else in /run/user/UID/awsenv, which is usually the same, so that a
 * desktop's shell and a cron job meet there, else in /dev/shm/awsenv-UID, else in the keychain.
 * @throws VaultError ("no key store") that says why none is usable.
 */
export function sessionMasterKey({ env, uid, shm, users, keychain }: KeyPlaces): SessionKey {
  const refusals: string[] = []
  const runtimes = runtimeDirectories(env, uid, users)
  if (uid !== undefined) refusals.push(...notNamed(env))
  for (const [store, find] of [
    ...runtimes.map(path => ['runtime', () => keyIn(inRuntimeDirectory(path, uid), uid)] as const),
    ['shm', () => keyIn(join(shm, `awsenv-${uid}`), uid)],
    ['keychain', () => keyInKeychain(keychain())],
  ] as const) {
    // Windows has neither of the first two
    if (uid === undefined && store !== 'keychain') continue
    try {
      return { ...find(), store }
    } catch (error) {
      refusals.push(systemRefusal("can't keep a key", error).message)
    }
  }
  throw new VaultError('no key store', `there is no safe place for a key: ${refusals.join('; ')}`)
}

/** A relative path must be ignored (XDG Base Directory Specification). */
function notNamed({ XDG_RUNTIME_DIR: named }: Environment): readonly string[] {
  if (!named) return ['XDG_RUNTIME_DIR is not set']
  return isAbsolute(named) ? [] : [`XDG_RUNTIME_DIR is not an absolute path: "${named}"`]
}

/** Another user's directory comes from sudo. */
function inRuntimeDirectory(runtime: string, uid: number | undefined): string {
  checkPrivateDirectory(runtime, uid)
  return join(runtime, 'awsenv')
}

function keyIn(directory: string, uid: number | undefined): MasterKey & { readonly directory: string } {
  checkTmpfs(dirname(directory))
  makePrivateDirectory(directory, uid)
  checkTmpfs(directory)
  const path = join(directory, 'sessions.key')
  if (!existsSync(path)) createKey(path)
  removeTemporaryNames(directory, path)
  const bytes = readPrivateFile(path, uid)
  if (bytes?.length !== KEY_LENGTH) throw new VaultError('unsafe', `"${path}" is not a key: remove it`)
  return { ...masterKeyOf(bytes), directory }
}

/** If two processes make a key, the later one counts: a new key is read again before it seals anything. */
function keyInKeychain(keychain: Keychain): MasterKey {
  const found = keychain.get(ACCOUNT)
  if (found !== undefined) return masterKeyFrom(found)
  keychain.set(ACCOUNT, textOf(newMasterKey()))
  return masterKeyFrom(keychain.get(ACCOUNT) ?? '')
}

/** A disk keeps deleted data, and backups copy it. */
function checkTmpfs(directory: string): void {
  const { type } = statfsSync(directory)
  if (type !== TMPFS && type !== RAMFS) throw new VaultError('no key store', `"${directory}" is not tmpfs`)
}

/** A hard link appears at once with the whole key, or not at all: of any number of processes, one wins. */
function createKey(path: string): void {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`
  try {
    writeNewFile(temporary, randomBytes(KEY_LENGTH))
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** The winner's key has two names until the winner removes the first, or for ever if it is killed then. */
function removeTemporaryNames(directory: string, path: string): void {
  const { ino, nlink } = lstatSync(path)
  if (nlink === 1) return
  for (const name of readdirSync(directory).filter(name => /^sessions\.key\.[0-9a-f]{16}\.tmp$/.test(name))) {
    const other = join(directory, name)
    if (lstatSync(other, { throwIfNoEntry: false })?.ino === ino) rmSync(other, { force: true })
  }
}

/** The key's name in the keychain. */
const ACCOUNT = 'sessions'

/** statfs(2). */
const TMPFS = 0x01021994
const RAMFS = 0x858458f6
