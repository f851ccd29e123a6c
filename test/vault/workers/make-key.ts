/** In each of the directories, each at its own moment (epoch ms), finds or makes a key, and prints the kids as JSON. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sessionMasterKey } from '../../../src/vault/sessions/session-key.ts'
import { noKeychain } from '../../support/no-keychain.ts'

const rounds = JSON.parse(process.argv[2] ?? '') as { shm: string; at: number }[]
const kids: string[] = []
for (const { shm, at } of rounds) {
  await sleep(Math.max(0, at - Date.now()))
  kids.push(sessionMasterKey({ env: {}, uid: process.getuid?.(), shm, keychain: () => noKeychain }).kid)
}
process.stdout.write(JSON.stringify(kids))
