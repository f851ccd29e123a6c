/** The two shared files on disk. */
import { isAbsolute, join } from 'node:path'
import { AwsenvError } from '../errors.ts'
import { sweepLeftovers } from '../files/leftovers.ts'
import { readBytes } from '../files/read.ts'
import type { Environment } from '../model/environment.ts'
import { mergeProfiles } from './merge.ts'
import { type FileKind, type ParsedFile, parse } from './parse.ts'
import type { Profiles, ProfilesFile } from './profiles.ts'

export type { Profiles, ProfilesFile }

/** What decides where the files are. */
export type Place = { readonly env: Environment; readonly home: string }

/** Paths of the two files. An empty path means no file. */
export type ConfigPaths = { readonly config: string; readonly credentials: string }

/**
 * Where the two files are, as the AWS CLI finds them: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE with variables
 * and `~` expanded, relative ones from here; set but empty means that the file doesn't exist.
 */
export function configPaths(env: Environment, home: string): ConfigPaths {
  return {
    config: expanded(env['AWS_CONFIG_FILE'] ?? join('~', '.aws', 'config'), env, home),
    credentials: expanded(env['AWS_SHARED_CREDENTIALS_FILE'] ?? join('~', '.aws', 'credentials'), env, home),
  }
}

/** Reads both, once what a killed write has left beside them is gone. A missing file is empty, as for the AWS CLI; anything else that is wrong is an AwsenvError with file and reason. */
export function readProfiles({ env, home }: Place): Profiles {
  const paths = configPaths(env, home)
  for (const path of [paths.config, paths.credentials, `${paths.credentials}.bk`]) sweepLeftovers(path)
  return profilesIn(paths)
}

/** The credentials that `~/.aws/credentials.bk` keeps beside credentials that a script overwrote; undefined if there is none. */
export function readCredentialsBackup({ env, home }: Place): Profiles | undefined {
  const { credentials } = configPaths(env, home)
  if (credentials === '') return undefined
  const profiles = profilesIn({ config: '', credentials: `${credentials}.bk` })
  return profiles.files.some(({ found }) => found) ? profiles : undefined
}

function profilesIn(paths: ConfigPaths): Profiles {
  const files: ProfilesFile[] = []
  const config = parsedAt(paths.config, 'config', files)
  const credentials = parsedAt(paths.credentials, 'credentials', files)
  return mergeProfiles(config, credentials, files)
}

function parsedAt(path: string, kind: FileKind, files: ProfilesFile[]): ParsedFile {
  const bytes = path === '' || NULL_DEVICE.test(path) ? undefined : readBytes(path)
  if (path !== '') files.push({ path, found: bytes !== undefined })
  return parse(bytes ?? new Uint8Array(), path, kind)
}

/** Node's `os.devNull` of either kind of system, which people set to keep the AWS CLI from reading a file. */
const NULL_DEVICE = /^(?:\/dev\/null|\\\\\.\\nul)$/i

function expanded(path: string, env: Environment, home: string): string {
  const plain = path.replace(VARIABLE, (text, braced, bare) => env[braced ?? bare] ?? text)
  if (!/^~(?=[/\\]|$)/.test(plain)) return plain
  if (isAbsolute(home)) return home + plain.slice(1)
  throw new AwsenvError(`the home directory "${home}" is not an absolute path`, { hint: 'set HOME to one' })
}

/** As Python's `os.path.expandvars` reads them, which the AWS CLI applies to both paths. */
const VARIABLE = /\$(?:\{([^}]*)\}|(\w+))/g
