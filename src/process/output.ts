/** stdout and stdin as data channels: the whole text or an error, and one line at most. */
import { fstatSync, readFileSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { AwsenvError } from '../errors.ts'
import { readLine } from '../files/read-line.ts'

/** The real stdout, for programs: a script to evaluate, or data. */
export interface Output {
  readonly isTerminal: boolean
  /** Whether the caller has closed it. */
  readonly isClosed: boolean
  /** Writes everything or throws an AwsenvError: a closed pipe or a full disk is a failure. */
  write(text: string | Uint8Array): void
}

export function outputOf(descriptor: number): Output {
  return {
    get isTerminal() {
      return isDevice(descriptor) && isatty(descriptor)
    },
    get isClosed() {
      return wasClosed(descriptor)
    },
    write(text) {
      let bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
      while (bytes.length > 0) bytes = bytes.subarray(writeSome(descriptor, bytes))
    },
  }
}

/** Only a device can be a terminal; loading node:tty takes longer than most commands. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    return false // Closed, or Windows can't tell.
  }
}

/** stderr for messages: if it is closed or full, the exit code must do. */
export type Messages = Pick<Output, 'isTerminal' | 'write'>

export function messagesOf(descriptor: number): Messages {
  const output = outputOf(descriptor)
  return {
    get isTerminal() {
      return output.isTerminal
    },
    write(text) {
      try {
        output.write(text)
      } catch {
        // There is nowhere left to say so.
      }
    },
  }
}

/** process.stdout loses text if the process ends before a slow pipe has taken it (nodejs/node#53242). */
function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes)
  } catch (cause) {
    // The other end made the pipe non-blocking and is full: wait, like a blocking write.
    if ((cause as NodeJS.ErrnoException).code === 'EAGAIN') {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
      return 0
    }
    throw new AwsenvError(`can't write the result to stdout (${(cause as NodeJS.ErrnoException).code})`, {
      hint: 'whatever reads it has not got all of it: check where stdout goes',
      cause,
    })
  }
}

/**
 * Node replaces a closed descriptor (`>&-`) with /dev/null, open for reading and writing; `>/dev/null` opens it for
 * writing only (Python's DEVNULL for both). Only Linux shows this.
 */
function wasClosed(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? '0'
    return fstatSync(descriptor).rdev === NULL_DEVICE && Number(flags.at(-1)) === READ_AND_WRITE
  } catch {
    return false
  }
}

/** Linux's device number of /dev/null. */
const NULL_DEVICE = 0x103

/** O_RDWR in the last octal digit of the flags (proc_pid_fdinfo(5)). */
const READ_AND_WRITE = 2

/** What is piped in for `--mfa-stdin`. */
export function readStdinLine(): string | undefined {
  try {
    return readLine(0)
  } catch {
    return undefined
  }
}
