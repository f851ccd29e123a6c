// Loaded by import() alone: node:tty takes milliseconds.
import { WriteStream } from 'node:tty'

/** The width of a terminal; 80 if it doesn't say. */
export function columnsOf(descriptor: number): number {
  return new WriteStream(descriptor).columns || 80
}
