/**
 * The keychain of the operating system: the Secret Service on Linux, Keychain on macOS, the Credential Manager on
 * Windows. Its calls can't be interrupted, so a child process of the same program makes them, with a
 * deadline. Secrets go through its stdin and stdout, never through its arguments, which everybody can read.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Environment } from '../../model/environment.ts'
import { VaultError } from '../vault-error.ts'
import { type KeychainRequest, keychainAnswer } from './keychain-messages.ts'
import { sessionBusAddress } from './session-bus.ts'

/** Text by name. Each method throws a VaultError ("out of reach") if the keychain can't be asked, or refuses. */
export interface Keychain {
  /** Undefined if the keychain is readable and has nothing of that name. */
  get(account: string): string | undefined
  set(account: string, secret: string): void
  remove(account: string): void
}

export type KeychainPlace = {
  readonly env: Environment
  /** Node's names: `linux`, `darwin`, `win32`. */
  readonly platform: string
  /** Undefined on Windows. */
  readonly uid?: number | undefined
  /** The words that start this program; its first argument will be KEYCHAIN_CHILD. */
  readonly command: readonly string[]
  /** Whether a window may open that asks to unlock the keychain, for a minute. */
  readonly mayAsk: boolean
}

export function systemKeychain(place: KeychainPlace): Keychain {
  return {
    get: account => ask(place, { action: 'get', account }) ?? undefined,
    set: (account, secret) => void ask(place, { action: 'set', account, secret }),
    remove: account => void ask(place, { action: 'remove', account }),
  }
}

/** Blocks, so that reading a session is a plain call. Ctrl-C ends both processes, since neither catches it. */
function ask(place: KeychainPlace, request: Omit<KeychainRequest, 'mayAsk'>): string | null {
  const env = environmentOfChild(place)
  const mayAsk = place.mayAsk && hasWindows(place)
  const deadline = mayAsk ? DEADLINE_WITH_WINDOW : place.platform === 'win32' ? DEADLINE_ON_WINDOWS : DEADLINE
  const [program = '', ...args] = place.command
  const { error, stdout, signal } = spawnSync(program, [...args, KEYCHAIN_CHILD], {
    env,
    input: JSON.stringify({ ...request, mayAsk } satisfies KeychainRequest),
    // its messages to the person go through
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: deadline,
    killSignal: 'SIGKILL',
    maxBuffer: 16_384,
    windowsHide: true,
  })
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT')
    throw outOfReach(`the keychain didn't answer within ${deadline / 1000} seconds`)
  if (error !== undefined) throw outOfReach('the keychain could not be asked', error)
  if (signal !== null) throw outOfReach(`asking the keychain was ended by ${signal}`)
  const answer = keychainAnswer(stdout.toString('utf8'))
  if (answer === undefined) throw outOfReach("the keychain's answer can't be read")
  if ('error' in answer) throw outOfReach(`the keychain refused: ${answer.error}`)
  return answer.secret
}

/** Throws if asking would be in vain, or nobody would see the question. */
function environmentOfChild({ env, platform, uid }: KeychainPlace): NodeJS.ProcessEnv {
  if (env['SSH_CONNECTION']) throw outOfReach('the keychain is not asked over SSH, where nobody would see its window')
  if (platform !== 'linux') return env
  const DBUS_SESSION_BUS_ADDRESS = sessionBusAddress(env, existsSync, uid)
  if (DBUS_SESSION_BUS_ADDRESS === undefined) throw outOfReach('there is no keychain here (no session bus)')
  return { ...env, DBUS_SESSION_BUS_ADDRESS }
}

/** Windows doesn't ask: its keychain is open while its owner is logged in. */
function hasWindows({ env, platform }: KeychainPlace): boolean {
  if (platform === 'linux') return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
  return platform === 'darwin'
}

function outOfReach(message: string, cause?: unknown): VaultError {
  return new VaultError('out of reach', message, { cause })
}

/** The first argument of a process of this program that asks the keychain. */
export const KEYCHAIN_CHILD = 'keychain-child'

/** In milliseconds. */
const DEADLINE = 2_000

/** In milliseconds: nobody is asked there, but a virus scanner may read the whole binary before it starts again. */
const DEADLINE_ON_WINDOWS = 20_000

/** In milliseconds: long enough to find the window and to type a password. */
const DEADLINE_WITH_WINDOW = 60_000
