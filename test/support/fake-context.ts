/** A Context for commands in this process: a private home and runtime directory, a person who types what the test says, and no AWS but the sandbox. */
import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeTransport, openTransport } from '../../src/aws/client/transport.ts'
import { run } from '../../src/cli.ts'
import { type Before, stateBefore } from '../../src/context/before.ts'
import type { Context } from '../../src/context/context.ts'
import { AwsenvError } from '../../src/errors.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Host } from '../../src/process/host.ts'
import { runJobs } from '../../src/process/jobs.ts'
import { type Profiles, readCredentialsBackup, readProfiles } from '../../src/profiles/files.ts'
import { readSettings, type SettingsFile } from '../../src/settings/file.ts'
import type { Choice, Offer } from '../../src/terminal/picker.ts'
import { printableLines } from '../../src/text/printable.ts'
import { openSessionVault, type SessionVault } from '../../src/vault/sessions/session-vault.ts'
import type { VaultPlace } from '../../src/vault/sessions/vault-place.ts'
import { type FakeKeys, fakeKeys, fakeKeyVault } from './fake-key-vault.ts'
import { noKeychain } from './no-keychain.ts'
import { watched } from './waiting-points.ts'

/** What one command line did. */
export type Outcome = {
  readonly exitCode: number
  readonly script: string
  /** What the person reads: awsenv's lines, and those that the script says once it is evaluated. */
  readonly stderr: string
  readonly questions: readonly string[]
  /** The program that was run in awsenv's place, and its environment. */
  readonly program?: { readonly call: readonly string[]; readonly env: Environment } | undefined
}

export type Machine = {
  /** The environment of the shell that the next commands are typed in. */
  env: Record<string, string | undefined>
  /** The shell whose hook makes the next calls. */
  hook: string | undefined
  hookVersion: string | undefined
  /** The names of the process that evaluates stdout. */
  evaluatorNames: readonly string[]
  readonly home: string
  /** The memory of this machine: the runtime directory of its user, and what is shared. */
  readonly runtime: string
  /** Writes a file of ~/.aws. */
  write(name: 'config' | 'credentials' | 'credentials.bk', text: string): void
  /** Answers to the next questions; a function is asked when it comes to it, undefined is Ctrl-D. */
  answers: (string | undefined | ((question: string) => string))[]
  /** Lines that wait on stdin. */
  stdin: string[]
  hasTerminal: boolean
  /** What the person types into a window; undefined if nobody sees one. */
  window: ((text: string) => string | undefined) | undefined
  /** What the last command has said on stderr so far. */
  said: string
  /** What was shown on the terminal, and asked nothing. */
  readonly shown: string[]
  /** Whether stdout is the terminal, where nobody evaluates it. */
  showsOutput: boolean
  /** The long-term keys in awsenv's vault. */
  readonly keys: FakeKeys
  /** What the person takes from a list; without it there are no lists. */
  choose: ((offer: Offer<Choice>) => Choice | undefined) | undefined
  /** The pages that a browser was to open, and by which command; `browserAbsence` says why it can't. */
  readonly opened: { readonly url: string; readonly command: readonly string[] }[]
  browserAbsence: string | undefined
  /** Why the browser doesn't start; the person opens the page by hand then. */
  browserError: string | undefined
  /** What the person's browser does with a page. */
  browse: ((url: string) => Promise<unknown>) | undefined
  /** What goes on while a command sleeps. */
  whileAsleep: ((milliseconds: number) => Promise<unknown>) | undefined
  /** Milliseconds that this machine's clock is off. */
  clockError: number
  /** Seconds since the system started; undefined: as the clock, before what it is off. */
  uptime: (() => number) | undefined
  /** Milliseconds slept. */
  readonly slept: number[]
  /** What goes on while such a program runs. */
  whileProgramRuns: ((program: NonNullable<Outcome['program']>) => unknown) | undefined
  /** What the programs that run in awsenv's place end with. */
  programStatus: number
  /** Signals to the process of the command: `signals.emit('SIGINT', 'SIGINT')`. What it sends to itself comes as `own`. */
  readonly signals: EventEmitter
  /** What a command line of the user's prints; it is given the environment that it is to run in. */
  commandLines: Record<string, (env: Environment) => string>
  /** Called before whatever a command may have to wait for, with the name of it. */
  watch: ((point: string) => void) | undefined
  /** The locks that were taken, and for how many milliseconds each would have been waited for. */
  readonly locks: { readonly name: string; readonly deadline: number | undefined }[]
  /** The command lines that were run. */
  readonly ran: string[]
  awsenv(...args: readonly string[]): Promise<Outcome>
  /** The same, and the shell takes the change over, as an eval does. */
  inShell(...args: readonly string[]): Promise<Outcome>
  [Symbol.dispose](): void
}

/** `now` is the clock of the machine: with the sandbox's own, what waits for a code need not wait. */
export function machine(options: { readonly env?: Record<string, string>; readonly now?: () => number } = {}): Machine {
  const home = mkdtempSync(join(tmpdir(), 'awsenv-home-'))
  // As the system makes it: on tmpfs, ours alone. Elsewhere the vault would keep nothing.
  const runtime = mkdtempSync(join('/dev/shm', 'awsenv-run-'))
  mkdirSync(join(home, '.aws'), { mode: 0o700 })
  const self: Machine = {
    env: { HOME: home, XDG_RUNTIME_DIR: runtime, AWSENV_SHELL: 'bash', ...options.env },
    hook: undefined,
    hookVersion: undefined,
    evaluatorNames: [],
    home,
    runtime,
    write: (name, text) => writeFileSync(join(home, '.aws', name), text, { mode: 0o600 }),
    answers: [],
    stdin: [],
    hasTerminal: true,
    window: undefined,
    said: '',
    shown: [],
    showsOutput: false,
    keys: fakeKeys(),
    choose: undefined,
    opened: [],
    browserAbsence: undefined,
    browserError: undefined,
    browse: undefined,
    whileAsleep: undefined,
    clockError: 0,
    watch: undefined,
    uptime: undefined,
    slept: [],
    whileProgramRuns: undefined,
    programStatus: 0,
    signals: new EventEmitter(),
    commandLines: {},
    locks: [],
    ran: [],
    awsenv: (...args) => runIn(self, args, options.now ?? Date.now),
    async inShell(...args) {
      const outcome = await self.awsenv(...args)
      for (const [, name = ''] of outcome.script.matchAll(/\bunset -v ([A-Z_ 0-9]+)/g))
        for (const one of name.split(' ')) delete self.env[one]
      for (const [, name = '', value = ''] of outcome.script.matchAll(/export (\w+)='((?:[^']|'\\'')*)'/g))
        self.env[name] = value.replaceAll("'\\''", "'")
      return outcome
    },
    [Symbol.dispose]() {
      for (const directory of [home, runtime]) rmSync(directory, { recursive: true, force: true })
    },
  }
  return self
}

function notingLocks(self: Machine, place: VaultPlace): SessionVault {
  const vault = openSessionVault(place)
  const exclusively = vault.exclusively.bind(vault)
  vault.exclusively = (name, task, waiting = {}) => {
    self.locks.push({ name, deadline: waiting.deadline })
    return exclusively(name, task, waiting)
  }
  return vault
}

async function runIn(self: Machine, args: readonly string[], clock: () => number): Promise<Outcome> {
  const env = { ...self.env }
  let said = ''
  const stderr = {
    isTerminal: false,
    write(text: string | Uint8Array) {
      said += textOf(text)
      self.said = said
    },
  }
  const questions: string[] = []
  let script = ''
  let program: Outcome['program']
  const now = () => clock() + self.clockError
  const say = (message: string) => void stderr.write(`awsenv: ${message}\n`)
  let settings: Promise<SettingsFile> | undefined
  let profiles: Profiles | undefined
  let backup: { readonly read: Profiles | undefined } | undefined
  const ask = (question: string) => {
    questions.push(printableLines(question))
    if (self.answers.length === 0) throw new Error(`nobody expected the question "${question}"`)
    const answer = self.answers.shift()
    return typeof answer === 'function' ? answer(question) : answer
  }
  let before: Before | undefined
  const stateOfShell = () => {
    before ??= stateBefore({ env, vault: () => context.vault })
    return before
  }
  const context: Context = {
    env,
    hook: self.hook,
    hookVersion: self.hookVersion,
    stderr,
    home: self.home,
    stateDirectory: join(self.home, '.local/state/awsenv'),
    isWindows: false,
    executable: join(self.home, 'bin', 'awsenv'),
    output: {
      isTerminal: self.showsOutput,
      isClosed: false,
      write(text) {
        script += textOf(text)
      },
    },
    terminal: {
      isPresent: () => self.hasTerminal,
      ask,
      askHidden: async question => ask(`${question}(hidden)`),
      show: async draw => void self.shown.push(draw(200)),
      canPick: () => self.choose !== undefined,
      async pick(question, offer) {
        questions.push(question)
        return self.choose?.(offer) as typeof offer.other | undefined
      },
    },
    browser: {
      absence: self.browserAbsence,
      open: async (url, command) => {
        self.opened.push({ url, command })
        void self.browse?.(url)
        if (self.browserError !== undefined) throw new AwsenvError(self.browserError)
      },
    },
    keys: fakeKeyVault(self.keys),
    get profiles() {
      profiles ??= readProfiles({ env, home: self.home })
      return profiles
    },
    get credentialsBackup() {
      backup ??= { read: readCredentialsBackup({ env, home: self.home }) }
      return backup.read
    },
    get settings() {
      settings ??= readSettings({ env, home: self.home, warn: say })
      return settings
    },
    vault: notingLocks(self, {
      directory: join(self.home, '.local/state/awsenv'),
      env,
      uid: process.getuid?.(),
      shm: self.runtime,
      users: join(self.runtime, 'users'),
      keychain: () => noKeychain,
      now,
      uptime: () => self.uptime?.() ?? clock() / 1000,
      warn: say,
    }),
    transport: openTransport({
      pins: async () => (await context.settings).settings,
      userAgent: 'awsenv/test',
      debug: line => context.debug(line),
      say,
      now,
    }),
    now,
    sleep: async milliseconds => {
      self.slept.push(milliseconds)
      await self.whileAsleep?.(milliseconds)
    },
    evaluatorNames: () => self.evaluatorNames,
    callerName: () => 'code',
    window: { ask: async (title, lines) => self.window?.([title, ...lines].join('\n')) },
    readStdinLine: () => self.stdin.shift(),
    async runCommandLine(commandLine, options) {
      self.ran.push(commandLine)
      return self.commandLines[commandLine]?.(options?.env ?? env) ?? ''
    },
    runProgram: async (call, programEnv, afterwards) => {
      program = { call, env: programEnv }
      await self.whileProgramRuns?.(program)
      afterwards?.()
      return self.programStatus
    },
    runJobs: jobs => runJobs(hostOf(self), jobs),
    get restore() {
      return stateOfShell().restore
    },
    get wayBack() {
      return stateOfShell().wayBack
    },
    get environmentBefore() {
      return stateOfShell().environmentBefore
    },
    notUtf8: names => names.filter(name => env[name]?.includes('\ufffd')),
    say,
    debug() {},
    eraseExpired: () => context.vault.eraseExpired(),
    close: () => closeTransport(context.transport),
  }
  const exitCode = await run(args, self.watch === undefined ? context : watched(context, self.watch), '0.0.0')
  return { exitCode, script, stderr: said + saidBy(script), questions, program }
}

function textOf(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : Buffer.from(text).toString()
}

/** This process, but for signals: those to itself are noted, and `self.signals` sends some. */
function hostOf({ signals }: Machine): Host {
  return Object.assign(Object.create(process), {
    on: signals.on.bind(signals),
    off: signals.off.bind(signals),
    kill: (pid: number, signal: string) =>
      pid === process.pid ? signals.emit('own', signal) : process.kill(pid, signal),
  })
}

/** The notes of a script for bash. */
function saidBy(script: string): string {
  const notes = [...script.matchAll(/printf '%s\\n' (\$?)'((?:[^'\\]|'\\''|\\.)*)' >&2/g)]
  const text = (quoted: string, isEscaped: boolean) =>
    isEscaped
      ? Buffer.from(
          quoted.replace(/\\x(..)|\\(.)/g, (_, hex, plain) => plain ?? String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString()
      : quoted.replaceAll("'\\''", "'")
  return notes.map(([, dollar, quoted = '']) => `${text(quoted, dollar === '$')}\n`).join('')
}
