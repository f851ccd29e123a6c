/** Stores one entry after another: `count` of them, or without end; each write holds `size` bytes of its number. */
import { openSessionVault } from '../../../src/vault/sessions/session-vault.ts'
import { noKeychain } from '../../support/no-keychain.ts'

const { directory, shm, name, count, size } = JSON.parse(process.argv[2] ?? '') as {
  directory: string
  shm: string
  name: string
  count: number | null
  size: number
}
const uid = process.getuid?.()
const warn = (message: string) => process.stderr.write(`${message}\n`)
const vault = openSessionVault({ directory, env: {}, uid, shm, keychain: () => noKeychain, now: Date.now, warn })
for (let i = 0; count === null || i < count; i++) {
  const entry = { value: Array<number>(size).fill(i), expires: Date.now() / 1000 + 3600 }
  await vault.update(entries => void entries.set(count === null ? name : `${name}-${i}`, entry))
  if (i === 0) process.stdout.write('begun\n')
}
