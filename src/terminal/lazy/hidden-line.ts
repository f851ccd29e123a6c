// Loaded by import() alone: readline takes milliseconds to load, and few commands ask for a passphrase.
import { openSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { ReadStream, WriteStream } from 'node:tty'
import { AwsenvError, ExitCode } from '../../errors.ts'

/**
 * One line that is not shown as it is typed; undefined at the end of the input. Echo can't be taken from a terminal in
 * its cooked mode without its staying away after Ctrl-C, so readline reads it raw, and does what Ctrl-C, Ctrl-Z and the
 * editing keys are known for. Node gives the terminal its mode back whenever the process ends, but for kill -9.
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
        // after Ctrl-Z and fg, readline waits for somebody to resume what it has paused
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
