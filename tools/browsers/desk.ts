/** alice's machine with a screen, and one real browser on it that reaches nothing but this machine. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Machine, openMachine, PROGRAMS } from '../machine/machine.ts'

export type Desk = Machine & {
  /** `awsenv console` with the setting "browser"; resolves once the browser has opened the link. Gives what went wrong. */
  console(browser: string, ...words: readonly string[]): Promise<string | undefined>
  [Symbol.asyncDispose](): Promise<void>
}

export async function openDesk(program: string): Promise<Desk> {
  const machine = await openMachine()
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = await once(screen.stdio[3] as NodeJS.ReadableStream, 'data')
  const DISPLAY = `:${String(number).trim()}`
  // Notes its process, which outlives awsenv.
  machine.write(`${PROGRAMS}/browser`, [
    '#!/bin/sh',
    'echo $$ >>"$HOME/processes"',
    `exec ${program} ${FLAGS[program]} "$@"`,
  ])
  const signedIn = () => machine.sandbox.requests.filter(({ action, status }) => action === 'login' && status === 302)
  return {
    ...machine,
    async console(browser, ...words) {
      machine.write('.config/awsenv/config.toml', [...SETTINGS, `browser = "${browser}"`, ...ACCOUNTS])
      const before = signedIn().length
      const { status, stderr } = await machine.run(['awsenv', 'console', ...words], { DISPLAY })
      if (status !== 0) return stderr
      for (const deadline = AbortSignal.timeout(120_000); !deadline.aborted; await setTimeout(100))
        if (signedIn().length > before) return undefined
      return 'the browser never opened the link'
    },
    async [Symbol.asyncDispose]() {
      const noted = join(machine.home, 'processes')
      const processes = existsSync(noted) ? readFileSync(noted, 'utf8').trim().split('\n') : []
      await Promise.all(processes.map(ended))
      screen.kill()
      await machine[Symbol.asyncDispose]()
    },
  }
}

/** A browser that had handed its link to a running one has ended already. */
async function ended(pid: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const deadline = AbortSignal.timeout(10_000); !deadline.aborted; await setTimeout(50))
      if (!kills(Number(pid), signal)) return
  }
}

function kills(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

const SETTINGS = ['endpoints = ["127.0.0.1"]']
const ACCOUNTS = [
  ...['[accounts."123456789012"]', 'colour = "red"'],
  ...['[accounts."210987654321"]', 'name = "other"', 'colour = "magenta"'],
]
/** No sandbox, since this may run as root. */
const FLAGS: Readonly<Record<string, string>> = {
  chromium:
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'",
  firefox: '',
}
