/** Asks the keychain of its own environment, one request after the other, and prints what came of each as JSON. */
import { readFileSync } from 'node:fs'
import { systemKeychain } from '../../../src/vault/stores/keychain.ts'

const { binary, steps } = JSON.parse(process.argv[2] ?? '') as {
  binary: string
  steps: (readonly ['get' | 'set' | 'remove', account: string])[]
}
const { env, platform } = process
const keychain = systemKeychain({ env, platform, command: [binary], mayAsk: true })
const secret = readFileSync(0, 'utf8')
const outcomes = steps.map(([action, account]) => {
  try {
    if (action === 'get') return keychain.get(account) ?? 'absent'
    if (action === 'set') keychain.set(account, secret)
    else keychain.remove(account)
    return 'done'
  } catch (error) {
    return { refused: (error as Error).message }
  }
})
process.stdout.write(JSON.stringify(outcomes))
