/** Finds keys that aws-vault, granted or awsume keep on this machine, without asking anybody. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../context/context.ts'

/** The commands that bring their keys over; empty if there is no trace of such a tool. */
export function waysFromOtherTools(context: Context): readonly string[] {
  return [awsVault(context), granted(context), awsume(context)].filter(way => way !== undefined)
}

/** https://github.com/99designs/aws-vault/blob/master/cli/global.go names its places. */
function awsVault(context: Context): string | undefined {
  const { env, home } = context
  const files = namesIn(env['AWS_VAULT_FILE_DIR'] || join(home, '.awsvault', 'keys'))
  const names = [...processProfiles(context, /\baws-vault(?:\.exe)?["']? /), ...files]
  const keyrings = [
    join(home, '.local', 'share', 'keyrings', 'awsvault.keyring'),
    join(home, 'Library', 'Keychains', 'aws-vault.keychain-db'),
  ]
  if (names.length === 0 && !keyrings.some(path => existsSync(path))) return undefined
  return `aws-vault has been used here${listed(names)}: awsenv import aws-vault`
}

/** https://docs.commonfate.io/granted/usage/credentials; only granted knows the keychain of its keys. */
function granted(context: Context): string | undefined {
  const { home, profiles } = context
  const names = [
    ...processProfiles(context, /\bd?granted(?:\.exe)?["']? +credential-process\b/),
    ...profiles.names().filter(name => [...(profiles.get(name)?.settings.keys() ?? [])].some(isGrantedKey)),
  ]
  if (names.length === 0 && !existsSync(join(home, '.granted'))) return undefined
  return `granted has been used here${listed(names)}: awsenv import granted`
}

/** It keeps only sessions, and starts from the shared files as awsenv does. */
function awsume({ home }: Context): string | undefined {
  const path = join(home, '.awsume')
  return existsSync(path)
    ? `awsume has been used here ("${path}"), which has no key of its own: the one that it started from is gone from the files`
    : undefined
}

function processProfiles({ profiles }: Context, program: RegExp): readonly string[] {
  return profiles.names().filter(name => program.test(profiles.get(name)?.credential_process ?? ''))
}

function isGrantedKey(key: string): boolean {
  return key.startsWith('granted_')
}

/** Its file backend has a file per profile, and one per session, which has commas in its name. */
function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter(name => /^[\w@.+-]+$/.test(name))
  } catch {
    return []
  }
}

function listed(names: readonly string[]): string {
  const shown = [...new Set(names)].slice(0, MOST_NAMED).map(name => `"${name}"`)
  return shown.length === 0 ? '' : ` (${shown.join(', ')})`
}

/** As many as fit into a message. */
const MOST_NAMED = 6
