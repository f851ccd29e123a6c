/** What a check of `awsenv doctor` finds, and how a check is written. Pure. */
import { printable } from '../text/printable.ts'

export type State = 'ok' | 'warning' | 'failure' | 'skipped'

export type Finding = {
  readonly state: State
  readonly what: Words
  /** What mends it: a command, or what to do. */
  readonly remedy?: string
  /** Mends it here and now. Only what can lock nobody out. */
  readonly mend?: Mend
}

export type Mend = () => void | Promise<void>

/** Gives what is wrong, and nothing if all is well. */
export type Check<World> = {
  readonly name: string
  /** Said if nothing is wrong. */
  readonly ok: string
  find(world: World): readonly Finding[] | Promise<readonly Finding[]>
}

export type NamedFinding = Finding & { readonly check: string }

/** The same sentence twice: for the person, and for a public report, which shows none of the text that was put into it. */
export type Words = { readonly text: string; readonly inPublic: string }

/** A sentence. Numbers and words stay in public, text doesn't: it can be a path, a name, an account or a secret. */
export function words(parts: TemplateStringsArray, ...values: readonly Value[]): Words {
  const join = (shown: (value: Value) => string) =>
    parts.map((part, index) => part + (index < values.length ? shown(values[index] as Value) : '')).join('')
  return {
    text: printable(join(value => (typeof value === 'object' ? value.text : String(value)))),
    inPublic: join(value =>
      typeof value === 'object' ? value.inPublic : typeof value === 'number' ? String(value) : '…',
    ),
  }
}

/** Text from a list of awsenv's own, such as the name of a variable that it knows. */
export function known(text: string): Words {
  return { text, inPublic: text }
}

type Value = string | number | Words

export function warning(what: Words, remedy: string, mend?: Mend): Finding {
  return { state: 'warning', what, remedy, ...(mend && { mend }) }
}

export function failure(what: Words, remedy: string, mend?: Mend): Finding {
  return { state: 'failure', what, remedy, ...(mend && { mend }) }
}

export function skipped(what: Words, remedy?: string): Finding {
  return { state: 'skipped', what, ...(remedy !== undefined && { remedy }) }
}

/** For a check that has something to tell if all is well. */
export function ok(what: Words): Finding {
  return { state: 'ok', what }
}
