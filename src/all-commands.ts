/**
 * Every command by its name, in the order of the overview. A call loads only the module of its own command: loading all of
 * them takes longer than most commands do.
 */
import type { AwsenvCommandClass } from './command-line/command.ts'

/** Undefined if the first words of the call name no command. */
export async function commandCalled(args: readonly string[]): Promise<AwsenvCommandClass | undefined> {
  const [first = '', second = ''] = args
  const load = COMMANDS.get(`${first} ${second}`) ?? (first.includes(' ') ? undefined : COMMANDS.get(first))
  return load?.()
}

export async function allCommands(): Promise<readonly AwsenvCommandClass[]> {
  return [...new Set(await Promise.all([...COMMANDS.values()].map(load => load())))]
}

const COMMANDS = new Map<string, () => Promise<AwsenvCommandClass>>([
  ['login', async () => (await import('./commands/login.ts')).LoginCommand],
  ['assume', async () => (await import('./commands/assume.ts')).AssumeCommand],
  ['exec', async () => (await import('./commands/exec.ts')).ExecCommand],
  ['credential-process', async () => (await import('./commands/credential-process.ts')).CredentialProcessCommand],
  ['unset', async () => (await import('./commands/unset.ts')).UnsetCommand],
  ['clear', async () => (await import('./commands/clear.ts')).ClearCommand],
  ['whoami', async () => (await import('./commands/whoami.ts')).WhoamiCommand],
  ['console', async () => (await import('./commands/console.ts')).ConsoleCommand],
  ['accounts', async () => (await import('./commands/accounts.ts')).AccountsCommand],
  ['logout', async () => (await import('./commands/logout.ts')).LogoutCommand],
  ['list', async () => (await import('./commands/list.ts')).ListCommand],
  ['status', async () => (await import('./commands/status.ts')).StatusCommand],
  ['prompt', async () => (await import('./commands/prompt.ts')).PromptCommand],
  ['renew', async () => (await import('./commands/renew.ts')).RenewCommand],
  ['init', async () => (await import('./commands/init.ts')).InitCommand],
  ['completion', async () => (await import('./commands/completion.ts')).CompletionCommand],
  ['complete', async () => (await import('./commands/complete.ts')).CompleteCommand],
  ['keys add', async () => (await import('./commands/keys/add.ts')).KeysAddCommand],
  ['keys import', async () => (await import('./commands/keys/import.ts')).KeysImportCommand],
  ['keys list', async () => (await import('./commands/keys/list.ts')).KeysListCommand],
  ['keys rotate', async () => (await import('./commands/keys/rotate.ts')).KeysRotateCommand],
  ['keys remove', async () => (await import('./commands/keys/remove.ts')).KeysRemoveCommand],
  ['import', async () => (await import('./commands/import.ts')).ImportCommand],
  ['setup', async () => (await import('./commands/setup.ts')).SetupCommand],
  ['mfa enrol', async () => (await import('./commands/mfa/enrol.ts')).MfaEnrolCommand],
  ['mfa list', async () => (await import('./commands/mfa/list.ts')).MfaListCommand],
  ['mfa resync', async () => (await import('./commands/mfa/resync.ts')).MfaResyncCommand],
  ['mfa test', async () => (await import('./commands/mfa/test.ts')).MfaTestCommand],
  ['policy user', async () => (await import('./commands/policy/user.ts')).PolicyUserCommand],
  ['policy trust', async () => (await import('./commands/policy/trust.ts')).PolicyTrustCommand],
  ['doctor', async () => (await import('./commands/doctor.ts')).DoctorCommand],
  ['config get', async () => (await import('./commands/config/get.ts')).ConfigGetCommand],
  ['config set', async () => (await import('./commands/config/set.ts')).ConfigSetCommand],
  ['config unset', async () => (await import('./commands/config/unset.ts')).ConfigUnsetCommand],
  ['config list', async () => (await import('./commands/config/list.ts')).ConfigListCommand],
  ['config direnv', async () => (await import('./commands/config/direnv.ts')).ConfigDirenvCommand],
  ['config dump', async () => (await import('./commands/config/dump.ts')).ConfigDumpCommand],
  ['config add-profile', async () => (await import('./commands/config/add-profile.ts')).ConfigAddProfileCommand],
  [
    'config remove-profile',
    async () => (await import('./commands/config/remove-profile.ts')).ConfigRemoveProfileCommand,
  ],
  ['config sync', async () => (await import('./commands/config/sync.ts')).ConfigSyncCommand],
  ['--version', async () => (await import('./commands/version.ts')).VersionCommand],
  ['--licenses', async () => (await import('./commands/licenses.ts')).LicensesCommand],
  ['-v', async () => (await import('./commands/version.ts')).VersionCommand],
])
