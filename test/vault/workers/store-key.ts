/** Puts one key after another into keys.vault: `count` of them, or the same one without end. */
import { Secret } from '../../../src/model/secret.ts'
import { SealedKeyVault } from '../../../src/vault/keys/sealed-key-vault.ts'
import { openSessionVault } from '../../../src/vault/sessions/session-vault.ts'
import { noKeychain } from '../../support/no-keychain.ts'

const { directory, shm, env, name, count } = JSON.parse(process.argv[2] ?? '') as {
  directory: string
  shm: string
  env: Record<string, string>
  name: string
  count: number | null
}
const uid = process.getuid?.()
const say = (message: string) => process.stderr.write(`${message}\n`)
const sessions = openSessionVault({
  directory: `${directory}-state`,
  env: {},
  uid,
  shm,
  keychain: () => noKeychain,
  now: Date.now,
  warn: say,
})
const vault = new SealedKeyVault({
  ...{ directory, env, uid, say, now: Date.now },
  keystore: async () => undefined,
  keychain: () => noKeychain,
  asker: { isPresent: () => false, askHidden: async () => undefined },
  sessions: () => sessions,
})
for (let i = 0; count === null || i < count; i++) {
  const key = { accessKeyId: `AKIA${String(i).padStart(16, '0')}`, secretAccessKey: new Secret('x'.repeat(40)) }
  const entry = count === null ? name : `${name}-${i}`
  await vault.put(entry, key, await vault.get(entry))
  if (i === 0) process.stdout.write('begun\n')
}
