/** The accounts and roles that a session of IAM Identity Center gives, as AWS listed them last: a file without secrets. */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { accountsDirectory } from '../../files/directories.ts'
import { readTextFile } from '../../files/read.ts'
import { writeTextFile } from '../../files/write.ts'
import { printable } from '../../text/printable.ts'
import { normalUrl, type SsoSession } from './sso-session.ts'

export type AssignedAccount = {
  readonly accountId: string
  readonly accountName: string
  /** The names of the permission sets; undefined: nobody has asked yet. */
  readonly roles?: readonly string[] | undefined
}

export type Assignments = {
  /** In epoch seconds: when AWS listed the accounts. */
  readonly since: number
  readonly accounts: readonly AssignedAccount[]
}

type Place = Pick<Context, 'env' | 'home'>

/** undefined where AWS was never asked, or the file can't be used. */
export function readAssignments({ env, home }: Place, session: SsoSession): Assignments | undefined {
  try {
    return assignmentsIn(readTextFile(pathOf({ env, home }, session)))
  } catch (error) {
    // Whatever is wrong with it, AWS can be asked again.
    if (error instanceof AwsenvError || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Never an error: it is only a copy. */
export function writeAssignments(
  context: Pick<Context, 'env' | 'home' | 'debug'>,
  session: SsoSession,
  assignments: Assignments | undefined,
): void {
  const path = pathOf(context, session)
  try {
    const text = assignments && `${JSON.stringify({ version: 1, startUrl: session.startUrl, ...assignments })}\n`
    const before = readTextFile(path)
    if (before !== text) writeTextFile(path, before, text)
  } catch (error) {
    context.debug(`the accounts of ${session.startUrl} are not kept: ${(error as Error).message}`)
  }
}

function pathOf({ env, home }: Place, { startUrl, region }: SsoSession): string {
  const name = hash('sha256', `${normalUrl(startUrl)}\n${region}`, 'hex').slice(0, 16)
  return join(accountsDirectory(env, home), `${name}.json`)
}

/** Anybody can have written it: what has another shape is left out. */
function assignmentsIn(text: string | undefined): Assignments | undefined {
  if (text === undefined) return undefined
  const { version, since, accounts } = Object(JSON.parse(text)) as Record<string, unknown>
  if (version !== 1 || typeof since !== 'number' || !Array.isArray(accounts)) return undefined
  return { since, accounts: accounts.flatMap(accountIn) }
}

function accountIn(value: unknown): readonly AssignedAccount[] {
  const { accountId, accountName, roles } = Object(value) as Record<string, unknown>
  if (typeof accountId !== 'string' || !/^\d{12}$/.test(accountId) || typeof accountName !== 'string') return []
  const account = { accountId, accountName: printable(accountName) }
  if (!Array.isArray(roles)) return [account]
  return [{ ...account, roles: roles.filter(role => typeof role === 'string' && ROLE_NAME.test(role)) }]
}

const ROLE_NAME = /^[\w+=,.@-]{1,64}$/
