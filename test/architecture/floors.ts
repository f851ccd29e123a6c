/**
 * The plan of src/: a line is a floor, from the top down. A folder imports what lies below it, types included. A folder
 * `lazy`, which is loaded on demand, belongs to its parent where it has no floor of its own.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['src/main.ts'],
  ['src/cli.ts'],
  ['src/all-commands.ts'],
  ['src/commands', 'src/commands/config', 'src/commands/keys', 'src/commands/mfa', 'src/commands/policy'],
  ['src/command-line/help', 'src/jobs'],
  ['src/command-line'],
  ['src/setup/doctor'],
  ['src/setup/doctor/local', 'src/setup/doctor/probe'],
  ['src/import', 'src/setup/account', 'src/setup/mfa'],
  ['src/import/keyring', 'src/setup/plan'],
  ['src/completion', 'src/credentials', 'src/install', 'src/setup', 'src/setup/policy', 'src/setup/trust'],
  ['src/credentials/keys', 'src/credentials/ready', 'src/credentials/target'],
  ['src/credentials/source'],
  ['src/credentials/source/providers'],
  ['src/credentials/aws-login', 'src/credentials/identity-center'],
  ['src/credentials/sign-in'],
  ['src/credentials/session'],
  ['src/credentials/environment'],
  ['src/context'],
  ['src/aws', 'src/process', 'src/profiles', 'src/settings', 'src/terminal', 'src/vault/keys'],
  ['src/aws/client', 'src/settings/toml', 'src/vault/sessions'],
  ['src/aws/failure', 'src/vault/stores'],
  ['src/vault'],
  ['src/aws/lazy', 'src/files', 'src/runtime', 'src/settings/lazy', 'src/shells'],
  ['src/model'],
  ['src/errors.ts'],
  ['src/text'],
]

/** What can be understood without the world around it: nothing of Node, and no package. */
export const PURE: readonly string[] = [
  ...['src/aws/failure', 'src/errors.ts', 'src/model', 'src/settings/toml', 'src/setup', 'src/setup/policy'],
  ...['src/setup/plan', 'src/setup/trust', 'src/shells', 'src/text'],
]

/** The room whose floor counts for a folder. */
export function roomOf(folder: string): string {
  return FLOORS.flat().includes(folder) ? folder : folder.replace(/\/lazy$/, '')
}
