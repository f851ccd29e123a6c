import { closeTransport, openTransport, type Transport } from '../aws/client/transport.ts'
import { keysDirectory, stateDirectory } from '../files/directories.ts'
import type { Environment } from '../model/environment.ts'
import type { ProgramCall } from '../process/host.ts'
import { type Jobs, runJobs } from '../process/jobs.ts'
import { messagesOf, outputOf, readStdinLine } from '../process/output.ts'
import { runProgram } from '../process/program.ts'
import { runCommandLine } from '../process/user-command.ts'
import { readCredentialsBackup, readProfiles } from '../profiles/files.ts'
import { ownCommand } from '../runtime/own-command.ts'
import { readSettings } from '../settings/file.ts'
import { evaluatorNames, windowsNames } from '../shells/evaluator.ts'
import type { HookCall } from '../shells/hook-call.ts'
import { processBrowser } from '../terminal/browser.ts'
import { processWindow } from '../terminal/code-window.ts'
import { processTerminal } from '../terminal/terminal.ts'
import { printable } from '../text/printable.ts'
import { SealedKeyVault } from '../vault/keys/sealed-key-vault.ts'
import { openSessionVault } from '../vault/sessions/session-vault.ts'
import { systemKeychain } from '../vault/stores/keychain.ts'
import { ancestorsOf } from './ancestors.ts'
import { type Before, stateBefore } from './before.ts'
import { callerName } from './caller.ts'
import type { Context } from './context.ts'
import { brokenIn, homeOf } from './own-process.ts'

/** The Context of a process. Each part is opened at its first use. */
export function processContext(
  process: NodeJS.Process,
  version: string,
  { hook, hookVersion }: Pick<HookCall, 'hook' | 'hookVersion'>,
  heldForNode: Environment,
): Context {
  const { env, platform } = process
  const stderr = messagesOf(2)
  const output = outputOf(1)
  const say = (message: string) => void stderr.write(`awsenv: ${printable(message)}\n`)
  const { now } = Date
  const terminal = processTerminal(platform, env)
  const keychain = (options: { readonly mayAsk: boolean }) =>
    systemKeychain({ env, platform, uid: process.getuid?.(), command: ownCommand(process), ...options })
  let opened: Transport | undefined
  const fixed = {
    env,
    hook,
    hookVersion,
    stderr,
    output,
    terminal,
    isWindows: platform === 'win32',
    executable: process.execPath,
    now,
    say,
    debug(_line: string) {},
    sleep: (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds)),
    callerName: () => callerName(ancestorsOf(process)),
    evaluatorNames: () => (platform === 'win32' ? windowsNames(env) : evaluatorNames(ancestorsOf(process))),
    readStdinLine,
    runCommandLine,
    runProgram: (call: ProgramCall, programEnv: Environment, afterwards?: () => void) =>
      runProgram(process, call, { ...heldForNode, ...programEnv }, afterwards),
    runJobs: (jobs: Jobs) =>
      runJobs(process, { ...jobs, all: jobs.all.map(job => ({ ...job, env: { ...heldForNode, ...job.env } })) }),
    async eraseExpired() {
      try {
        await context.vault.eraseExpired()
      } catch {
        // Some commands need neither home nor vault.
      }
    },
    close: () => opened && closeTransport(opened),
    notUtf8: (names: readonly string[]) => (platform === 'linux' ? brokenIn(env, names) : []),
  }
  const context: Context = lazily<typeof fixed, Opened>(fixed, {
    home: () => homeOf(env),
    window: () => processWindow(platform, env),
    purpose: () => purposeOf(process.argv.slice(2)),
    browser: () => processBrowser(platform, env),
    stateDirectory: () => stateDirectory(env, context.home),
    profiles: () => readProfiles(context),
    credentialsBackup: () => readCredentialsBackup(context),
    settings: () => readSettings({ env, home: context.home, warn: say }),
    vault: () =>
      openSessionVault({
        ...{ env, uid: process.getuid?.(), keychain: () => keychain({ mayAsk: true }), now, warn: say },
        directory: context.stateDirectory,
      }),
    keys: () =>
      new SealedKeyVault({
        ...{ env, uid: process.getuid?.(), keychain, asker: terminal, sessions: () => context.vault, now, say },
        directory: keysDirectory(env, context.home),
        keystore: async () => (await context.settings).settings.keystore,
      }),
    transport() {
      const pins = async () => (await context.settings).settings
      const debug = (line: string) => context.debug(line)
      opened = openTransport({ userAgent: `awsenv/${version}`, debug, say, now, pins })
      return opened
    },
    before: () => stateBefore({ env, vault: () => context.vault }),
    restore: whole => whole.before.restore,
    wayBack: whole => whole.before.wayBack,
    environmentBefore: whole => whole.before.environmentBefore,
  })
  return context
}

/** The command and its first words. */
function purposeOf(args: readonly string[]): string {
  return ['awsenv', ...args.filter(word => !word.startsWith('-')).slice(0, 3)].join(' ')
}

/** What is opened, or worked out, when it is first used. */
type Opened = Pick<
  Context,
  | 'home'
  | 'window'
  | 'purpose'
  | 'browser'
  | 'stateDirectory'
  | 'profiles'
  | 'credentialsBackup'
  | 'settings'
  | 'vault'
  | 'keys'
  | 'transport'
  | keyof Before
> & { readonly before: Before }

/** Adds parts that are built from the object at their first use, and kept. */
function lazily<T extends object, Parts extends object>(
  object: T,
  makers: { readonly [Name in keyof Parts]: (whole: T & Parts) => Parts[Name] },
): T & Parts {
  const whole = object as T & Parts
  for (const name of Object.keys(makers) as (keyof Parts)[]) {
    const shared = { configurable: true, enumerable: true }
    Object.defineProperty(object, name, {
      ...shared,
      get() {
        const value = makers[name](whole)
        Object.defineProperty(object, name, { ...shared, value })
        return value
      },
    })
  }
  return whole
}
