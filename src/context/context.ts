/** Context: a command's only way to the world. process-context.ts builds the real one, tests build fake ones. */
import type { BaseContext } from 'clipanion'
import type { Transport } from '../aws/client/transport.ts'
import type { Environment, ToldChange } from '../model/environment.ts'
import type { Restore } from '../model/restore.ts'
import type { ProgramCall } from '../process/host.ts'
import type { Jobs } from '../process/jobs.ts'
import type { Messages, Output } from '../process/output.ts'
import type { CommandLineOptions } from '../process/user-command.ts'
import type { Profiles } from '../profiles/profiles.ts'
import type { SettingsFile } from '../settings/file.ts'
import type { Browser } from '../terminal/browser.ts'
import type { CodeWindow } from '../terminal/code-window.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { KeyVault } from '../vault/keys/key-vault.ts'
import type { Vault } from '../vault/sessions/vault.ts'

/** What Clipanion passes to a command. */
export type CliContext = BaseContext & { readonly awsenv: Context }

export interface Context {
  readonly env: Environment
  /** What AWSENV_RESTORE says; undefined if it is missing or unreadable. */
  readonly restore: Restore | undefined
  /** The change that `unset` makes; empty if this shell has no session. */
  readonly wayBack: ToldChange
  /** The environment that `unset` would leave. */
  readonly environmentBefore: Environment
  /** The name of the shell whose hook made this call; undefined for a bare call. */
  readonly hook: string | undefined
  /** The version that the hook told with a call of doctor. */
  readonly hookVersion: string | undefined
  /** Where help and messages go, each as a whole. */
  readonly stderr: Messages
  /** The real stdout. Clipanion's own output goes to stderr. */
  readonly output: Output
  readonly terminal: Terminal
  readonly browser: Browser
  /** For an MFA code where there is no terminal. */
  readonly window: CodeWindow
  /** Where a person is asked for a code without a terminal, if the command knows better than the settings. */
  readonly ask?: 'terminal' | 'window' | 'never' | undefined
  /** What the command is for, in the words of a person who didn't start it. */
  readonly purpose?: string | undefined
  /** Calls of AWS. */
  readonly transport: Transport
  /** ~/.aws/config and ~/.aws/credentials, read at the first question. */
  readonly profiles: Profiles
  /** The copy ~/.aws/credentials.bk that some people keep; undefined if there is none. */
  readonly credentialsBackup: Profiles | undefined
  /** awsenv's own settings, read at the first question. */
  readonly settings: Promise<SettingsFile>
  /** Sessions, and other things that awsenv remembers for a while. */
  readonly vault: Vault
  /** Long-term keys. */
  readonly keys: KeyVault
  readonly home: string
  /** Where awsenv keeps its state. */
  readonly stateDirectory: string
  readonly isWindows: boolean
  /** The path of awsenv's own binary. */
  readonly executable: string
  /** Milliseconds since the epoch. */
  now(): number
  sleep(milliseconds: number): Promise<void>
  /** The names of the process that evaluates stdout, the most reliable first; none if the system doesn't tell. */
  evaluatorNames(): readonly string[]
  /** The program that runs awsenv, if the system tells. Anybody can call a program so. */
  callerName(): string | undefined
  /** One line from stdin, without its newline; undefined at the end. */
  readStdinLine(): string | undefined
  /** Runs the user's command line in the system's shell and returns its stdout. Its stderr goes to ours. */
  runCommandLine(commandLine: string, options?: CommandLineOptions): Promise<string>
  /**
   * Replaces this process by a program with that environment. If it returns, it returns the exit code. With something to do
   * afterwards, it waits beside the program.
   */
  runProgram(call: ProgramCall, env: Environment, afterwards?: () => void): Promise<number>
  /** Runs several programs at once, and returns the exit code. */
  runJobs(jobs: Jobs): Promise<number>
  /** The variables whose value is not valid UTF-8, which JavaScript sees with U+FFFD. */
  notUtf8(names: readonly string[]): readonly string[]
  /** Writes a line to stderr, after `awsenv:`. */
  say(message: string): void
  debug(line: string): void
  /** Removes expired entries of the vault from the disk, whatever the command was. */
  eraseExpired(): Promise<void>
  /** Closes everything, so that the process can end. */
  close(): void
}
