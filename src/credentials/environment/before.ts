import type { Context } from '../../context/context.ts'
import { changed, type Environment, type ToldChange } from '../../model/environment.ts'
import { isActive, type Restore, type SecretOriginals, wayBack, wayOut } from '../../model/restore.ts'
import { decodeRestore } from '../../model/restore-code.ts'

/** The environment as it was before awsenv: what `unset` would leave. */
export function environmentBefore(context: Context): Environment {
  return changed(context.env, wayBackOf(context).change)
}

/** How this shell gets back to what it was before awsenv; an empty change where no session stands in it. */
export function wayBackOf(context: Context): ToldChange {
  if (!isActive(context.env)) return { change: {}, notes: [] }
  const restore = restoreOf(context)
  return restore === undefined ? wayOut(context.env) : wayBack(context.env, restore, secretOriginals(context, restore))
}

/** What AWSENV_RESTORE says; undefined where it is missing or can't be read. */
export function restoreOf(context: Context): Restore | undefined {
  const text = context.env['AWSENV_RESTORE']
  if (text === undefined) return undefined
  try {
    return decodeRestore(text)
  } catch {
    return undefined
  }
}

/** The vault's name for the secrets that a session replaced, under the id that AWSENV_RESTORE carries. */
export const secretsName = (id: string) => `restore-${id}`

function secretOriginals(context: Context, { secretsId }: Restore): SecretOriginals | undefined {
  if (secretsId === undefined) return undefined
  return context.vault.get(secretsName(secretsId))?.value as SecretOriginals | undefined
}
