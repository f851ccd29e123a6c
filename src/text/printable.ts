/**
 * Makes foreign text (from a file, an STS answer, an argument) safe for a terminal: characters that could move the
 * cursor, colour, hide or reorder text become `?`. Covers C0, DEL, C1, the bidirectional controls (CVE-2021-42574),
 * zero-width characters, line separators and lone surrogates.
 */
export function printable(text: string): string {
  return ASCII.test(text) ? text : text.replace(UNPRINTABLE, '?')
}

/** The same, but keeps line breaks. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

/** Most texts, of which there can be thousands. */
const ASCII = /^[ -~]*$/

const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
