/**
 * What V8 makes of the bundles, so that the binary need not compile them again. A code cache holds the functions that
 * have run, so the commands are run once, in the sandbox: one that is made of a bundle alone saves next to nothing.
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeHome, memoryDirectory } from '../demo/private-home.ts'
import { demoWorld } from '../sandbox/demo-world.ts'
import { startSandbox } from '../sandbox/sandbox.ts'

/** Puts a NAME.cache beside each NAME.cjs that the commands use, and gives the caches' names. */
export async function train(work: string): Promise<readonly string[]> {
  const sandbox = await startSandbox()
  try {
    const { alice, roles } = demoWorld(sandbox)
    const home = makeHome(join(memoryDirectory(), 'home'), sandbox.url, alice)
    const env = { ...home, AWSENV_SHELL: 'bash', AWSENV_MFA_CODE: sandbox.mfaCode(alice.mfaSerial) }
    const assume = `assume ${roles.admin}`
    const tool = `credential-process ${roles.admin}`
    const commands = [
      '--version',
      '--help',
      'help assume',
      'login',
      assume,
      assume,
      tool,
      'whoami',
      'whoami --offline',
      'list',
      'unset',
      'clear',
    ]
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'trainee.cjs'), work, ...commands], { env })
    return readdirSync(work).filter(name => name.endsWith('.cache'))
  } finally {
    await sandbox.close()
  }
}
