import { readSync } from 'node:fs'

/** Reads one line byte by byte, because the rest belongs to the next reader. */
export function readLine(descriptor: number): string | undefined {
  const bytes: number[] = []
  const byte = Buffer.alloc(1)
  while (bytes.length < MAX_LINE) {
    if (readSync(descriptor, byte, 0, 1, null) === 0) {
      if (bytes.length === 0) return undefined
      break
    }
    const [value = 0] = byte
    if (value === 0x0a) break
    bytes.push(value)
  }
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '')
}

/** The longest line of a terminal in cooked mode (termios(3)). */
const MAX_LINE = 4096
