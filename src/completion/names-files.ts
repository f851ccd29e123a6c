/**
 * The files of names that the shells read for completion: one for each kind of names, and one that says from which files
 * they come. awsenv updates them when it has read something newer.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { type AssignedAccount, readAssignments } from '../credentials/identity-center/assignments.ts'
import { ssoSessions } from '../credentials/identity-center/sso-session.ts'
import { accountsDirectory, namesDirectory } from '../files/directories.ts'
import { readTextFile } from '../files/read.ts'
import { writeTextFile } from '../files/write.ts'
import { configPaths, readProfiles } from '../profiles/files.ts'
import type { Profiles } from '../profiles/profiles.ts'
import { withVaultKeys } from '../profiles/with-vault-keys.ts'
import { readSettings, type SettingsFile } from '../settings/file.ts'
import { isRotationName } from '../vault/keys/entry-names.ts'
import { KINDS, namesTexts, roleLine } from './names-text.ts'

/** Writes the names that a command has read anyway, and the role that it got. Never an error: completion is a courtesy. */
export function rememberNames(context: Context, ...roleArns: readonly string[]): Promise<void> {
  return remember(context, () => context.profiles, context.settings, roleArns)
}

/** The same from files that changed meanwhile, or that nothing has read. Their errors are ignored. */
export function refreshNames(context: Context): Promise<void> {
  const { env, home } = context
  return remember(context, () => readProfiles({ env, home }), readSettings({ env, home, warn() {} }))
}

async function remember(
  context: Context,
  readProfilesNow: () => Profiles,
  settingsFile: Promise<SettingsFile>,
  roleArns: readonly string[] = [],
): Promise<void> {
  try {
    const { settings, path: settingsPath } = await settingsFile
    const directory = namesDirectory(context.env, context.home)
    const { keys } = context
    const lists = accountsDirectory(context.env, context.home)
    const { config, credentials } = configPaths(context.env, context.home)
    const sources = [config, credentials, settingsPath, keys.path, lists].filter(Boolean)
    const sourcesText = `${JSON.stringify(sources)}\n`
    const sourcesPath = join(directory, 'sources')
    const sourcesBefore = readTextFile(sourcesPath)
    const rolesBefore = readTextFile(join(directory, 'role'))
    const isCurrent = sourcesBefore === sourcesText && isNewer(sourcesPath, sources)
    if (isCurrent && roleArns.every(arn => `\n${rolesBefore}`.includes(`\n${roleLine(arn)}\n`))) return
    const profiles = readProfilesNow()
    const entries = keys.names().filter(name => !isRotationName(name))
    const assigned = assignedIn(context, profiles)
    const texts = namesTexts(withVaultKeys(profiles, entries), settings, assigned, roleArns, rolesBefore)
    for (const kind of KINDS) {
      const path = join(directory, kind)
      const before = kind === 'role' ? rolesBefore : readTextFile(path)
      if (before !== texts[kind]) writeTextFile(path, before, texts[kind], false)
    }
    // Last: it says how new the others are.
    writeTextFile(sourcesPath, sourcesBefore, sourcesText, false)
  } catch (error) {
    context.debug(`the names for completion are not kept: ${(error as Error).message}`)
  }
}

/** What was listed of the sessions that the files configure. */
function assignedIn(context: Context, profiles: Profiles): readonly AssignedAccount[] {
  return ssoSessions({ profiles }).flatMap(session => readAssignments(context, session)?.accounts ?? [])
}

/** Listing thousands of profiles takes longer than getting a cached role. */
function isNewer(path: string, sources: readonly string[]): boolean {
  const written = changedAt(path)
  for (const source of sources) if (changedAt(source) >= written) return false
  return true
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
