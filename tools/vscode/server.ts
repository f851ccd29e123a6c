/** A running code-server: one window of VS Code for whoever has its address, which only this machine reaches. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { CodeServer } from './fetched.ts'

export type Server = {
  /** Where VS Code has a folder open. */
  address(folder: string): string
  /** Replaces the user's settings. */
  set(settings: Readonly<Record<string, unknown>>): void
  [Symbol.asyncDispose](): Promise<void>
}

/** `home` keeps its files; the terminals have the environment. */
export async function startServer(
  { node, script }: CodeServer,
  home: string,
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const folder = join(home, '.code-server')
  mkdirSync(join(folder, 'data/User'), { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'config.yaml'), 'auth: none\n')
  const words = [
    ...['--config', join(folder, 'config.yaml'), '--bind-addr', '127.0.0.1:0', '--auth', 'none'],
    ...['--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')],
    ...[
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
    ],
  ]
  const child = spawn(node, [script, ...words], { env, cwd: home, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  child.stderr.resume()
  const url = await addressIn(child.stdout)
  child.stdout.resume()
  return {
    address: path => `${url}?folder=${encodeURIComponent(path)}`,
    set: settings => writeFileSync(join(folder, 'data/User/settings.json'), JSON.stringify(settings)),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** `HTTP server listening on http://127.0.0.1:…/` */
async function addressIn(stdout: Readable): Promise<string> {
  let text = ''
  for await (const part of stdout.iterator({ destroyOnReturn: false })) {
    text += String(part)
    const [, address] = /listening on (http:\S+)/.exec(text) ?? []
    if (address !== undefined) return address
  }
  throw new Error(`code-server did not start: ${text}`)
}
