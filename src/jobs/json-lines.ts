/** An object a line on stdout: each line that a command writes, and its result. */
import { isUtf8 } from 'node:buffer'
import type { Context } from '../context/context.ts'
import { byLines } from './lines.ts'
import type { Reporter } from './reporter.ts'
import { type JobName, type JobResult, shownResult } from './result.ts'

export function jsonLines({ output: stdout }: Context, names: readonly JobName[]): (index: number) => Reporter {
  return index => {
    const { target, account = null, region = null } = names[index] as JobName
    const write = (objects: readonly object[]) =>
      stdout.write(objects.map(object => `${JSON.stringify({ target, account, region, ...object })}\n`).join(''))
    const { output, rest } = byLines((stream, lines) => write(lines.map(line => ({ stream, ...lineOf(line) }))))
    return {
      started() {},
      output,
      ended(result) {
        rest()
        write([{ result: shownResult(result), ...details(result) }])
      },
    }
  }
}

/** Bytes that are no text are there twice: readable, and as they are. */
function lineOf(bytes: Uint8Array): object {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const line = buffer.toString('utf8')
  return isUtf8(bytes) ? { line } : { line, base64: buffer.toString('base64') }
}

function details(result: JobResult): object {
  if (result.kind === 'exit') return { exitCode: result.exitCode, seconds: result.seconds }
  return result.kind === 'signal' ? { signal: result.signal, seconds: result.seconds } : {}
}
