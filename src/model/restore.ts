import {
  CREDENTIAL_VARIABLES,
  type Environment,
  type EnvironmentChange,
  MANAGED,
  OWN_VARIABLES,
  removing,
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
  for (const name of OWN_VARIABLES) if (environment[name] !== undefined) return true
  return false
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
  const written: Record<string, number> = {}
  for (const [name, value] of Object.entries(change)) {
    if (value !== undefined && name in MANAGED) written[name] = shortHash(value)
  }
  return written
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
  const bringBack = (names: readonly string[]) => {
    const theirs: string[] = []
    const lost: string[] = []
    const before: Record<string, string | undefined> = {}
    for (const name of names) {
      if (!isAsWritten(environment[name], restore.written[name])) theirs.push(name)
      const secret = restore.secrets.includes(name) ? secretOriginals?.[name] : undefined
      if (secret === undefined && restore.secrets.includes(name)) lost.push(name)
      before[name] = restore.originals[name] ?? secret
    }
    if (theirs.length > 0) {
      const what = names.length > 1 ? 'the credentials are' : 'it is'
      notes.push(`${theirs.join(', ')} changed since: ${what} left as set now`)
      return
    }
    for (const name of names) change[name] = lost.length > 0 ? undefined : before[name]
    if (lost.length > 0)
      notes.push(
        `the earlier ${lost.join(', ')} can't be read back from the session cache: ${names.join(', ')} unset instead`,
      )
  }

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

/** Whether a variable is as awsenv left it: unset, or with the value that has this hash. */
function isAsWritten(value: string | undefined, hash: number | undefined): boolean {
  if (value === undefined || hash === undefined) return value === undefined && hash === undefined
  return shortHash(value) === hash
}

/** If AWSENV_RESTORE is missing or unreadable, removes every managed variable: nobody can tell the user's from awsenv's. */
export function wayOut(environment: Environment): ToldChange {
  return {
    change: withoutIdle(removing([...Object.keys(MANAGED), ...OWN_VARIABLES]), environment),
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
  const needed: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(change)) if (environment[name] !== value) needed[name] = value
  return needed
}
