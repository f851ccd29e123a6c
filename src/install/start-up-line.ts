/** The line that loads the hook, in a shell's start-up file: put in and taken out byte for byte. Pure. */
import { singleQuoted } from '../shells/posix.ts'

/** How a shell loads a hook, and the start-up files that it reads it from. */
export type StartUp = {
  /** The statement that sources a file. */
  source(path: string): string
  /** Paths below the home directory. `isRead` tells which of them this user's shells read; `text` is undefined where there is no file. */
  files(
    read: (path: string) => string | undefined,
    env: Readonly<Record<string, string | undefined>>,
  ): readonly StartUpFile[]
}

export type StartUpFile = {
  readonly path: string
  /** Whether another shell reads it too, which must not see the hook. */
  readonly isShared?: boolean
}

export const startUps: Readonly<Record<string, StartUp>> = {
  bash: { source: path => `. ${singleQuoted(path)}`, files: bashFiles },
  zsh: { source: path => `. ${singleQuoted(path)}`, files: (_, env) => [{ path: `${env['ZDOTDIR'] || '~'}/.zshrc` }] },
  fish: {
    source: path => `source '${path.replace(/[\\']/g, '\\$&')}'`,
    files: (_, env) => [{ path: `${env['XDG_CONFIG_HOME'] || '~/.config'}/fish/config.fish` }],
  },
  powershell: {
    source: path => `. '${path.replaceAll("'", "''")}'`,
    files: (_, env) => [{ path: `${env['XDG_CONFIG_HOME'] || '~/.config'}/powershell/profile.ps1` }],
  },
}

/** A text with the line at its end; the text itself where it is there already. An older line of ours goes. */
export function withLine(text: string | undefined, line: string): string {
  if (text === undefined) return `${line}${MARK}${ALONE}\n`
  if (text.split(/\r?\n/).includes(`${line}${MARK}`) || text === `${line}${MARK}${ALONE}\n`) return text
  const rest = withoutLine(text) ?? ''
  const end = rest.includes('\r\n') ? '\r\n' : '\n'
  // A file without a line end at its end stays one, so that taking the line out again leaves no trace.
  return rest === '' || rest.endsWith('\n') ? `${rest}${line}${MARK}${end}` : `${rest}${end}${line}${MARK}`
}

/** A text without our line; undefined where the file had nothing else when the line came, and goes with it. */
export function withoutLine(text: string): string | undefined {
  if (text.endsWith(`${MARK}${ALONE}\n`) && text.indexOf('\n') === text.length - 1) return undefined
  const mark = MARK.replace(/[#]/g, '\\$&')
  return text.replace(
    new RegExp(`^[^\\r\\n]*${mark}(?:${ALONE})?\\r?\\n|\\r?\\n[^\\r\\n]*${mark}$(?![\\s\\S])`, 'm'),
    '',
  )
}

/**
 * bash reads ~/.bashrc where it is interactive, and one of three others where it is a login shell: the first that there
 * is. Most of those source ~/.bashrc; one that doesn't gets the line too.
 */
function bashFiles(read: (path: string) => string | undefined): readonly StartUpFile[] {
  const logins = ['~/.bash_profile', '~/.bash_login', '~/.profile']
  const login = logins.find(path => read(path) !== undefined) ?? '~/.bash_profile'
  const reachesBashrc = /\.bashrc\b/.test(read(login) ?? '')
  return [{ path: '~/.bashrc' }, ...(reachesBashrc ? [] : [{ path: login, isShared: login === '~/.profile' }])]
}

const MARK = ' # awsenv hook'
const ALONE = ', in a file of its own'
