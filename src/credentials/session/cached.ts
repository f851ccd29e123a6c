/**
 * The only place that decides between what the vault remembers and a new request. However many processes want the
 * same thing at once, one asks for it, and the others get what it got: its answer or its failure.
 */
import { hash } from 'node:crypto'
import { AwsFailure } from '../../aws/failure/failure.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import type { JsonValue } from '../../vault/sessions/session-vault.ts'

/** What the vault remembers about something: the value, and until when it may be used (epoch seconds). */
export type Remembered<T> = { readonly value: T; readonly expires: number }

export type Wanted<T> = {
  /** `role-<hash of the request>`: never a profile's name, which may mean something else tomorrow. */
  readonly name: string
  /** Whether what is remembered will do; without it, everything that has not expired does. */
  readonly isGood?: (remembered: Remembered<T>) => boolean
  /** Whether it will do where a new one can't be had; without it, nothing does. */
  readonly isGoodAtWorst?: (remembered: Remembered<T>) => boolean
  readonly produce: () => Promise<Remembered<T>>
}

export async function cached<T extends JsonValue>(context: Context, wanted: Wanted<T>): Promise<T> {
  const { vault } = context
  const began = context.now()
  const remembered = (isGood = wanted.isGood ?? (() => true)): Remembered<T> | undefined => {
    const entry = vault.get(wanted.name) as Remembered<T> | undefined
    return entry !== undefined && isGood(entry) ? entry : undefined
  }
  const hit = remembered()
  if (hit !== undefined) return hit.value
  const atWorst = () => wanted.isGoodAtWorst && remembered(wanted.isGoodAtWorst)
  try {
    return await vault.exclusively(
      wanted.name,
      async () => {
        const meanwhile = remembered()
        if (meanwhile !== undefined) return meanwhile.value
        inheritFailure(context, wanted.name, began)
        return produced(context, wanted)
      },
      holder => {
        const who = `another awsenv${holder === undefined ? '' : ` (process ${holder})`}`
        if (atWorst() !== undefined) throw new AwsenvError(`${who} is asking for it`)
        context.say(`waiting for ${who} that is asking for the same`)
      },
    )
  } catch (error) {
    const kept = atWorst()
    if (kept === undefined) throw error
    context.say(`what is remembered is used, since a new one can't be had: ${(error as Error).message}`)
    return kept.value
  }
}

async function produced<T extends JsonValue>(context: Context, { name, produce }: Wanted<T>): Promise<T> {
  try {
    const { value, expires } = await produce()
    await context.vault.update(entries => void entries.set(name, { value, expires }))
    return value
  } catch (error) {
    await bequeathFailure(context, name, error)
    throw error
  }
}

/** A name for the vault from the words that make up a request. */
export function requestName(kind: string, ...words: readonly (string | number | undefined)[]): string {
  const text = JSON.stringify(words.map(word => word ?? null))
  return `${kind}-${hash('sha256', text).slice(0, 32)}`
}

/** Whoever began to wait before somebody else's failure would only fail in the same way, or ask for one more code. */
function inheritFailure(context: Context, name: string, began: number): void {
  const failure = context.vault.get(failureName(name))?.value as
    | { at: number; message: string; hint: string | null }
    | undefined
  if (failure !== undefined && failure.at > began)
    throw new AwsFailure('other', failure.message, { hint: failure.hint ?? undefined })
}

/** Only what AWS or the network said is shared: that one process had no terminal says nothing about the others. */
async function bequeathFailure(context: Context, name: string, error: unknown): Promise<void> {
  if (!(error instanceof AwsFailure)) return
  const value = { at: context.now(), message: error.message, hint: error.hint ?? null }
  await context.vault.update(
    entries => void entries.set(failureName(name), { value, expires: context.now() / 1000 + FAILURE_KEPT }),
  )
}

const failureName = (name: string) => `failure-${name}`

/** In seconds: longer than anybody waits for the lock. */
const FAILURE_KEPT = 300
