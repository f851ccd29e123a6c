import { Secret } from '../model/secret.ts'
import { printable } from '../text/printable.ts'
import { iniSections } from './ini.ts'
import { faultIn, linesOf } from './lines.ts'
import { type Setting, subProperties } from './profile.ts'
import { type FileKind, type SectionKind, sectionOf } from './section.ts'

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
  for (const { header, line, entries } of iniSections(linesOf(bytes, file), file)) {
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
