/** Profiles of ~/.aws/config that get their credentials from awsenv credential-process: how they are written and recognised. */
import type { Context } from '../context/context.ts'
import { AwsenvError } from '../errors.ts'
import { configPaths } from '../profiles/files.ts'
import { parse } from '../profiles/parse.ts'
import type { Profile } from '../profiles/profile.ts'
import { shellWord } from '../shells/posix.ts'
import { changeSharedFile } from './shared-file.ts'

/** Whether `config add-profile` wrote it, rather than `keys import`, which replaces a key by such a line. */
export function isAddedProfile({ env, home, keys }: Context, profile: Profile): boolean {
  const file = profile.settings.get('credential_process')?.file
  return isProcessProfile(profile) && file === configPaths(env, home).config && !keys.names().includes(profile.name)
}

/** Whether its credentials come from `awsenv credential-process`. */
export function isProcessProfile(profile: Profile): boolean {
  // Its own line, not that of an included profile.
  return isProcessLine(String(profile.settings.get('credential_process')?.value))
}

/** The same for a value of credential_process. */
export function isProcessLine(line: string): boolean {
  // A binary's name may have its system or version: awsenv-linux-x64.
  return /^["']?(?:.*[/\\])?awsenv[\w.-]*["']? credential-process /.test(line)
}

/**
 * The command line of credential_process. botocore splits it like a POSIX shell, the JavaScript and Go SDKs pass it
 * to a shell. On Windows that is cmd, and the Go SDK's can't handle quotes (aws/aws-sdk-go-v2#3208), so only
 * necessary quotes are written.
 */
export function processLine(isWindows: boolean, words: readonly string[]): string {
  const line = words.map(isWindows ? windowsWord : shellWord).join(' ')
  // Readers of these files would take the rest for a comment.
  if (!/\s[#;]/.test(line)) return line
  throw new AwsenvError(`"${line}" can't be in ~/.aws/config: its end would be a comment`, {
    hint: 'give the role an alias without spaces: awsenv config set aliases.NAME',
  })
}

/** Changes the config file and returns its path; undefined if nothing changed. */
export async function changeConfigFile(
  context: Context,
  change: (bytes: Uint8Array, file: string) => Uint8Array,
): Promise<string | undefined> {
  const { config } = configPaths(context.env, context.home)
  if (config === '') {
    throw new AwsenvError('AWS_CONFIG_FILE is empty: there is no file to write the profile to', {
      hint: 'unset AWS_CONFIG_FILE, or set it to a path',
    })
  }
  return (await changeSharedFile(context, config, bytes => change(bytes, config))) ? config : undefined
}

/** @throws AwsenvError unless the file now has these profiles as they were written. */
export function checkWritten(bytes: Uint8Array, file: string, names: ReadonlySet<string>): void {
  const { sections } = parse(bytes, file, 'config')
  for (const name of names) {
    const settings = (name === 'default' ? sections.default : sections.profile).get(name)
    if (settings === undefined) continue
    const hasKey = ['aws_access_key_id', 'aws_secret_access_key'].some(key => settings.get(key)?.value)
    if (!hasKey && isProcessLine(String(settings.get('credential_process')?.value))) continue
    throw new AwsenvError(
      hasKey
        ? `profile "${name}" in "${file}" has an access key, which would be lost`
        : `"${file}" was changed meanwhile: profile "${name}" is no longer the one that awsenv wrote`,
      { hint: 'nothing has changed: look at the file, and run the command again' },
    )
  }
}

function windowsWord(word: string): string {
  return /^[\w@+=:,./\\-]+$/.test(word) ? word : `"${word}"`
}
