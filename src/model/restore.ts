import {
  CREDENTIAL_VARIABLES,
  type Environment,
  type EnvironmentChange,
  MANAGED,
  OWN_VARIABLES,
  type ToldChange,
} from './environment.ts'

/**
 * What awsenv replaced in a shell, as AWSENV_RESTORE carries it: exported, so that child shells can go back too;
 * versioned; without a secret, since every child process can read it.
 */
export type Restore = {
  /** The originals that were set and are not secret; a managed name that stands in no list was not set. */
  readonly originals: Readonly<Record<string, string>>
  /** The names whose originals are secret, and the id under which the vault keeps their values. */
  readonly secrets: readonly string[]
  readonly secretsId?: string | undefined
  /** For each variable that awsenv set: a hash of its value, to see whether the user has changed it since. */
  readonly written: Readonly<Record<string, number>>
  /** The words of the assume that made this session, and of the one before (`assume -`). */
  readonly target?: readonly string[] | undefined
  readonly previous?: readonly string[] | undefined
}

/** The secret originals by name, as the vault gives them back. */
export type SecretOriginals = Readonly<Record<string, string>>

/** Whether awsenv has put a session into this environment. */
export function isActive(environment: Environment): boolean {
  return OWN_VARIABLES.some(name => environment[name] !== undefined)
}

/** The managed variables that stand in an environment, split by whether AWSENV_RESTORE may carry their values. */
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

/** The hashes of what a change sets, for `Restore.written`. */
export function writtenBy(change: EnvironmentChange): Record<string, number> {
  const set = Object.entries(change).filter(([name, value]) => value !== undefined && name in MANAGED)
  return Object.fromEntries(set.map(([name, value]) => [name, shortHash(value ?? '')]))
}

/**
 * The change that brings an environment back to what it was before awsenv. A variable that the user has changed since
 * is left alone, and named. The three credential variables come back together, stay together, or go together.
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
  // Most of them are not set, and never were.
  const known = new Set([...restore.secrets, ...Object.keys({ ...restore.written, ...restore.originals })])
  for (const name of Object.keys(MANAGED)) {
    const isIdle = environment[name] === undefined && !known.has(name)
    if (!isIdle && !(CREDENTIAL_VARIABLES as readonly string[]).includes(name)) bringBack([name])
  }
  for (const name of OWN_VARIABLES) change[name] = undefined
  return { change: withoutIdle(change, environment), notes }
}

/** Where AWSENV_RESTORE is gone or can't be read: every managed variable goes, since none can be told from the user's. */
export function wayOut(environment: Environment): ToldChange {
  const change = Object.fromEntries([...Object.keys(MANAGED), ...OWN_VARIABLES].map(name => [name, undefined]))
  return {
    change: withoutIdle(change, environment),
    notes: [
      'AWSENV_RESTORE is missing or unreadable: what stood in this shell before is not known, and every AWS variable that awsenv manages is unset',
    ],
  }
}

/** FNV-1a, 32 bits: tells a changed value from an unchanged one, and says next to nothing about either. */
function shortHash(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

function withoutIdle(change: EnvironmentChange, environment: Environment): EnvironmentChange {
  return Object.fromEntries(Object.entries(change).filter(([name, value]) => environment[name] !== value))
}
