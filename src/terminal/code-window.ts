/**
 * Asks for an MFA code in a window, where there is no terminal. No well-kept library does it, and each system brings a
 * program that does. Texts are arguments or variables, never a part of a script.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Environment } from '../model/environment.ts'
import { type Dialog, dialogsFor } from './dialogs.ts'

export interface CodeWindow {
  /** What was typed; undefined after Cancel, after a minute, or where no window can open. */
  ask(title: string, lines: readonly string[]): Promise<string | undefined>
}

export function processWindow(platform: string, env: Environment, deadline = DEADLINE): CodeWindow {
  return {
    async ask(title, lines) {
      for (const dialog of dialogsFor(platform, env, title, lines)) {
        const answer = await answerOf(dialog, env, deadline)
        if (answer !== 'not there') return answer
      }
      return undefined
    },
  }
}

function answerOf(
  { argv, variables }: Dialog,
  env: Environment,
  deadline: number,
): Promise<string | undefined | 'not there'> {
  const [program, ...args] = argv
  return new Promise(resolve => {
    const child: ChildProcess = spawn(program, args, {
      env: { ...withoutSecrets(env), ...variables },
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), deadline)
    let typed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      typed = (typed + text).slice(0, LONGEST)
    })
    child.on('error', () => {
      clearTimeout(timer)
      resolve('not there')
    })
    child.on('close', code => {
      clearTimeout(timer)
      resolve(code === 0 ? typed : undefined)
    })
  })
}

/** A window has no use for them. */
function withoutSecrets(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:AWS|AWSENV)_/.test(name)))
}

/** In milliseconds: time to find the phone. */
const DEADLINE = 60_000
/** In characters: a code has six. */
const LONGEST = 64
