import {
  CREDENTIAL_VARIABLES,
  type Environment,
  type EnvironmentChange,
  MANAGED,
  OWN_VARIABLES,
  type ToldChange,
} from './environment.ts'

/**
 * What awsenv replaced in a shell, as in AWSENV_RESTORE: exported, so that child shells can go back too;
 * versioned; without secrets, since every child process can read it.
 */
export type Restore = {
  /** The original values that aren't secret. A managed name in no list was not set. */
  readonly originals: Readonly<Record<string, string>>
  /** The names with secret originals, and the id of their values in the vault. */
  readonly secrets: readonly string[]
  readonly secretsId?: string | undefined
  /** The id by which the files for the hooks name this session: the same values have the same id. */
  readonly session?: string | undefined
  /** For each variable that awsenv set: a hash of its value, which shows whether the user has changed it. */
  readonly written: Readonly<Record<string, number>>
  /** The words of this session's assume, and of the previous one (`assume -`). */
  readonly target?: readonly string[] | undefined
  readonly previous?: readonly string[] | undefined
}

/** The secret originals by name, from the vault. */
export type SecretOriginals = Readonly<Record<string, string>>

/** Whether this environment has a session of awsenv. */
export function isActive(environment: Environment): boolean {
  return OWN_VARIABLES.some(name => environment[name] !== undefined)
}

/** The managed variables of an environment, split by whether AWSENV_RESTORE may have their values. */
export function originalsOf(environment: Environment): {
  originals: Record<string, string>
  secrets: Record<string, string>
} {
  const originals: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  for (const [name, kind] of Object.entries(MANAGED)) {
    const value = environment[name]
    if (value !== undefined) (kind === 'secret' ? secrets : originals)[name] = value
  }
  return { originals, secrets }
}

/** The hashes of a change's values, for `Restore.written`. */
export function writtenBy(change: EnvironmentChange): Record<string, number> {
  const set = Object.entries(change).filter(([name, value]) => value !== undefined && name in MANAGED)
  return Object.fromEntries(set.map(([name, value]) => [name, shortHash(value ?? '')]))
}

/**
 * The change that restores an environment to its state before awsenv. A variable that the user has changed since
 * is left alone and named. The three credential variables are restored, left or removed together.
 */
export function wayBack(
  environment: Environment,
  restore: Restore,
  secretOriginals: SecretOriginals | undefined,
): ToldChange {
  const change: Record<string, string | undefined> = {}
  const notes: string[] = []
  const isOurs = (name: string): boolean => {
    const value = environment[name]
    const hash = restore.written[name]
    return hash === undefined ? value === undefined : value !== undefined && shortHash(value) === hash
  }
  const bringBack = (names: readonly string[]) => {
    const theirs = names.filter(name => !isOurs(name))
    const lost = names.filter(name => restore.secrets.includes(name) && secretOriginals?.[name] === undefined)
    if (theirs.length > 0) {
      notes.push(
        `${theirs.join(', ')} changed since: ${names.length > 1 ? 'the credentials are' : 'it is'} left as set now`,
      )
      return
    }
    for (const name of names) {
      change[name] = lost.length > 0 ? undefined : (restore.originals[name] ?? secretOf(name))
    }
    if (lost.length > 0)
      notes.push(
        `the earlier ${lost.join(', ')} can't be read back from the session cache: ${names.join(', ')} unset instead`,
      )
  }
  const secretOf = (name: string) => (restore.secrets.includes(name) ? secretOriginals?.[name] : undefined)

  bringBack(CREDENTIAL_VARIABLES)
  // Most managed variables were never set.
  const known = new Set([...restore.secrets, ...Object.keys({ ...restore.written, ...restore.originals })])
  for (const name of Object.keys(MANAGED)) {
    const isIdle = environment[name] === undefined && !known.has(name)
    if (!isIdle && !(CREDENTIAL_VARIABLES as readonly string[]).includes(name)) bringBack([name])
  }
  for (const name of OWN_VARIABLES) change[name] = undefined
  return { change: withoutIdle(change, environment), notes }
}

/** If AWSENV_RESTORE is missing or unreadable, removes every managed variable: nobody can tell the user's from awsenv's. */
export function wayOut(environment: Environment): ToldChange {
  const change = Object.fromEntries([...Object.keys(MANAGED), ...OWN_VARIABLES].map(name => [name, undefined]))
  return {
    change: withoutIdle(change, environment),
    notes: [
      'AWSENV_RESTORE is missing or unreadable: what stood in this shell before is not known, and every AWS variable that awsenv manages is unset',
    ],
  }
}

/** FNV-1a, 32 bits: shows whether a value changed, and reveals next to nothing about it. */
function shortHash(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

function withoutIdle(change: EnvironmentChange, environment: Environment): EnvironmentChange {
  return Object.fromEntries(Object.entries(change).filter(([name, value]) => environment[name] !== value))
}
