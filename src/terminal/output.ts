/** stdout and stdin of the process, as a machine uses them: all of a text or an error, one line and no more. */
import { writeSync } from 'node:fs'
import { AwsenvError } from '../errors.ts'
import { readLine } from './terminal.ts'

/** The real stdout, which only the machine that asked reads: a script to evaluate, or data. */
export interface Output {
  readonly isTerminal: boolean
  /** Writes all of it or throws an AwsenvError: a closed pipe and a full disk are failures, not silence. */
  write(text: string): void
}

export function outputOf(descriptor: number, isTerminal: boolean): Output {
  return {
    isTerminal,
    write(text) {
      let bytes: Uint8Array = new TextEncoder().encode(text)
      while (bytes.length > 0) bytes = bytes.subarray(writeSome(descriptor, bytes))
    },
  }
}

/** process.stdout would cut the text where the process ends before a slow pipe has taken it (nodejs/node#53242). */
function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes)
  } catch (cause) {
    // The other end made the pipe non-blocking, and is full: wait a little, as a blocking write would.
    if ((cause as NodeJS.ErrnoException).code === 'EAGAIN') {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
      return 0
    }
    throw new AwsenvError(`the result could not be written to stdout (${(cause as NodeJS.ErrnoException).code})`, {
      hint: 'nothing was evaluated; where does stdout go?',
      cause,
    })
  }
}

/** What is piped in for `--mfa-stdin`. */
export function readStdinLine(): string | undefined {
  try {
    return readLine(0)
  } catch {
    return undefined
  }
}
