/** `assume` without a word: the person picks a known or recent role, or types any other. */

import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { accountAndRole, parseRoleArn } from '../../model/arn.ts'
import { duration } from '../../model/duration.ts'
import { accountOf, type Settings } from '../../settings/settings.ts'
import type { Choice } from '../../terminal/picker.ts'
import { type CachedSession, cachedSessions, type Named, namesOf, sessionOf } from './inventory.ts'
import { profileEntries, type RolePlace } from './profile-entries.ts'

/** The words to type after `assume`. */
export type Words = readonly [target: string, roleName?: string | undefined]

type RoleChoice = Choice & { readonly words: Words }

/** Two plain questions if there is nothing to choose from, or the terminal can't show a picker. */
export async function pickRole(context: Context, settings: Settings): Promise<Words> {
  const { terminal } = context
  const choices = terminal.canPick() ? choicesOf(context, settings) : []
  if (choices.length === 0) return askForRole(context)
  const chosen = await terminal.pick('Role:', { choices, typed: typedRole, other: OTHER })
  if (chosen === undefined) throw nothingGiven()
  return chosen === OTHER ? askForRole(context) : chosen.words
}

/**
 * Roles with a session first, newest first; then in the order of the files. The recent roles come from the session
 * cache: no plain-text list of a person's accounts is kept on disk for them.
 */
function choicesOf(context: Context, settings: Settings): readonly RoleChoice[] {
  const sessions = cachedSessions(context).filter(({ kind }) => kind === 'role')
  const named = namesOf(context, settings, profileEntries(context)).filter(isAssumable)
  const places = [
    ...named.map(({ kind, name, role }) =>
      kind === 'assigned' && role !== undefined
        ? { name: `${name} ${role.roleName}`, role, words: [role.accountId, role.roleName] as Words }
        : { name, role, words: [name] as Words },
    ),
    ...sessions
      // IAM Identity Center gives no role by its ARN.
      .filter(session => session.permissionSet === undefined)
      .filter(session => !named.some(({ role }) => sessionOf(role, [session])))
      .map(({ name, accountId, arn }) => ({
        name: `${name}@${accountOf(settings, accountId).name ?? accountId}`,
        role: { accountId, roleName: name, roleArn: arn },
        words: [arn] as Words,
      })),
  ]
  return places
    .map(place => ({ ...place, session: sessionOf(place.role, sessions) }))
    .sort((a, b) => (b.session?.since ?? 0) - (a.session?.since ?? 0))
    .map(({ name, role, words, session }) => ({ name, detail: detailOf(context, settings, role, session), words }))
}

/** A profile without a role is not offered. */
function isAssumable({ kind, role }: Named): boolean {
  return kind === 'alias' || role !== undefined
}

function detailOf(
  context: Context,
  settings: Settings,
  role: RolePlace | undefined,
  session: CachedSession | undefined,
): string {
  if (role === undefined) return ''
  const { accountId, roleName } = role
  const { name } = accountOf(settings, accountId)
  const left = session === undefined ? '' : `, ${duration(session.expiration - context.now() / 1000)} left`
  return `${roleName} in ${accountId}${name === undefined ? '' : ` (${name})`}${left}`
}

/** `123456789012 Admin`, or an ARN. */
function typedRole(text: string): RoleChoice | undefined {
  const words = accountAndRole(text.replace(/\s+/, ' '))
  if (words !== undefined) return { name: text, detail: '', words }
  return isRoleArn(text) ? { name: text, detail: '', words: [text] } : undefined
}

function isRoleArn(text: string): boolean {
  try {
    return parseRoleArn(text) !== undefined
  } catch {
    return false
  }
}

function askForRole({ terminal }: Context): Words {
  const ask = (question: string) => {
    const answer = terminal.ask(question)?.trim()
    if (answer) return answer
    throw nothingGiven()
  }
  return [ask('Account id: '), ask('Role: ')]
}

function nothingGiven(): AwsenvError {
  return new AwsenvError('you entered nothing: nothing has changed', { hint: 'run: awsenv assume ACCOUNT ROLE' })
}

const OTHER: RoleChoice = { name: 'another account and role …', detail: '', words: [''] }
