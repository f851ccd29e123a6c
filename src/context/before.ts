/** The shell's state before awsenv, from AWSENV_RESTORE and the vault. */
import { changed, type Environment } from '../model/environment.ts'
import { isActive, type Restore, wayBack, wayOut } from '../model/restore.ts'
import { decodeRestore } from '../model/restore-code.ts'
import { rememberedValue } from '../vault/sessions/entries.ts'
import type { Context } from './context.ts'

export type Before = Pick<Context, 'restore' | 'wayBack' | 'environmentBefore'>

/** Looks into the vault only where AWSENV_RESTORE names an entry of it. */
export function stateBefore({ env, ...context }: Pick<Context, 'env'> & { vault(): Context['vault'] }): Before {
  const restore = restoreIn(env)
  if (!isActive(env)) return { restore, wayBack: { change: {}, notes: [] }, environmentBefore: env }
  const id = restore?.secretsId
  const secrets = id === undefined ? undefined : rememberedValue(context.vault(), 'restore', id)
  const back = restore === undefined ? wayOut(env) : wayBack(env, restore, secrets)
  return { restore, wayBack: back, environmentBefore: changed(env, back.change) }
}

function restoreIn({ AWSENV_RESTORE: text }: Environment): Restore | undefined {
  if (text === undefined) return undefined
  try {
    return decodeRestore(text)
  } catch {
    return undefined
  }
}
