/**
 * Questions to the person at the terminal. The rules:
 * - A question goes to the terminal itself: stdout and stderr may be captured or discarded.
 * - The terminal stays in cooked mode with echo: Ctrl-C and kill -9 leave nothing to restore. Only the list (picker.ts)
 *   and the passphrase (lazy/hidden-line.ts) can't keep this rule.
 * - Reading blocks and installs no signal handler: Ctrl-C and Ctrl-Z do what they always do.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { AwsenvError, ExitCode } from '../errors.ts'
import { readLine } from '../files/read-line.ts'
import type { Environment } from '../model/environment.ts'
import { printable, printableLines } from '../text/printable.ts'
import type { Choice, Offer } from './picker.ts'

export interface Terminal {
  /** Whether there is a terminal: opens and closes it. */
  isPresent(): boolean
  /** The question may have several lines. The answer is one line; undefined at the end of the input (Ctrl-D). Throws without a terminal. */
  ask(question: string): string | undefined
  /** The same without echo, for a passphrase. Ctrl-C is an error with its own exit code. */
  askHidden(question: string): Promise<string | undefined>
  /** Shows something on the terminal alone, such as a secret. `draw` gets the number of columns. */
  show(draw: (columns: number) => string): Promise<void>
  /** Whether it can show a list: it must move its cursor, and AWSENV_PICKER must not be 0. */
  canPick(): boolean
  /** Lets the person choose one of many; undefined if they cancel. */
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
      // O_RDWR: a read-only CONIN$ refuses some calls (nodejs/node#63852).
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
 * mintty gives native programs pipes and a hidden console, where a question would wait for ever
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
