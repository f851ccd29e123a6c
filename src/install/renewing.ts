/**
 * A program that outlasts a session: it gets no key, but a config file of its own, whose profile asks awsenv each time.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
import { resolve } from 'node:path'
import type { Context } from '../context/context.ts'
import type { Source } from '../credentials/source/source.ts'
import type { Target } from '../credentials/target/found.ts'
import { AwsenvError } from '../errors.ts'
import { CREDENTIAL_VARIABLES, type EnvironmentChange, removing } from '../model/environment.ts'
import { configPaths } from '../profiles/files.ts'
import { programProfile } from '../profiles/program-profile.ts'
import { ownPath } from './own-path.ts'
import { processLine } from './process-profile.ts'
import { programFiles } from './program-files.ts'

export type RenewingProgram = {
  /** On top of the session's variables. */
  readonly change: EnvironmentChange
  /** Removes its files. */
  remove(): void
}

/** `words` are those after `awsenv assume` that get the role again. */
export function renewingProgram(
  context: Context,
  { roles, source }: Target,
  words: readonly string[],
  region: string | undefined,
): RenewingProgram {
  checkCanAskAgain(context, source)
  const { config, credentials } = configPaths(context.env, context.home)
  // In the program's environment, the two variables name other files.
  const files = [`--aws-config=${absolute(config)}`, `--aws-credentials=${absolute(credentials)}`]
  const credential_process = processLine(context.isWindows, [
    ownPath(context),
    'credential-process',
    ...files,
    ...words,
  ])
  const text = programProfile(roles[0] ?? source.base, context.profiles, { credential_process, region })
  const own = programFiles(context, text)
  return {
    change: {
      ...removing([...CREDENTIAL_VARIABLES, 'AWS_CREDENTIAL_EXPIRATION', 'AWS_SESSION_EXPIRATION']),
      AWS_CONFIG_FILE: own.config,
      AWS_SHARED_CREDENTIALS_FILE: own.credentials,
      // Version 1 of the SDK for Go reads a config file only where this is set.
      AWS_SDK_LOAD_CONFIG: '1',
      // Version 1 of the SDK for Java knows only this variable, and would take the user's key from ~/.aws/credentials.
      AWS_CREDENTIAL_PROFILES_FILE: own.config,
    },
    remove: own.remove,
  }
}

/** @throws AwsenvError if the program would not get the role without you. */
function checkCanAskAgain({ vault }: Context, { place }: Source): void {
  if (place === 'the environment') {
    throw new AwsenvError("the key is only in this shell's environment, and the command's environment has no key", {
      hint: "put it into awsenv's vault: awsenv keys add",
    })
  }
  if (vault.persistent) return
  throw new AwsenvError('awsenv keeps no sessions here: each call of the command would need a code', {
    hint: 'set XDG_RUNTIME_DIR to what it is in your desktop session, or leave out --renewing',
  })
}

/** The program may ask from another directory. An empty path means no file. */
function absolute(path: string): string {
  return path === '' ? '' : resolve(path)
}
