/**
 * The way that a cached `eval "$(awsenv assume ACCOUNT ROLE)"` takes through the sources, in a bash that has the role
 * already. awsenv asks the system which shell evaluates its output, and nothing but that bash can be the answer: so the
 * way is as long on every machine.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { makeHome, memoryDirectory } from '../demo/private-home.ts'
import { demoWorld } from '../sandbox/demo-world.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { parseEnvironment } from '../shells/real-shells.ts'
import type { Entry } from './instrumented.ts'

/** The functions that were entered, in order. `root` is the repository whose src/ is walked through. */
export async function cachedAssume(root: string, config = ''): Promise<readonly Entry[]> {
  const sandbox = await startSandbox()
  try {
    const { alice } = demoWorld(sandbox)
    const directory = memoryDirectory()
    const home = join(directory, 'alice')
    const call = [process.execPath, join(root, 'src/main.ts'), 'assume', '123456789012', 'Admin']
    const { stdout } = await inBash('eval "$script" && env -0', call, {
      ...makeHome(home, sandbox.url, alice, config),
      AWSENV_MFA_CODE: sandbox.mfaCode(alice.mfaSerial),
    })
    const { AWSENV_MFA_CODE: _, ...inRole } = parseEnvironment(stdout)
    const asked = sandbox.requests.length
    const path = join(directory, 'entered.json')
    const [node = '', ...args] = call
    await inBash(':', [node, '--import', join(import.meta.dirname, 'instrument.ts'), ...args], {
      ...inRole,
      AWSENV_WALK: path,
      AWSENV_WALK_SOURCE: pathToFileURL(join(root, 'src/')).href,
    })
    if (sandbox.requests.length !== asked) throw new Error('the role was not cached')
    return JSON.parse(readFileSync(path, 'utf8'))
  } finally {
    await sandbox.close()
  }
}

/** Runs a bash that reads what the call prints into `$script`, and goes on with `next`. */
function inBash(next: string, call: readonly string[], env: NodeJS.ProcessEnv) {
  return run('bash', ['-c', `script=$("$@") && ${next}`, 'bash', ...call], { env })
}

const run = promisify(execFile)
