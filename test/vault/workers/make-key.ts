/** Prints the kid of the key that it finds or makes. */
import { sessionMasterKey } from '../../../src/vault/master-key.ts'

const { shm } = JSON.parse(process.argv[2] ?? '') as { shm: string }
process.stdout.write(sessionMasterKey({ env: {}, uid: process.getuid?.(), shm }).kid)
