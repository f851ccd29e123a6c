// Loaded by import() alone: node:tty takes milliseconds.
import { WriteStream } from 'node:tty'

/** How wide a terminal is; 80 where it doesn't say. */
export function columnsOf(descriptor: number): number {
  return new WriteStream(descriptor).columns || 80
}
