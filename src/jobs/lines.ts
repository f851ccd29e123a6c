/** Cuts streams of bytes into lines. Pure. */
import type { Stream } from '../process/jobs.ts'
import type { Reporter } from './reporter.ts'

export type LineCutter = {
  /** The lines that end in these bytes, without their line breaks. */
  take(bytes: Uint8Array): readonly Uint8Array[]
  /** What is left at the end of the stream: a line without a break, or none. */
  rest(): readonly Uint8Array[]
}

/** A line of more than `longest` bytes is cut there: memory is finite. */
export function lineCutter(longest = LONGEST): LineCutter {
  let pieces: Uint8Array[] = []
  let length = 0

  function keep(piece: Uint8Array): void {
    if (piece.byteLength === 0) return
    pieces.push(piece)
    length += piece.byteLength
  }
  function taken(): Uint8Array {
    const line = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)
    pieces = []
    length = 0
    return line
  }

  return {
    take(bytes) {
      const lines: Uint8Array[] = []
      for (let from = 0; from < bytes.byteLength; ) {
        const at = bytes.indexOf(NEWLINE, from)
        const end = at === -1 ? bytes.byteLength : at
        if (end - from + length > longest) {
          const cut = from + longest - length
          keep(bytes.subarray(from, cut))
          lines.push(taken())
          from = cut
          continue
        }
        keep(bytes.subarray(from, end))
        if (at !== -1) lines.push(taken())
        from = end + 1
      }
      return lines
    },
    rest: () => (length === 0 ? [] : [taken()]),
  }
}

/** What a command writes, as lines; `write` is never called without any. `rest` writes what has no line break at the end. */
export function byLines(
  write: (stream: Stream, lines: readonly Uint8Array[]) => void,
): Pick<Reporter, 'output'> & { rest(): void } {
  const cutters = { stdout: lineCutter(), stderr: lineCutter() }
  const writeAny = (stream: Stream, lines: readonly Uint8Array[]) => {
    if (lines.length > 0) write(stream, lines)
  }
  return {
    output: (stream, bytes) => writeAny(stream, cutters[stream].take(bytes)),
    rest() {
      for (const stream of ['stdout', 'stderr'] as const) writeAny(stream, cutters[stream].rest())
    },
  }
}

const NEWLINE = 10
/** In bytes. */
const LONGEST = 1_048_576
