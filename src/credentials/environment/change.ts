/** Turns a session into a change of the shell's environment, and keeps what it replaces for `unset`. */
import { randomBytes } from 'node:crypto'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import {
  type EnvironmentChange,
  MANAGED,
  OWN_VARIABLES,
  type ShellSession,
  sessionVariables,
} from '../../model/environment.ts'
import { isActive, originalsOf, type Restore, writtenBy } from '../../model/restore.ts'
import { encodeRestore } from '../../model/restore-code.ts'
import { entryName, entryNamed, entryOf, hashOf } from '../../vault/sessions/entries.ts'

/** `target`: the words after `awsenv assume` that get this session again; absent for a login. */
export async function sessionChange(
  context: Context,
  shellSession: ShellSession,
  target?: readonly string[],
): Promise<EnvironmentChange> {
  const variables = withoutBrokenBytes(context, sessionVariables(shellSession))
  const [session, written] = [hashOf(JSON.stringify(variables)), writtenBy(variables)]
  const active = isActive(context.env) ? context.restore : undefined
  const kept = active ?? (await keepOriginals(context))
  const before = active?.target
  const restore: Restore = {
    originals: kept.originals,
    secrets: kept.secrets,
    secretsId: kept.secretsId,
    session,
    written,
    target,
    previous: before !== undefined && before.join('\0') !== target?.join('\0') ? before : active?.previous,
  }
  return { ...variables, AWSENV_RESTORE: encodeRestore(restore) }
}

type Kept = Pick<Restore, 'originals' | 'secrets' | 'secretsId'>

/** The first session of a shell keeps what it replaces. The secrets go into the sealed vault, under an id. */
async function keepOriginals(context: Context): Promise<Kept> {
  if (isActive(context.env)) return { originals: {}, secrets: [] }
  const { originals, secrets } = originalsOf(context.env)
  const names = Object.keys(secrets)
  if (names.length === 0) return { originals, secrets: names }
  const secretsId = await keepSecrets(context, secrets)
  return { originals, secrets: names, secretsId }
}

/** The same secrets of another terminal are stored only once. */
async function keepSecrets(context: Context, secrets: Record<string, string>): Promise<string> {
  let id = randomBytes(12).toString('base64url')
  await context.vault.update(entries => {
    const same = [...entries].find(
      ([name, { value }]) => entryNamed(name)?.kind === 'restore' && JSON.stringify(value) === JSON.stringify(secrets),
    )
    id = entryNamed(same?.[0] ?? '')?.id ?? id
    entries.set(entryName('restore', id), entryOf('restore', secrets, context.now()))
  })
  return id
}

/** A value that isn't UTF-8 can't be restored: awsenv doesn't remove it, and fails if it would overwrite it. */
function withoutBrokenBytes(context: Context, variables: EnvironmentChange): EnvironmentChange {
  const { env } = context
  const broken = context.notUtf8(Object.keys(MANAGED))
  const lost = broken.find(name => variables[name] !== undefined)
  if (lost !== undefined) {
    throw new AwsenvError(`${lost} in this shell is not valid UTF-8, so "awsenv unset" couldn't bring it back`, {
      hint: `unset ${lost}, and try again`,
    })
  }
  for (const name of broken)
    context.say(`${name} is not valid UTF-8: awsenv leaves it as it is, and it may mislead tools that read it`)
  const needed: Record<string, string | undefined> = {}
  for (const name of new Set([...Object.keys(variables), ...OWN_VARIABLES])) {
    const isIdle = env[name] === undefined && variables[name] === undefined
    if (!isIdle && !broken.includes(name)) needed[name] = variables[name]
  }
  return needed
}
