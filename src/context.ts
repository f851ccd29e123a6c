/** Context: every door to the world that a command may open. The real one is built here; the tests build fake ones. */
import { isUtf8 } from 'node:buffer'
import type { BaseContext } from 'clipanion'
import { type Aws, openAws } from './aws/aws.ts'
import type { Environment } from './environment.ts'
import { commandOf, homeOf, initialValue, parentProcessName } from './own-process.ts'
import { printable } from './printable.ts'
import { readCredentialsBackup, readProfiles } from './profiles/files.ts'
import type { Profiles } from './profiles/merge.ts'
import { readSettings, type SettingsFile } from './settings/file.ts'
import { type Browser, processBrowser } from './terminal/browser.ts'
import { type CommandLineOptions, runCommandLine } from './terminal/command-line.ts'
import { messagesOf, type Output, outputOf, readStdinLine } from './terminal/output.ts'
import { type ProgramCall, runProgram } from './terminal/program.ts'
import { processTerminal, type Terminal } from './terminal/terminal.ts'
import { keysDirectory, stateDirectory } from './vault/directories.ts'
import type { KeyVault } from './vault/key-vault.ts'
import { systemKeychain } from './vault/keychain.ts'
import { SealedKeyVault } from './vault/sealed-key-vault.ts'
import { openSessionVault, type Vault } from './vault/vault.ts'

/** What Clipanion hands to a command. */
export type CliContext = BaseContext & { readonly awsenv: Context }

export interface Context {
  readonly env: Environment
  /** Where help and messages go: all of a text at once. */
  readonly stderr: { write(text: string): void }
  /** The real stdout; what Clipanion writes goes to stderr. */
  readonly output: Output
  readonly terminal: Terminal
  readonly browser: Browser
  readonly aws: Aws
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
  /** The name of the process that started this one; undefined where the system doesn't tell. */
  parentProcessName(): string | undefined
  /** One line from stdin, without its end; undefined where there is none. */
  readStdinLine(): string | undefined
  /** Runs a command line of the user's in the system's shell and gives its stdout; its stderr goes to ours. */
  runCommandLine(commandLine: string, options?: CommandLineOptions): Promise<string>
  /** Runs a program in the place of this process, with that environment; where it returns, it gives the exit code. */
  runProgram(call: ProgramCall, env: Environment): Promise<number>
  /** Whether the value of a variable is valid UTF-8: JavaScript sees broken bytes as U+FFFD. */
  isUtf8(name: string): boolean
  /** A line to stderr, in awsenv's name. */
  say(message: string): void
  debug(line: string): void
  /** Closes what was opened, so that the process can end. */
  close(): void
}

/** The doors of a process, each opened when it is first used. */
export function realContext(process: NodeJS.Process, version: string): Context {
  const { env, platform } = process
  const stderr = messagesOf(2)
  const say = (message: string) => void stderr.write(`awsenv: ${printable(message)}\n`)
  const now = () => Date.now()
  const home = lazy(() => homeOf(env))
  const profiles = lazy(() => readProfiles({ env, home: home() }))
  const backup = lazy(() => readCredentialsBackup({ env, home: home() }))
  const settings = lazy(() => readSettings({ env, home: home(), warn: say }))
  const terminal = processTerminal(platform, env)
  const keychain = (options: { readonly mayAsk: boolean }) =>
    systemKeychain({ env, platform, command: commandOf(process), ...options })
  const vault = lazy(() =>
    openSessionVault({
      ...{ env, uid: process.getuid?.(), keychain: keychain({ mayAsk: true }), now, warn: say },
      directory: stateDirectory(env, home()),
    }),
  )
  const keys = lazy(
    () =>
      new SealedKeyVault({
        ...{ env, uid: process.getuid?.(), keychain, asker: terminal, sessions: vault, now, say },
        directory: keysDirectory(env, home()),
        keystore: async () => (await settings()).settings.keystore,
      }),
  )
  const debug = (line: string) => context.debug(line)
  const trustedHosts = async () => (await settings()).settings.endpoints
  const aws = lazy(() => openAws({ env, trustedHosts, userAgent: `awsenv/${version}`, debug, now }))
  const context: Context = {
    env,
    stderr,
    output: outputOf(1),
    terminal,
    browser: processBrowser(platform, env),
    isWindows: platform === 'win32',
    executable: process.execPath,
    now,
    say,
    debug() {},
    get home() {
      return home()
    },
    get stateDirectory() {
      return stateDirectory(env, home())
    },
    get profiles() {
      return profiles()
    },
    get credentialsBackup() {
      return backup()
    },
    get settings() {
      return settings()
    },
    get vault() {
      return vault()
    },
    get keys() {
      return keys()
    },
    get aws() {
      return aws()
    },
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    parentProcessName: () => parentProcessName(platform, process.ppid),
    readStdinLine,
    runCommandLine,
    runProgram: (call, programEnv) => runProgram(process, call, programEnv),
    close() {
      if (aws.isOpen()) aws().close()
    },
    isUtf8: name => !env[name]?.includes('\ufffd') || platform !== 'linux' || isUtf8(initialValue(name)),
  }
  return context
}

function lazy<T>(make: () => T): (() => T) & { isOpen(): boolean } {
  let made: { readonly value: T } | undefined
  const open = () => {
    made ??= { value: make() }
    return made.value
  }
  return Object.assign(open, { isOpen: () => made !== undefined })
}
