/** Puts what awsenv has just answered to a hook where that finds it ready the next time. */
import type { Context } from '../../context/context.ts'
import { clockTime } from '../../model/duration.ts'
import { type EnvironmentChange, OWN_VARIABLES, type ShellSession } from '../../model/environment.ts'
import { restoreFields } from '../../model/restore-code.ts'
import type { Profile } from '../../profiles/profile.ts'
import { accountOf } from '../../settings/settings.ts'
import { sessionFileName } from '../../vault/sessions/ready-files.ts'
import type { ReadyPlace } from '../../vault/sessions/vault.ts'
import { EARLY } from '../session/assume-role.ts'
import { rememberedKey } from '../source/remembered.ts'
import { isSteered, surroundings } from './steering.ts'
import { assumeName, callText, sessionText, UNSET } from './texts.ts'
import { lookedAt } from './watched.ts'

export type Answered = {
  /** When awsenv began to find the answer, in epoch milliseconds. */
  readonly began: number
  /** The words after `assume`, if they are all that the answer was found by. */
  readonly words: readonly string[] | undefined
  readonly session: ShellSession
  readonly roles: readonly Profile[]
  readonly hasChoice?: boolean | undefined
  readonly change: EnvironmentChange
}

/** Never an error: the next call takes a process then. */
export async function keepReady(context: Context, answered: Answered): Promise<void> {
  try {
    await keep(context, answered)
  } catch (error) {
    context.debug(`the answer is not kept ready for the hook: ${(error as Error).message}`)
  }
}

async function keep(context: Context, answered: Answered): Promise<void> {
  const { session, change } = answered
  if (context.env['AWSENV_READY'] === '0') return
  const { accessKeyId } = session.credentials
  const place = context.vault.readyPlace(accessKeyId)
  if (place === undefined) return
  const { settings } = await context.settings
  if (!settings.ready) return place.files.keepSessions(new Set())
  if (!isPlain(answered) || accountOf(settings, session.accountId).confirm) return
  const { AWSENV_RESTORE: restore = '', ...variables } = setBy(change)
  const { id, written } = restoreFields(restore)
  const name = sessionFileName(id, accessKeyId)
  const text = sessionText(name, written, variables)
  const around = surroundings(context.env)
  if (text === undefined || around === undefined || isSteered(context.env)) return
  place.files.write(name, text)
  await keepCalls(context, answered, place, { name, restore, around })
}

/** A role by its own chain, which files alone decide on. */
function isPlain({ session, roles }: Answered): boolean {
  const isOfFiles = ({ web_identity_token_file, session_policy }: Profile) =>
    web_identity_token_file === undefined && session_policy === undefined
  return session.roleArn !== undefined && roles.length > 0 && roles.every(isOfFiles)
}

async function keepCalls(
  context: Context,
  { began, words, session, hasChoice }: Answered,
  { files, vault, until }: ReadyPlace,
  { name, restore, around }: { readonly name: string; readonly restore: string; readonly around: string },
): Promise<void> {
  const looked = await lookedAt(context, files, began)
  if (looked === undefined) return
  const { settings, program, others } = looked
  const shared = { surroundings: around, program: program.path }
  const always = { from: 0, until: FAR, uptime: FAR }
  const own = { times: always, kept: '', watched: [settings, program], present: [vault] }
  const unset = callText(UNSET, { ...shared, ...own }, undefined)
  if (unset !== undefined) files.write(UNSET, unset)

  const call = words && assumeName(context.env['AWSENV_FROM'], words)
  if (call === undefined || !isKnownShell(context)) return
  // Which of several keys is meant was decided by what is remembered in a file, or else by what no shell can see.
  if (hasChoice === true && rememberedKey(context, session.accountId) !== session.from) return
  const { expiration } = session.credentials
  const now = context.now() / 1000
  const end = Math.min(expiration - EARLY, midnight(context.now()))
  const times = { from: Math.floor(now), until: end, uptime: Math.min(FAR, Math.floor(until - (expiration - end))) }
  const { kept, target } = restoreFields(restore)
  const text = callText(
    call,
    { ...shared, times, kept, watched: [settings, program, ...others], present: [vault] },
    {
      ...{ session: name, target, label: session.role, roleArn: session.roleArn ?? '' },
      until: clockTime(expiration, context.now()),
    },
  )
  if (text !== undefined) files.write(call, text)
}

/**
 * Whether the shell is one of those that a call holds for: without a session, or with a role's, and with all variables as
 * awsenv left them.
 */
function isKnownShell({ env, wayBack }: Context): boolean {
  const isActive = OWN_VARIABLES.some(name => env[name] !== undefined)
  return !isActive || (env['AWSENV_ROLE_ARN'] !== undefined && wayBack.notes.length === 0)
}

/** The next one, here: what is said of a time then is another text. In epoch seconds. */
function midnight(now: number): number {
  const day = new Date(now)
  return Math.floor(new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() / 1000)
}

function setBy(change: EnvironmentChange): Record<string, string> {
  return Object.fromEntries(Object.entries(change).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Later than any time, and still a number for all shells. */
const FAR = 999_999_999_999
