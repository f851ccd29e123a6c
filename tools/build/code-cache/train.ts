/**
 * What V8 makes of the bundles, so that the binary need not compile them again. A code cache holds the functions that
 * have run, so the commands are run once, in the sandbox: one that is made of a bundle alone saves next to nothing. To
 * read one takes as long as it is large: a command's own bundle is trained by that command alone.
 *
 * Two trainings of the same bundles give the same bytes, so that anybody can build the binary that was released.
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeHome, memoryDirectory, type Owner, pinEndpoint } from '../../demo/private-home.ts'
import { demoWorld } from '../../sandbox/demo-world.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { OwnBundle } from '../own-bundles.ts'

/**
 * Puts a NAME.cache beside each NAME.cjs that the commands use; gives the caches' names.
 * `execArgv` are the settings of Node under which they will be read.
 */
export async function train(work: string, execArgv: readonly string[]): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await trainedOnce(work, execArgv)
    } catch (error) {
      // On a busy machine, an answer of the sandbox can come after awsenv's own deadline.
      if (attempt === ATTEMPTS) throw error
    }
  }
}

const ATTEMPTS = 3

async function trainedOnce(work: string, execArgv: readonly string[]): Promise<readonly string[]> {
  const sandbox = await startSandbox({ now: () => NOW })
  try {
    const { alice, bob, roles } = demoWorld(sandbox)
    const directory = memoryDirectory()
    // With settings and a program for the codes, since many have those: each has a bundle of its own.
    const home = (name: string, { mfaSerial, ...key }: Owner) => {
      const codes = `mfa_process = printf ${sandbox.mfaCode(mfaSerial)}`
      const env = makeHome(join(directory, name), sandbox.url, { ...key, mfaSerial }, codes)
      pinEndpoint(join(directory, name), sandbox.url)
      return { ...env, TZ: 'UTC', AWSENV_SHELL: 'bash' }
    }
    const loggedIn = home('alice', alice)
    const newcomer = home('bob', { ...bob, mfaSerial: bob.mfaSerials[0] ?? '' })
    const assume = `assume ${roles.admin}`
    const shared = ['help assume', 'login', assume, 'whoami', `console ${roles.admin} --print`, 'clear']
    const own: Record<OwnBundle, readonly string[]> = {
      '--help': ['--help'],
      '--version': ['--version'],
      assume: [`assume ${roles.team}`, `assume ${roles.team}`],
      'credential-process': [`credential-process ${roles.admin}`],
      exec: [`exec ${roles.admin} true`],
      list: ['list'],
      prompt: ['prompt'],
      status: ['status'],
      unset: ['unset'],
      whoami: ['whoami --offline'],
    }
    const inRole = {
      ...loggedIn,
      AWS_ACCESS_KEY_ID: alice.accessKeyId,
      AWS_SECRET_ACCESS_KEY: alice.secretAccessKey,
      AWSENV_ROLE: 'Admin@123456789012',
      AWSENV_ROLE_ARN: roles.admin,
      AWSENV_EXPIRES: String(NOW / 1000 + 3_600),
    }
    const envs: Readonly<Record<string, Record<string, string>>> = { '': loggedIn, assume: newcomer }
    for (const [command, calls] of [['', shared] as const, ...Object.entries(own)])
      await run([...REPEATABLE, program('trainee.cjs'), work, String(NOW), command, ...calls], {
        env: envs[command] ?? inRole,
      })
    await run([...REPEATABLE, program('settle.ts'), work])
    await run([...execArgv, program('adopt.ts'), work])
    return readdirSync(work).filter(name => name.endsWith('.cache'))
  } finally {
    await sandbox.close()
  }
}

function run(args: readonly string[], options: { readonly env?: Record<string, string> } = {}): Promise<unknown> {
  return promisify(execFile)(process.execPath, args, options)
}

function program(name: string): string {
  return join(import.meta.dirname, name)
}

/** Of the sandbox and of the commands: how long something is still valid decides what they run. */
const NOW = Date.UTC(2026, 0, 1, 12)

/**
 * V8 orders names by a random seed. A collection of garbage, which comes sooner or later, changes which strings are one
 * and which functions are kept; and what was hot enough for a better compiler is noted in the cache.
 */
const REPEATABLE = [
  ...['--hash-seed=1', '--random-seed=1', '--predictable', '--min-semi-space-size=256', '--no-flush-bytecode'],
  ...['--no-sparkplug', '--no-maglev', '--no-opt', '--no-profile-guided-optimization'],
]
