/**
 * The only place that decides between a cached answer and a new request. However many processes want the
 * same thing at once, one asks and the others get its answer, or its failure.
 */
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import {
  type EntryKind,
  type EntryName,
  entryName,
  entryOf,
  rememberedValue,
  type Values,
} from '../../vault/sessions/entries.ts'

/** A cached value, and until when it may be used (epoch seconds). */
export type Remembered<K extends EntryKind> = { readonly value: Values[K]; readonly expires: number }

export type Wanted<K extends EntryKind> = {
  /** Its id is a hash of the request: never a profile's name, which may mean something else tomorrow. */
  readonly entry: EntryName<K>
  /** Whether the cached value is good enough. By default, any that has not expired. */
  readonly isGood?: (remembered: Remembered<K>) => boolean
  /** Whether it is good enough if no new one can be had. By default, none is. */
  readonly isGoodAtWorst?: (remembered: Remembered<K>) => boolean
  /** Failures since then (milliseconds) count too. By default, only the failure of the process that we waited for. */
  readonly failuresSince?: number | undefined
  /** In milliseconds: how long the one that asks may take, where that is longer than anybody types a code. */
  readonly patience?: number | undefined
  readonly produce: () => Promise<Remembered<K>>
}

export async function cached<K extends EntryKind>(context: Context, wanted: Wanted<K>): Promise<Values[K]> {
  const { vault } = context
  const name = wanted.entry
  const remembered = (isGood = wanted.isGood ?? (() => true)): Remembered<K> | undefined => {
    const entry = vault.get(name) as Remembered<K> | undefined
    return entry !== undefined && isGood(entry) ? entry : undefined
  }
  const hit = remembered()
  if (hit !== undefined) return hit.value
  const began = context.now()
  const atWorst = () => wanted.isGoodAtWorst && remembered(wanted.isGoodAtWorst)
  try {
    return await vault.exclusively(
      name,
      async () => {
        const meanwhile = remembered()
        if (meanwhile !== undefined) return meanwhile.value
        inheritFailure(context, name, wanted.failuresSince ?? began)
        return produced(context, name, wanted)
      },
      {
        deadline: wanted.patience,
        onWait: holder => {
          const who = `another awsenv${holder === undefined ? '' : ` (process ${holder})`}`
          if (atWorst() !== undefined) throw new AwsenvError(`${who} is asking for it`)
          context.say(`waiting for ${who}, which is asking AWS for the same`)
        },
      },
    )
  } catch (error) {
    const kept = atWorst()
    if (kept === undefined) throw error
    context.say(`using the cached one, since a new one isn't available: ${(error as Error).message}`)
    return kept.value
  }
}

async function produced<K extends EntryKind>(
  context: Context,
  name: string,
  { produce }: Wanted<K>,
): Promise<Values[K]> {
  try {
    const { value, expires } = await produce()
    await context.vault.update(entries => void entries.set(name, { value, expires }))
    return value
  } catch (error) {
    await bequeathFailure(context, name, error)
    throw error
  }
}

/** A process that waited for a failed one would only fail in the same way, or ask for one more code. */
export function inheritFailure(context: Context, name: string, began: number): void {
  const failure = rememberedValue(context.vault, 'failure', name)
  if (failure !== undefined && failure.at > began)
    throw new AwsFailure('other', failure.message, { hint: failure.hint ?? undefined })
}

/** Only failures of AWS or the network are shared: another process may have a terminal where this one has none. */
export async function bequeathFailure(context: Context, name: string, error: unknown): Promise<void> {
  if (!(error instanceof AwsFailure)) return
  const value = { at: context.now(), message: error.message, hint: error.hint ?? null }
  const entry = entryOf('failure', value, context.now())
  await context.vault.update(entries => void entries.set(entryName('failure', name), entry))
}
