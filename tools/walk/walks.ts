/**
 * The ways that `eval "$(awsenv assume ACCOUNT ROLE)"` takes through the sources: cold; then cached, in a bash that has the
 * role already; then logged in, for another role. awsenv asks the system which shell evaluates its output, and nothing but
 * that bash can be the answer: so the ways are as long on every machine.
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

/** A way, and the functions that were entered on it, in order. */
export type Walk = readonly [way: 'cold' | 'cached' | 'logged in', entries: readonly Entry[]]

/** One after the other. `root` is the repository whose src/ is walked through. */
export async function* walks(root: string, config = ''): AsyncGenerator<Walk> {
  const sandbox = await startSandbox()
  try {
    const { alice } = demoWorld(sandbox)
    const directory = memoryDirectory()
    const path = join(directory, 'entered.json')
    const walk = async (role: string, env: NodeJS.ProcessEnv, requests: number) => {
      const asked = sandbox.requests.length
      const { stdout } = await inBash(
        [process.execPath, ...INSTRUMENTED, join(root, 'src/main.ts'), 'assume', ACCOUNT, role],
        {
          ...env,
          AWSENV_WALK: path,
          AWSENV_WALK_SOURCE: pathToFileURL(join(root, 'src/')).href,
        },
      )
      const made = sandbox.requests.length - asked
      if (made !== requests) throw new Error(`"${role}" took ${made} requests, and not ${requests}`)
      return { entries: JSON.parse(readFileSync(path, 'utf8')), shell: parseEnvironment(stdout) }
    }
    const home = makeHome(join(directory, 'alice'), sandbox.url, alice, config)
    const cold = await walk('Admin', { ...home, AWSENV_MFA_CODE: sandbox.mfaCode(alice.mfaSerial) }, 3)
    yield ['cold', cold.entries]
    const { AWSENV_MFA_CODE: _, ...inRole } = cold.shell
    yield ['cached', (await walk('Admin', inRole, 0)).entries]
    yield ['logged in', (await walk('Team', inRole, 1)).entries]
  } finally {
    await sandbox.close()
  }
}

const ACCOUNT = '123456789012'
const INSTRUMENTED = ['--import', join(import.meta.dirname, 'instrument.ts')]

/** Runs a bash that evaluates what the call prints; its environment afterwards is on stdout. */
function inBash(call: readonly string[], env: NodeJS.ProcessEnv) {
  return run('bash', ['-c', 'script=$("$@") && eval "$script" && env -0', 'bash', ...call], { env })
}

const run = promisify(execFile)
