/** What the bench runs against: a sandbox, its people, and roles that any of them may assume with MFA. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Environment } from '../../src/model/environment.ts'
import { makeHome, memoryDirectory } from '../demo/private-home.ts'
import { trusting, WITH_MFA } from '../sandbox/demo-world.ts'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { parseEnvironment } from '../shells/real-shells.ts'

export type Stand = {
  readonly sandbox: Sandbox
  /** A person nobody has seen before: a home with a key and a device, no session; and a code of the device. */
  newcomer(): Newcomer
  /** The ARN of a role that nobody has assumed yet. */
  newRole(): string
  /** Runs something while STS takes so many milliseconds longer for each answer. */
  withLatency<T>(milliseconds: number, run: () => Promise<T>): Promise<T>
  /** A place for a file. */
  file(name: string): string
}

export type Newcomer = {
  readonly env: Record<string, string>
  readonly key: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly mfaSerial: string
  readonly code: string
}

/** The binary that the build has made. */
export const awsenv = fileURLToPath(new URL('../../dist/awsenv', import.meta.url))

export async function openStand(): Promise<Stand> {
  const sandbox = await startSandbox()
  const directory = memoryDirectory()
  const { world } = sandbox
  const account = world.addAccount('123456789012')
  const anybody = trusting(`arn:aws:iam::${account.id}:root`, WITH_MFA)
  return {
    sandbox,
    // Each has a device of its own: a code works once, and nobody wants to wait half a minute for the next.
    newcomer() {
      const user = world.addUser(account, `user${world.users.size}`)
      const mfaSerial = world.addDevice(user).serialNumber
      const key = world.addKey(user)
      const env = makeHome(join(directory, user.name), sandbox.url, { ...key, mfaSerial })
      return { env: { ...env, AWSENV_SHELL: 'bash' }, key, mfaSerial, code: sandbox.mfaCode(mfaSerial) }
    },
    newRole: () => world.addRole(account, `Role${world.roles.size}`, anybody).arn,
    async withLatency(milliseconds, run) {
      if (milliseconds > 0) sandbox.fail({ how: { delay: milliseconds } })
      try {
        return await run()
      } finally {
        sandbox.recover()
      }
    },
    file: name => join(directory, name),
  }
}

/** The environment of a shell after `eval "$(awsenv …)"`. */
export async function afterwards(env: Environment, ...args: readonly string[]): Promise<Record<string, string>> {
  const script = 'script=$("$@") && eval "$script" && env -0'
  const { stdout } = await promisify(execFile)('bash', ['-c', script, 'bash', awsenv, ...args], { env })
  return parseEnvironment(stdout)
}
