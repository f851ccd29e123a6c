/** Cuts a stream of bytes into lines. Pure. */

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

const NEWLINE = 10
/** In bytes. */
const LONGEST = 1_048_576
