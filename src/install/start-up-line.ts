/** The line that loads the hook in a shell's start-up file: added and removed without changing another byte. Pure. */
/** The text with the line at its end, unless it is there. An older line of ours goes. */
export function withLine(text: string | undefined, line: string): string {
  if (text === undefined) return `${line}${MARK}${ALONE}\n`
  if (text.split(/\r?\n/).includes(`${line}${MARK}`) || text === `${line}${MARK}${ALONE}\n`) return text
  const rest = withoutLine(text) ?? ''
  const end = rest.includes('\r\n') ? '\r\n' : '\n'
  // A file without a final newline stays so: removing the line again leaves no trace.
  return rest === '' || rest.endsWith('\n') ? `${rest}${line}${MARK}${end}` : `${rest}${end}${line}${MARK}`
}

/** The text without our line; undefined if the file was made for the line, and goes with it. */
export function withoutLine(text: string): string | undefined {
  if (text.endsWith(`${MARK}${ALONE}\n`) && text.indexOf('\n') === text.length - 1) return undefined
  const mark = MARK.replace(/[#]/g, '\\$&')
  return text.replace(
    new RegExp(`^[^\\r\\n]*${mark}(?:${ALONE})?\\r?\\n|\\r?\\n[^\\r\\n]*${mark}$(?![\\s\\S])`, 'm'),
    '',
  )
}

const MARK = ' # awsenv hook'
const ALONE = ', in a file of its own'
