/** Reads the text between a section's brackets. */

/** The two shared files name sections differently. */
export type FileKind = 'config' | 'credentials'

/** `default` is `[default]` of the config file, which `[profile default]` replaces. */
export type SectionKind = 'default' | 'profile' | 'sso-session' | 'services'

/** A section that counts; or why it doesn't ('' if that is normal) and whose it seems to be; or one without a name. */
export type Section =
  | { readonly kind: SectionKind; readonly name: string }
  | { readonly ignored: string; readonly name: string }
  | { readonly unnamed: true }

/**
 * Reads a trimmed, non-empty section header. The rules are those of the AWS SDKs ("Shared config and
 * credentials files" of their reference guide), but a name may have any character, as in the AWS CLI.
 */
export function sectionOf(header: string, file: FileKind): Section {
  const [, prefix = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(header) ?? []
  return file === 'config' ? inConfig(header, prefix, rest) : inCredentials(header, prefix, rest)
}

function inConfig(header: string, prefix: string, rest: string): Section {
  if (header === 'default') return { kind: 'default', name: 'default' }
  if (isPrefix(header)) return { unnamed: true }
  if (isPrefix(prefix)) {
    const name = unquoted(rest)
    if (name === '') return { unnamed: true }
    if (name !== undefined) return { kind: prefix, name }
    return { ignored: `[${header}] has a name that AWS tools don't read; put quotes around it`, name: rest }
  }
  // The AWS CLI's own: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
  if (header === 'plugins' || header === 'preview') return { ignored: '', name: header }
  return { ignored: `[${header}] is not a profile in this file; that would be [profile ${header}]`, name: header }
}

/** Names are literal, including blanks: `aws configure --profile "my prof"` writes `[my prof]`. */
function inCredentials(header: string, prefix: string, rest: string): Section {
  if (prefix !== 'profile' && prefix !== 'sso-session' && prefix !== 'services')
    return { kind: 'profile', name: header }
  return { ignored: `[${header}] has a prefix that belongs in the config file`, name: unquoted(rest) ?? rest }
}

function isPrefix(word: string): word is 'profile' | 'sso-session' | 'services' {
  return word === 'profile' || word === 'sso-session' || word === 'services'
}

/** A word as a POSIX shell reads it, with quotes (botocore: shlex) but without backslashes; else undefined. */
function unquoted(text: string): string | undefined {
  if (/^[^\s"']+$/.test(text)) return text
  const parts = text.match(/[^\s"']+|"[^"]*"|'[^']*'/g) ?? []
  if (parts.join('') !== text) return undefined
  return parts.map(part => (/^["']/.test(part) ? part.slice(1, -1) : part)).join('')
}
