/** A keys.vault with what stands around it: a keychain, a person who knows a passphrase, and the sessions' vault. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Secret } from '../../src/model/secret.ts'
import type { StoredKey } from '../../src/vault/keys/key-vault.ts'
import { SealedKeyVault } from '../../src/vault/keys/sealed-key-vault.ts'
import { openSessionVault } from '../../src/vault/sessions/session-vault.ts'
import { noKeychain } from '../support/no-keychain.ts'
import { type FakeKeychain, fakeKeychain, keychainOf } from './fake-keychain.ts'
import { inBoth } from './scratch.ts'

export type KeyDesk = {
  readonly directory: string
  readonly shm: string
  /** keys.vault itself. */
  readonly file: string
  env: Record<string, string>
  /** What the settings say. */
  keystore: string | undefined
  readonly keychain: FakeKeychain
  /** What the person types next, at once or after a while; undefined is Ctrl-D. */
  answers: (string | undefined | Promise<string>)[]
  readonly questions: string[]
  readonly said: string[]
  /** In epoch milliseconds. */
  now: number
  /** What another process would open. */
  vault(): SealedKeyVault
}

export async function atKeyDesk(body: (desk: KeyDesk) => unknown): Promise<void> {
  await inBoth((directory, shm) => body(keyDesk(directory, shm)))
}

export function keyDesk(directory: string, shm: string): KeyDesk {
  const desk: KeyDesk = {
    ...{ directory, shm, file: join(directory, 'keys.vault'), env: {}, keystore: undefined },
    keychain: fakeKeychain(),
    answers: [],
    questions: [],
    said: [],
    now: 1_800_000_000_000,
    vault: () => open(desk),
  }
  return desk
}

export function key(accessKeyId = 'AKIAIOSFODNN7EXAMPLE', more: Partial<StoredKey> = {}): StoredKey {
  return { accessKeyId, secretAccessKey: new Secret(randomBytes(30).toString('base64')), ...more }
}

function open(desk: KeyDesk): SealedKeyVault {
  const { directory, shm, env } = desk
  const uid = process.getuid?.()
  const say = (message: string) => void desk.said.push(message)
  const now = () => desk.now
  const sessions = openSessionVault({
    directory: `${directory}-state`,
    env: {},
    uid,
    shm,
    keychain: () => noKeychain,
    now,
    warn: say,
  })
  return new SealedKeyVault({
    ...{ directory, env, uid, now, say },
    keystore: async () => desk.keystore,
    keychain: () => keychainOf(desk.keychain),
    asker: {
      isPresent: () => desk.answers.length > 0,
      async askHidden(question) {
        desk.questions.push(question)
        return desk.answers.shift()
      },
    },
    sessions: () => sessions,
  })
}
