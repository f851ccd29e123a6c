import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { COMPILED } from '../support/compiled.ts'

/** Starts a script of workers/ with its arguments as JSON; its stderr is this process's. */
export function startWorker(name: string, argument: unknown): ChildProcess {
  const script = join(import.meta.dirname, 'workers', `${name}.ts`)
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED }
  return spawn(process.execPath, [script, JSON.stringify(argument)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Runs one to its end and gives its stdout. */
export async function runWorker(name: string, argument: unknown): Promise<string> {
  const worker = startWorker(name, argument)
  let output = ''
  worker.stdout?.on('data', chunk => {
    output += chunk
  })
  const [code] = await once(worker, 'close')
  if (code !== 0) throw new Error(`the worker ${name} ended with ${code}`)
  return output
}

/** Until a worker has printed its first bytes, or has ended without. */
export async function begun(worker: ChildProcess): Promise<void> {
  if (worker.stdout && !hasEnded(worker)) await Promise.race([once(worker.stdout, 'data'), once(worker, 'close')])
}

export async function killed(worker: ChildProcess): Promise<void> {
  if (hasEnded(worker)) return
  const gone = once(worker, 'close')
  worker.kill('SIGKILL')
  await gone
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
