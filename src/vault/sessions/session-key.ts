/**
 * The random key that seals the sessions. It lies in memory only (tmpfs), in a directory that is ours alone: it is in
 * no backup, and gone with the next boot, and what it sealed can't be opened by anybody then. Systems without such a
 * place (macOS, Windows) have it in their keychain.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, lstatSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { runtimeDirectories } from '../../files/directories.ts'
import type { Environment } from '../../model/environment.ts'
import { readPrivateFile, writeNewFile } from '../file.ts'
import { KEY_LENGTH, type MasterKey, masterKeyFrom, masterKeyOf, newMasterKey, textOf } from '../master-key.ts'
import { checkPrivateDirectory, makePrivateDirectory } from '../private-directory.ts'
import type { Keychain } from '../stores/keychain.ts'
import { systemRefusal, VaultError } from '../vault-error.ts'

export type SessionKey = MasterKey & { readonly store: 'runtime' | 'shm' | 'keychain' }

/** Where to look for the key. `uid` is undefined on Windows; `shm` is /dev/shm, and `users` /run/user. */
export type KeyPlaces = {
  readonly env: Environment
  readonly uid: number | undefined
  readonly shm: string
  readonly users?: string | undefined
  readonly keychain: Keychain
}

/**
 * The key, made where it is missing: in $XDG_RUNTIME_DIR/awsenv, else in /run/user/UID/awsenv, which is the same where a
 * shell of a desktop and a job of cron meet, else in /dev/shm/awsenv-UID, else in the keychain.
 * Throws a VaultError ("no key store") that says why none will do.
 */
export function sessionMasterKey({ env, uid, shm, users, keychain }: KeyPlaces): SessionKey {
  const refusals: string[] = []
  const runtimes = runtimeDirectories(env, uid, users)
  if (uid !== undefined) refusals.push(...notNamed(env))
  for (const [store, find] of [
    ...runtimes.map(path => ['runtime', () => masterKeyOf(keyIn(inRuntimeDirectory(path, uid), uid))] as const),
    ['shm', () => masterKeyOf(keyIn(join(shm, `awsenv-${uid}`), uid))],
    ['keychain', () => keyInKeychain(keychain)],
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

/** A relative one is to be ignored (XDG Base Directory Specification). */
function notNamed({ XDG_RUNTIME_DIR: named }: Environment): readonly string[] {
  if (!named) return ['XDG_RUNTIME_DIR is not set']
  return isAbsolute(named) ? [] : [`XDG_RUNTIME_DIR is not an absolute path: "${named}"`]
}

/** One that is another user's came by sudo. */
function inRuntimeDirectory(runtime: string, uid: number | undefined): string {
  checkPrivateDirectory(runtime, uid)
  return join(runtime, 'awsenv')
}

function keyIn(directory: string, uid: number | undefined): Uint8Array {
  checkTmpfs(dirname(directory))
  makePrivateDirectory(directory, uid)
  checkTmpfs(directory)
  const path = join(directory, 'sessions.key')
  if (!existsSync(path)) createKey(path)
  removeTemporaryNames(directory, path)
  const bytes = readPrivateFile(path, uid)
  if (bytes?.length !== KEY_LENGTH) throw new VaultError('unsafe', `"${path}" is not a key: remove it`)
  return bytes
}

/** Of two processes that find none, the later one's counts: a new key is looked up again before it seals anything. */
function keyInKeychain(keychain: Keychain): MasterKey {
  const found = keychain.get(ACCOUNT)
  if (found !== undefined) return masterKeyFrom(found)
  keychain.set(ACCOUNT, textOf(newMasterKey()))
  return masterKeyFrom(keychain.get(ACCOUNT) ?? '')
}

/** A disk keeps what was deleted, and gives it to whoever makes the backups. */
function checkTmpfs(directory: string): void {
  const { type } = statfsSync(directory)
  if (type !== TMPFS && type !== RAMFS) throw new VaultError('no key store', `"${directory}" is not tmpfs`)
}

/** A link appears at once with the whole key behind it, or not at all: of any number of processes, one wins. */
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

/** The winner's key has two names until it removes the first, or for ever if it was killed just then. */
function removeTemporaryNames(directory: string, path: string): void {
  const { ino, nlink } = lstatSync(path)
  if (nlink === 1) return
  for (const name of readdirSync(directory).filter(name => /^sessions\.key\.[0-9a-f]{16}\.tmp$/.test(name))) {
    const other = join(directory, name)
    if (lstatSync(other, { throwIfNoEntry: false })?.ino === ino) rmSync(other, { force: true })
  }
}

/** What the key is called in the keychain. */
const ACCOUNT = 'sessions'

/** statfs(2). */
const TMPFS = 0x01021994
const RAMFS = 0x858458f6
