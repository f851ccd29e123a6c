/** A stage with IAM Identity Center and a sign-in to the console, and a browser that notes the pages that it is to open. */
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type ConsoleSignIn, consoleSignIn } from '../../tools/sandbox/console-sign-in/sign-in.ts'
import { addIdentityCenter } from '../../tools/sandbox/identity-center/demo-center.ts'
import type { IdentityCenter } from '../../tools/sandbox/identity-center/directory.ts'
import { SSO_CONFIG } from '../commands/center-story.ts'
import type { Stage } from './stage.ts'

export type Browsing = {
  readonly center: IdentityCenter
  readonly signIn: ConsoleSignIn
  /** The addresses that were to be opened, in their order. */
  pages(): readonly string[]
  /** Visits every page that opens while `body` runs, as a person who agrees to everything. */
  visiting<T>(body: () => Promise<T>): Promise<T>
}

export function browsing(stage: Stage): Browsing {
  const { sandbox, world, home, env } = stage
  const center = addIdentityCenter(sandbox)
  const signIn = consoleSignIn(sandbox.world.user(world.alice.arn))
  sandbox.world.consoleSignIn = signIn
  center.answers = 'approve'
  center.requestsPerSecond = 10_000
  signIn.answers = 'approve'
  stage.write('.aws/credentials', '')
  stage.write('.aws/config', `${SSO_CONFIG}[profile me]\nlogin_session = ${world.alice.arn}\nregion = eu-central-1\n`)
  const program = stage.write('bin/browse', '#!/bin/sh\nprintf "%s\\n" "$1" >>"$HOME/pages"\n')
  chmodSync(program, 0o755)
  stage.write('.config/awsenv/config.toml', `endpoints = ["127.0.0.1"]\nbrowser = "${program} {url}"\n`)
  // Something to see a browser on.
  env['DISPLAY'] = ':9'
  // No keychain is asked: this is a session of nobody's desktop.
  env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent'
  const pages = () => {
    const file = join(home, 'pages')
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
  }
  const visited = new Set<string>()
  return { center, signIn, pages, visiting: body => visiting(pages, visited, body) }
}

async function visiting<T>(pages: () => readonly string[], visited: Set<string>, body: () => Promise<T>): Promise<T> {
  let isOver = false
  const visits = (async () => {
    while (!isOver) {
      for (const url of pages().filter(url => !visited.has(url))) {
        visited.add(url)
        // Whoever was killed waits for no answer.
        await fetch(url).catch(() => undefined)
      }
      await setTimeout(20)
    }
  })()
  try {
    return await body()
  } finally {
    isOver = true
    await visits
  }
}
