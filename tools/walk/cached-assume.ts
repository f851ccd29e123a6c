/** The way that a cached `awsenv assume ACCOUNT ROLE` takes through the sources, in a shell that has the role already. */
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
    const env = { ...makeHome(home, sandbox.url, alice, config), AWSENV_SHELL: 'bash' }
    const script = 'script=$("$@") && eval "$script" && env -0'
    const call = [process.execPath, join(root, 'src/main.ts'), 'assume', '123456789012', 'Admin']
    const { stdout } = await run('bash', ['-c', script, 'bash', ...call], {
      env: { ...env, AWSENV_MFA_CODE: sandbox.mfaCode(alice.mfaSerial) },
    })
    const { AWSENV_MFA_CODE: _, ...inRole } = parseEnvironment(stdout)
    const asked = sandbox.requests.length
    const path = join(directory, 'entered.json')
    const [node = '', ...args] = call
    await run(node, ['--import', join(import.meta.dirname, 'instrument.ts'), ...args], {
      env: { ...inRole, AWSENV_WALK: path, AWSENV_WALK_SOURCE: pathToFileURL(join(root, 'src/')).href },
    })
    if (sandbox.requests.length !== asked) throw new Error('the role was not cached')
    return JSON.parse(readFileSync(path, 'utf8'))
  } finally {
    await sandbox.close()
  }
}

const run = promisify(execFile)
