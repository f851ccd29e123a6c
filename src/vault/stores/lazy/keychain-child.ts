/** The child process that asks the keychain: a request on stdin, an answer on stdout. Loaded by import() alone. */
import { readFileSync, writeSync } from 'node:fs'
import type { KeychainAnswer, KeychainRequest } from '../keychain-messages.ts'
import { busAnswers } from './bus-answers.ts'

export async function keychainChild(self: NodeJS.Process): Promise<void> {
  endWithParent(self)
  writeSync(1, JSON.stringify(await answerTo(JSON.parse(readFileSync(0, 'utf8')) as KeychainRequest, self)))
  // a call under way would keep the process alive
  self.exit()
}

async function answerTo(
  { action, account, secret, mayAsk }: KeychainRequest,
  self: NodeJS.Process,
): Promise<KeychainAnswer> {
  const bus = self.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  // the addon would wait for ever
  if (self.platform === 'linux' && !(await busAnswers(bus, self.getuid?.() ?? 0, BUS_DEADLINE)))
    return { error: 'the session bus does not answer' }
  const notice = mayAsk ? setTimeout(() => writeSync(2, NOTICE), NOTICE_AFTER) : undefined
  try {
    const { AsyncEntry } = await import('../../../runtime/keyring.ts')
    // never the kernel's keyring, the addon's own fallback, which forgets at the next boot
    const entry = new AsyncEntry('awsenv', account, { linux: { store: 'secret-service' } })
    if (action === 'get') return { secret: await entry.getPassword() }
    await (action === 'set' ? entry.setPassword(secret ?? '') : entry.deleteCredential())
    return { secret: null }
  } catch (error) {
    return { error: (error as Error).message }
  } finally {
    clearTimeout(notice)
  }
}

/** The parent keeps the deadline. If it was killed, nobody would end this process while a window is open. */
function endWithParent(self: NodeJS.Process): void {
  const parent = self.ppid
  setInterval(() => {
    if (self.ppid !== parent) self.kill(self.pid, 'SIGKILL')
  }, 200).unref()
}

const NOTICE = 'awsenv: waiting for the keychain: it may have opened a window that asks for its password\n'

/** In milliseconds. */
const NOTICE_AFTER = 1_000
const BUS_DEADLINE = 1_000
