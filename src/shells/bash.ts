import { CAN_CHANGE, STOP, WATCH } from './bash-bare.ts'
import { extendPath, posixEvaluating, posixFailure, posixScripts, singleQuoted, sourceIfThere } from './posix.ts'
import type { Shell, StartUpFile, User } from './shell.ts'

/** `\builtin` finds the builtin even if the user has an alias or a function of that name. */
export const bash: Shell = {
  name: 'bash',
  otherNames: [],
  reads: ['sh'],
  mayRefuse: true,
  ...posixScripts({ builtin: '\\builtin ', quoted: asciiQuoted, canChange: CAN_CHANGE, stop: STOP, watch: WATCH }),
  failure: posixFailure,
  quoted: singleQuoted,
  evaluating: posixEvaluating,
  hook: { extension: 'bash', source: path => `. ${singleQuoted(path)}`, sourceIfThere, extendPath, startUpFiles },
}

/** Printable ASCII in plain quotes, anything else byte by byte in `$'…'`, so that no decoder can change it. */
export function asciiQuoted(text: string): string {
  if (/^[ -~]*$/.test(text)) return singleQuoted(text)
  const bytes = Array.from(new TextEncoder().encode(text), escaped)
  return `$'${bytes.join('')}'`
}

function escaped(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === "'" || character === '\\') return `\\${character}`
  if (byte >= 0x20 && byte <= 0x7e) return character
  return `\\x${byte.toString(16).padStart(2, '0')}`
}

/**
 * An interactive bash reads ~/.bashrc; a login shell reads one of three others, the first that
 * exists. Most of those source ~/.bashrc. One that doesn't gets the line too.
 */
function startUpFiles({ read }: User): readonly StartUpFile[] {
  const logins = ['~/.bash_profile', '~/.bash_login', '~/.profile']
  const login = logins.find(path => read(path) !== undefined) ?? '~/.bash_profile'
  const reachesBashrc = /\.bashrc\b/.test(read(login) ?? '')
  return [{ path: '~/.bashrc' }, ...(reachesBashrc ? [] : [{ path: login, isShared: login === '~/.profile' }])]
}
