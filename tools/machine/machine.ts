/** A user's machine with a sandbox for AWS, on which alice has logged in. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { demoWorld } from '../sandbox/demo-world.ts'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'

export type Machine = {
  readonly sandbox: Sandbox
  readonly home: string
  /** Writes a file below the home directory. */
  write(path: string, lines: readonly string[]): void
  run(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>
  [Symbol.asyncDispose](): Promise<void>
}

export type Outcome = { readonly status: number; readonly stderr: string }

/** Where awsenv is, and other programs for PATH: a credential_process must quote its blank. */
export const PROGRAMS = 'my programs'
/** The region of her profile "prod", and what else it says beside credentials. */
export const REGION = 'eu-west-3'
export const APP = 'awsenv-prod'

export async function openMachine(programs = PROGRAMS): Promise<Machine> {
  const sandbox = await startSandbox()
  const { alice, roles } = demoWorld(sandbox)
  const [home, runtime] = [temporary(tmpdir()), temporary('/dev/shm')]
  const bin = join(home, programs)
  const write = (path: string, lines: readonly string[]) => {
    const file = join(home, path)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${lines.join('\n')}\n`)
    chmodSync(file, dirname(file) === bin ? 0o700 : 0o600)
  }
  write('.config/awsenv/config.toml', ['endpoints = ["127.0.0.1"]'])
  write('.aws/credentials', [
    '[default]',
    `aws_access_key_id = ${alice.accessKeyId}`,
    `aws_secret_access_key = ${alice.secretAccessKey}`,
  ])
  write('.aws/config', [
    ...['[default]', `mfa_serial = ${alice.mfaSerial}`, 'region = eu-central-1'],
    ...['[profile prod]', `role_arn = ${roles.admin}`, 'source_profile = default'],
    ...[`region = ${REGION}`, `sdk_ua_app_id = ${APP}`],
  ])
  mkdirSync(bin)
  symlinkSync(join(import.meta.dirname, '../../dist/awsenv'), join(bin, 'awsenv'))
  const own = {
    ...{ HOME: home, XDG_RUNTIME_DIR: runtime, AWS_ENDPOINT_URL: sandbox.url, LC_ALL: 'C.UTF-8' },
    PATH: `${bin}:${process.env['PATH']}`,
  }
  const run: Machine['run'] = (argv, env = {}) => outcomeOf(argv, { ...own, ...env })
  const machine = {
    ...{ sandbox, home, write, run },
    async [Symbol.asyncDispose]() {
      await sandbox.close()
      for (const folder of [home, runtime]) rmSync(folder, { recursive: true, force: true })
    },
  }
  await succeeds(run, ['awsenv', 'login', '--print', '--shell', 'sh'], {
    AWSENV_MFA_CODE: sandbox.nextMfaCode(alice.mfaSerial),
  })
  return machine
}

export async function succeeds(run: Machine['run'], ...call: Parameters<Machine['run']>): Promise<void> {
  const { status, stderr } = await run(...call)
  if (status !== 0) throw new Error(`${call[0].join(' ')}: ${stderr}`)
}

/** Never spawnSync: the sandbox answers from this very process. A session of its own has no terminal. */
async function outcomeOf([program = '', ...args]: readonly string[], env: Record<string, string>): Promise<Outcome> {
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve(code ?? 1))
  })
  child.stdout.resume()
  const [status, stderr] = await Promise.all([ended, text(child.stderr)])
  return { status, stderr }
}

function temporary(parent: string): string {
  return mkdtempSync(join(parent, 'awsenv-machine-'))
}
