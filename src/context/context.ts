/** Context: every way to the world that a command has. process-context.ts builds the real one; the tests build fake ones. */
import type { BaseContext } from 'clipanion'
import type { Transport } from '../aws/client/transport.ts'
import type { Environment, ToldChange } from '../model/environment.ts'
import type { Restore } from '../model/restore.ts'
import type { ProgramCall } from '../process/host.ts'
import type { Output } from '../process/output.ts'
import type { CommandLineOptions } from '../process/user-command.ts'
import type { Profiles } from '../profiles/profiles.ts'
import type { SettingsFile } from '../settings/file.ts'
import type { Browser } from '../terminal/browser.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { KeyVault } from '../vault/keys/key-vault.ts'
import type { Vault } from '../vault/sessions/vault.ts'

/** What Clipanion hands to a command. */
export type CliContext = BaseContext & { readonly awsenv: Context }

export interface Context {
  readonly env: Environment
  /** What AWSENV_RESTORE says; undefined where it is missing or can't be read. */
  readonly restore: Restore | undefined
  /** How this shell gets back to what it was before awsenv; an empty change where no session stands in it. */
  readonly wayBack: ToldChange
  /** The environment as it was before awsenv: what `unset` would leave. */
  readonly environmentBefore: Environment
  /** The name of the shell whose hook made this call; undefined for a bare call. */
  readonly hook: string | undefined
  /** Where help and messages go: all of a text at once. */
  readonly stderr: { write(text: string): void }
  /** The real stdout; what Clipanion writes goes to stderr. */
  readonly output: Output
  readonly terminal: Terminal
  readonly browser: Browser
  /** The way to AWS. */
  readonly transport: Transport
  /** ~/.aws/config and ~/.aws/credentials, read at the first question. */
  readonly profiles: Profiles
  /** The copy ~/.aws/credentials.bk that people keep; undefined where there is none. */
  readonly credentialsBackup: Profiles | undefined
  /** awsenv's own settings, read at the first question. */
  readonly settings: Promise<SettingsFile>
  /** Sessions, and what else is remembered for a while. */
  readonly vault: Vault
  /** Long-term keys. */
  readonly keys: KeyVault
  readonly home: string
  /** Where awsenv keeps what it remembers. */
  readonly stateDirectory: string
  readonly isWindows: boolean
  /** Where awsenv's own binary lies. */
  readonly executable: string
  /** Milliseconds since the epoch. */
  now(): number
  sleep(milliseconds: number): Promise<void>
  /** What the process that evaluates stdout is called, the most reliable name first; none where the system doesn't tell. */
  evaluatorNames(): readonly string[]
  /** One line from stdin, without its end; undefined where there is none. */
  readStdinLine(): string | undefined
  /** Runs a command line of the user's in the system's shell and gives its stdout; its stderr goes to ours. */
  runCommandLine(commandLine: string, options?: CommandLineOptions): Promise<string>
  /** Runs a program in the place of this process, with that environment; where it returns, it gives the exit code. */
  runProgram(call: ProgramCall, env: Environment): Promise<number>
  /** Those of the variables whose value is not valid UTF-8: JavaScript sees broken bytes as U+FFFD. */
  notUtf8(names: readonly string[]): readonly string[]
  /** A line to stderr, in awsenv's name. */
  say(message: string): void
  debug(line: string): void
  /** Takes off the disk what has expired in the vault, whatever the command was. */
  eraseExpired(): Promise<void>
  /** Closes what was opened, so that the process can end. */
  close(): void
}
