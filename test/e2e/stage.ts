/** The built binary as a user has it: alice's machine, with a sandbox for AWS, a private home, and nothing inherited. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type DemoWorld, demoWorld } from '../../tools/sandbox/demo-world.ts'
import { type Sandbox, startSandbox } from '../../tools/sandbox/sandbox.ts'
import { keyOf } from '../commands/story.ts'

export type Outcome = { readonly status: number; readonly stdout: string; readonly stderr: string }

export type Run = {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
  /** In milliseconds; then it is killed. A minute without it. */
  readonly timeout?: number
  /** The running program, and what it has said so far. */
  readonly onStart?: (running: Running) => void
}

export type Running = { readonly pid: number; stderr(): string; kill(signal: NodeJS.Signals): void }

export type Stage = {
  readonly sandbox: Sandbox
  readonly world: DemoWorld
  readonly home: string
  /** In memory, and ours alone, as the system makes it. */
  readonly runtime: string
  /** Where every program runs, and keeps what is temporary. */
  readonly cwd: string
  /** The whole environment of every program. */
  readonly env: Record<string, string>
  /** A code of alice's device that has not been used. */
  code(): string
  /** Writes a file below the home directory, and gives its path. */
  write(path: string, text: string): string
  /** Runs a program in a session of its own, so that it has no terminal. */
  run(argv: readonly string[], options?: Run): Promise<Outcome>
  awsenv(...args: readonly string[]): Promise<Outcome>
}

/** The body of a test that has a stage to itself. alice's key is in [default]; her device's code has to be given. */
export function onStage(body: (stage: Stage) => Promise<void>): () => Promise<void> {
  return async () => {
    const sandbox = await startSandbox()
    const [home, cwd, runtime] = [temporary(tmpdir()), temporary(tmpdir()), temporary('/dev/shm')]
    try {
      await body(set(sandbox, home, cwd, runtime))
    } finally {
      await sandbox.close()
      // Again, should a shell that hangs up write its history just then.
      for (const directory of [home, cwd, runtime]) rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

function set(sandbox: Sandbox, home: string, cwd: string, runtime: string): Stage {
  const world = demoWorld(sandbox)
  const { alice } = world
  const write = (path: string, text: string) => {
    const file = join(home, path)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }
  write('.aws/credentials', keyOf('default', alice))
  write('.aws/config', `[default]\nregion = eu-central-1\nmfa_serial = ${alice.mfaSerial}\n`)
  // So that the sandbox is asked without a word.
  write('.config/awsenv/config.toml', 'endpoints = ["127.0.0.1"]\n')
  mkdirSync(join(home, 'bin'))
  symlinkSync(binary(), join(home, 'bin/awsenv'))
  const env: Record<string, string> = {
    PATH: [join(home, 'bin'), process.env['PATH']].join(delimiter),
    HOME: home,
    TMPDIR: cwd,
    XDG_RUNTIME_DIR: runtime,
    AWS_ENDPOINT_URL: sandbox.url,
    LC_ALL: 'C.UTF-8',
  }
  const run = (argv: readonly string[], options: Run = {}) =>
    outcomeOf(argv, { ...options, env: { ...env, ...options.env }, cwd: options.cwd ?? cwd })
  return {
    ...{ sandbox, world, home, runtime, cwd, env, write, run },
    code: () => sandbox.nextMfaCode(alice.mfaSerial),
    awsenv: (...args) => run(['awsenv', ...args]),
  }
}

/** Never spawnSync: the sandbox answers from this very process. */
async function outcomeOf([program = '', ...args]: readonly string[], options: Run): Promise<Outcome> {
  const { env, cwd, input, onStart, timeout = 60_000 } = options
  // `detached` is setsid(2).
  const child = spawn(program, args, { env, cwd, detached: true, timeout, killSignal: 'SIGKILL' })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdin.on('error', () => {}) // EPIPE: it ended without reading
  child.stdin.end(input ?? '')
  // What it leaves running (a hanging mfa_process, say) would hold its pipes open.
  child.on('exit', () => killGroup(child.pid))
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ status: code ?? (signal === null ? 1 : 128), stdout, stderr }))
  })
  if (child.pid !== undefined) {
    onStart?.({ pid: child.pid, stderr: () => stderr, kill: signal => void child.kill(signal) })
  }
  return ended
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // ESRCH: nothing is left of it.
  }
}

/** What `npm run build` made, or what AWSENV_TEST_BINARY names. */
export function binary(): string {
  const path = process.env['AWSENV_TEST_BINARY'] ?? join(import.meta.dirname, '../../dist/awsenv')
  if (!existsSync(path)) throw new Error(`"${path}" is missing: npm run build`)
  return path
}

function temporary(parent: string): string {
  return mkdtempSync(join(parent, 'awsenv-e2e-'))
}
