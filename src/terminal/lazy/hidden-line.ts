// Loaded by import() alone: readline takes milliseconds to load, and few commands ask for a passphrase.
import { openSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { ReadStream, WriteStream } from 'node:tty'
import { AwsenvError, ExitCode } from '../../errors.ts'

/**
 * One hidden line; undefined at the end of the input. In cooked mode, echo would stay off after Ctrl-C, so readline reads
 * in raw mode and handles Ctrl-C, Ctrl-Z and the editing keys. Node restores the terminal when the process ends, except
 * after kill -9.
 */
export async function hiddenLine(
  device: { readonly input: string; readonly output: string },
  question: string,
): Promise<string | undefined> {
  const input = new ReadStream(openSync(device.input, 'r+'))
  const output = new WriteStream(openSync(device.output, 'r+'))
  const lines = createInterface({ input, output: nowhere(), terminal: true, historySize: 0 })
  const ask = () => void output.write(question)
  try {
    ask()
    return await new Promise<string | undefined>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('close', () => resolve(undefined))
      lines.once('SIGINT', () => reject(new AwsenvError('interrupted', { exitCode: ExitCode.interrupted })))
      lines.on('SIGCONT', () => {
        // after Ctrl-Z and fg, readline stays paused until it is resumed
        setImmediate(() => lines.resume())
        ask()
      })
    })
  } finally {
    lines.close()
    output.write('\n')
    input.destroy()
    output.destroy()
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
