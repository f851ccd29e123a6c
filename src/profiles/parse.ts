/** Parses the shared files: which sections and keys count, and which values must not be shown. */
import { Secret } from '../model/secret.ts'
import { printable } from '../text/printable.ts'
import { faultIn, iniSections } from './ini.ts'
import { type Setting, subProperties } from './profile.ts'

/** The two shared files name sections differently. */
export type FileKind = 'config' | 'credentials'

/** `default` is `[default]` of the config file, which `[profile default]` replaces. */
export type SectionKind = 'default' | 'profile' | 'sso-session' | 'services'

/** A section that counts; or why it doesn't ('' if that is normal) and whose it seems to be; or one without a name. */
export type Section =
  | { readonly kind: SectionKind; readonly name: string }
  | { readonly ignored: string; readonly name: string }
  | { readonly unnamed: true }

/** One parsed file: its sections by kind and name, with keys in lower case. */
export type ParsedFile = {
  readonly file: string
  readonly sections: Readonly<Record<SectionKind, Sections>>
  readonly warnings: readonly Warning[]
}
export type Sections = ReadonlyMap<string, ReadonlyMap<string, Setting>>

/** Something legal but probably a mistake; `profile` is the one that lacks something because of it. */
export type Warning = {
  readonly file: string
  readonly line: number
  readonly profile: string
  readonly message: string
}

/**
 * Parses the bytes of a file. Repeated sections and keys are merged, the last one counts, with a
 * warning. A malformed line is an AwsenvError with file, line and reason. Takes linear time.
 */
export function parse(bytes: Uint8Array, file: string, kind: FileKind): ParsedFile {
  const sections: Record<SectionKind, Map<string, Map<string, Setting>>> = {
    default: new Map(),
    profile: new Map(),
    'sso-session': new Map(),
    services: new Map(),
  }
  const warnings: Warning[] = []
  // The same few keys stand in thousands of profiles.
  const kinds = new Map<string, KeyKind>()
  for (const { header, line, entries } of iniSections(bytes, file)) {
    const section = sectionOf(header, kind)
    if ('unnamed' in section) throw faultIn(file, line, 'this section has no name')
    const warn = (line: number, message: string) =>
      warnings.push({ file, line, profile: section.name, message: printable(message) })
    if ('ignored' in section) {
      if (section.ignored) warn(line, section.ignored)
      continue
    }
    const known = sections[section.kind].get(section.name)
    if (known) warn(line, `[${header}] stands here again; the two are merged`)
    const settings = known ?? new Map<string, Setting>()
    sections[section.kind].set(section.name, settings)
    for (const { key, line, value } of entries) {
      const kindOfKey = kinds.get(key) ?? keyKind(key)
      kinds.set(key, kindOfKey)
      if (value.includes('\n[')) warn(line, INDENTED_SECTION)
      if (kindOfKey === 'none') {
        // The key is not shown: it may be part of a secret that an editor wrapped.
        warn(line, `a name in [${header}] has characters that no key has; it is ignored`)
        continue
      }
      if (settings.has(key)) warn(line, `"${key}" stands in [${header}] again; this one counts`)
      if (kindOfKey === 'switch' && !/^(?:true|false|)$/i.test(value))
        warn(line, `"${key}" in [${header}] is neither "true" nor "false", and counts as false`)
      const isPlain = kindOfKey !== 'secret' && !value.startsWith('\n')
      settings.set(key, { value: isPlain ? value : shielded(key, value), file, line })
    }
  }
  return { file, sections, warnings }
}

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

type KeyKind = 'plain' | 'switch' | 'secret' | 'none'

function keyKind(key: string): KeyKind {
  if (!KEY.test(key)) return 'none'
  if (SWITCHES.has(key)) return 'switch'
  return SECRET_NAME.test(key) ? 'secret' : 'plain'
}

/** The characters of a key; the SDKs ignore keys with others. */
const KEY = /^[\w./%@:+-]+$/
/** For AWS's tools, everything but "true" means off. */
const SWITCHES: ReadonlySet<string> = new Set([
  ...['use_fips_endpoint', 'use_dualstack_endpoint', 'ignore_configured_endpoint_urls'],
])
const INDENTED_SECTION = 'an indented line after this one looks like a section, but continues the value'

/** The value of a key, hidden if it must not be shown, whatever tool wrote it. A secret sub-property hides all of it. */
function shielded(key: string, value: string): string | Secret {
  if (value === '') return value
  const names = value.startsWith('\n') ? [key, ...subProperties(value).keys()] : [key]
  for (const name of names) if (SECRET_NAME.test(name)) return new Secret(value)
  return value
}

const SECRET_NAME = /secret|password|passphrase|token$/
