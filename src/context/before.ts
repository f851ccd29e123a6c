/** The shell's state before awsenv, from AWSENV_RESTORE and the vault, worked out once. */
import { changed, type Environment } from '../model/environment.ts'
import { isActive, type Restore, wayBack, wayOut } from '../model/restore.ts'
import { decodeRestore } from '../model/restore-code.ts'
import { rememberedValue } from '../vault/sessions/entries.ts'
import type { Context } from './context.ts'
import { lazily } from './lazily.ts'

type Before = Pick<Context, 'restore' | 'wayBack' | 'environmentBefore'>

/** Adds the state before awsenv to a context. */
export function withBefore<T extends Pick<Context, 'env' | 'vault'>>(context: T): T & Before {
  const { env } = context
  const whole: T & Before = lazily<T, Before>(context, {
    restore: () => restoreIn(env),
    wayBack() {
      if (!isActive(env)) return { change: {}, notes: [] }
      const { restore } = whole
      if (restore === undefined) return wayOut(env)
      const { secretsId } = restore
      const secrets = secretsId === undefined ? undefined : rememberedValue(context.vault, 'restore', secretsId)
      return wayBack(env, restore, secrets)
    },
    environmentBefore: () => changed(env, whole.wayBack.change),
  })
  return whole
}

function restoreIn({ AWSENV_RESTORE: text }: Environment): Restore | undefined {
  if (text === undefined) return undefined
  try {
    return decodeRestore(text)
  } catch {
    return undefined
  }
}
