/**
 * What the names of arguments and options mean to completion. An argument's name is its kind: `Option.String({ name:
 * 'PROFILE' })` completes profiles. So is the name of an option's value, where completion knows it. Kinds that are not
 * here are names that awsenv has seen (TARGET, PROFILE, REGION, …), files (FILE), command lines (COMMAND), or not known.
 */
import { serviceNames } from '../../../src/aws/console-services.ts'
import { PLACES } from '../../../src/command-line/options.ts'
import { fullShells, hookedShells } from '../../../src/install/shell-file.ts'
import { OUTPUT_FORMS } from '../../../src/jobs/options.ts'
import { DEFAULTS } from '../../../src/settings/settings.ts'
import { POLICY_FORMS } from '../../../src/setup/policy/rendered.ts'
import { formats } from '../../../src/shells/formats.ts'
import { shells } from '../../../src/shells/index.ts'

/** The kind of an option's value, by the value's name; '-' where nobody knows what to offer. */
export function kindOfValue(name: string): string {
  return VALUES[name] ?? '-'
}

/** The kind of an argument, by its name; but the shells that `completion` knows are not all that `init` does. */
export function kindOfArgument(path: string, name: string): string {
  return path === 'completion' && name === 'SHELL' ? 'FULL_SHELL' : name
}

/** The words of a kind, where they are always the same. */
export function wordsOf(kind: string): readonly string[] {
  return WORDS[kind] ?? []
}

const VALUES: Readonly<Record<string, string>> = {
  DIRECTORY: 'FILE',
  FILE: 'FILE',
  FORM: 'POLICY_FORM',
  FORMAT: 'FORMAT',
  OUTPUT: 'OUTPUT',
  PLACE: 'PLACE',
  PROFILE: 'PROFILE',
  REGION: 'REGION',
  REGIONS: 'REGIONS',
  ROLE: 'EACH_ROLE',
  SERVICE: 'SERVICE',
  SHELL: 'DIALECT',
  TARGETS: 'TARGETS',
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  POLICY_FORM: POLICY_FORMS,
  DIALECT: shells.map(({ name }) => name),
  OUTPUT: OUTPUT_FORMS,
  PLACE: PLACES,
  FORMAT: formats.map(({ name }) => name),
  KEY: Object.entries(DEFAULTS)
    .filter(([, value]) => typeof value !== 'object' || Array.isArray(value))
    .map(([key]) => key),
  SERVICE: serviceNames,
  FULL_SHELL: fullShells.map(({ name }) => name),
  SHELL: hookedShells.map(({ name }) => name),
  // Not a value, but what can stand behind --version.
  VERSION_FORM: ['--json'],
}
