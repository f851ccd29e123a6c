/**
 * Questions to the person at the terminal. The rules: a question goes to the terminal itself, never to stdout or
 * stderr, so that both may be captured or thrown away; the terminal stays in its cooked mode with echo, so that there
 * is no state to restore after Ctrl-C or kill -9 (a choice from a list and a passphrase can't keep this one: see picker.ts
 * and lazy/hidden-line.ts); the reading blocks, and no signal handler is installed meanwhile, so that Ctrl-C and Ctrl-Z do
 * what they always do.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { AwsenvError, ExitCode } from '../errors.ts'
import { readLine } from '../files/read-line.ts'
import type { Environment } from '../model/environment.ts'
import { printable, printableLines } from '../text/printable.ts'
import type { Choice, Offer } from './picker.ts'

export interface Terminal {
  /** Whether anybody can be asked: opens the terminal and closes it again. */
  isPresent(): boolean
  /** The question may have several lines. The answer is one, without its line end; undefined at the end of the input (Ctrl-D). Throws where there is no terminal. */
  ask(question: string): string | undefined
  /** The same for a passphrase, which is not shown. Ctrl-C is an error with its exit code. */
  askHidden(question: string): Promise<string | undefined>
  /** Shows what is for the person's eyes alone, such as a secret: neither stdout nor stderr gets it. `draw` is given the columns. */
  show(draw: (columns: number) => string): Promise<void>
  /** Whether it can show a list to choose from: it moves its cursor, and AWSENV_PICKER is not 0. */
  canPick(): boolean
  /** One of many; undefined where the person wants none of them. */
  pick<T extends Choice>(question: string, offer: Offer<T>): Promise<T | undefined>
}

/** The terminal of this process, whatever its stdin and stdout are: /dev/tty, or CONIN$ and CONOUT$ on Windows. */
export function processTerminal(platform: string, env: Environment): Terminal {
  const isUnderMsys = Boolean(env['MSYSTEM'])
  const device =
    platform === 'win32'
      ? { input: '\\\\.\\CONIN$', output: '\\\\.\\CONOUT$' }
      : { input: '/dev/tty', output: '/dev/tty' }
  const isPresent = () => {
    try {
      refuseHidden(platform, isUnderMsys)
      // O_RDWR, for the console's sake: read-only, CONIN$ refuses some calls (nodejs/node#63852).
      closeSync(openSync(device.input, 'r+'))
      return true
    } catch {
      return false
    }
  }
  return {
    isPresent,
    ask(question) {
      refuseHidden(platform, isUnderMsys)
      const input = openDevice(device.input)
      const output = device.output === device.input ? input : openDevice(device.output)
      try {
        writeSync(output, printableLines(question))
        return readLine(input)
      } finally {
        closeSync(input)
        if (output !== input) closeSync(output)
      }
    },
    async askHidden(question) {
      refuseHidden(platform, isUnderMsys)
      closeSync(openDevice(device.input))
      const { hiddenLine } = await import('./lazy/hidden-line.ts')
      return hiddenLine(device, printable(question))
    },
    async show(draw) {
      const output = openDevice(device.output)
      try {
        const { columnsOf } = await import('./lazy/window.ts')
        writeSync(output, draw(columnsOf(output)))
      } finally {
        closeSync(output)
      }
    },
    canPick() {
      const { TERM = platform === 'win32' ? 'windows' : 'dumb', AWSENV_PICKER } = env
      return TERM !== 'dumb' && AWSENV_PICKER !== '0' && isPresent()
    },
    async pick(question, offer) {
      const { pick } = await import('./picker.ts')
      // https://no-color.org: set, and not empty.
      return pick({ ...device, hasColours: !env['NO_COLOR'] }, question, offer)
    },
  }
}

/**
 * mintty gives native programs pipes: their console is a hidden one, where a question would wait for ever
 * (https://github.com/nodejs/node/issues/3006). The hook asks instead, and passes the code on.
 */
function refuseHidden(platform: string, isUnderMsys: boolean): void {
  if (platform === 'win32' && isUnderMsys && !isatty(0)) throw noTerminal()
}

function openDevice(path: string): number {
  try {
    return openSync(path, 'r+')
  } catch (cause) {
    throw noTerminal(cause)
  }
}

function noTerminal(cause?: unknown): AwsenvError {
  return new AwsenvError('there is no terminal to ask on', {
    hint: 'pass the MFA code by --mfa-stdin, AWSENV_MFA_CODE or "mfa_process" in the profile, and give everything else as arguments',
    exitCode: ExitCode.cannotAsk,
    cause,
  })
}
