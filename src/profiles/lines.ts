/** Splits the bytes of a shared file into lines, and refuses what can't be text. */
import { AwsenvError } from '../errors.ts'

/**
 * The lines of a file, without their ends (LF or CRLF) and without a BOM. A line that is not UTF-8 (a comment in
 * Shift_JIS) keeps each high byte as U+DC80…U+DCFF, as PEP 383 does, so that none is lost and none is mistaken for text.
 */
export function linesOf(bytes: Uint8Array, file: string): readonly string[] {
  if (hasUtf16Mark(bytes)) throw faultIn(file, 1, 'the encoding is UTF-16', SAVE_AS_UTF8)
  const raw = textOf(bytes)
  // Two plain searches are much faster than one for a pattern.
  if (!raw.includes('\r') && !raw.includes('\0')) return raw.split('\n')
  const text = raw.replaceAll('\r\n', '\n')
  const odd = text.search(/[\0\r]/)
  if (odd === -1) return text.split('\n')
  const line = text.slice(0, odd).split('\n').length
  const reason = text[odd] === '\r' ? 'a carriage return without a line feed' : 'a NUL byte; is the encoding UTF-16?'
  throw faultIn(file, line, `there is ${reason}`, SAVE_AS_UTF8)
}

/** An error about a line of a file. Never give it text of the file, which may be a secret. */
export function faultIn(file: string, line: number, reason: string, hint?: string): AwsenvError {
  return new AwsenvError(`cannot read "${file}", line ${line}: ${reason}`, { hint })
}

const SAVE_AS_UTF8 = 'save the file as UTF-8 with LF or CRLF line ends'

function hasUtf16Mark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return rawLines(bytes).map(lineOf).join('\n')
  }
}

function lineOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Array.from(bytes, byte => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('')
  }
}

function rawLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return [...lines, bytes.subarray(start)]
}

const LF = 0x0a
