import { isUtf8 } from 'node:buffer'
import { openAws } from '../aws/aws.ts'
import { keysDirectory, stateDirectory } from '../files/directories.ts'
import { sweepLeftovers } from '../files/leftovers.ts'
import { messagesOf, outputOf, readStdinLine } from '../process/output.ts'
import { runProgram } from '../process/program.ts'
import { runCommandLine } from '../process/user-command.ts'
import { configPaths, readCredentialsBackup, readProfiles } from '../profiles/files.ts'
import { readSettings } from '../settings/file.ts'
import { processBrowser } from '../terminal/browser.ts'
import { processTerminal } from '../terminal/terminal.ts'
import { printable } from '../text/printable.ts'
import { SealedKeyVault } from '../vault/keys/sealed-key-vault.ts'
import { openSessionVault } from '../vault/sessions/session-vault.ts'
import { systemKeychain } from '../vault/stores/keychain.ts'
import type { Context } from './context.ts'
import { commandOf, homeOf, initialValue, parentProcessName } from './own-process.ts'

/** The Context of a process: each part is opened when it is first used. */
export function processContext(process: NodeJS.Process, version: string): Context {
  const { env, platform } = process
  const stderr = messagesOf(2)
  const say = (message: string) => void stderr.write(`awsenv: ${printable(message)}\n`)
  const now = () => Date.now()
  const home = lazy(() => homeOf(env))
  const profiles = lazy(() => {
    const { credentials, config } = configPaths(env, home())
    for (const path of [credentials, config, `${credentials}.bk`]) sweepLeftovers(path)
    return readProfiles({ env, home: home() })
  })
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
