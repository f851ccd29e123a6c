/** Opens a page in the user's browser. */
import { spawn } from 'node:child_process'
import { AwsenvError } from '../errors.ts'
import type { Environment } from '../model/environment.ts'

export interface Browser {
  /** Why the person at this terminal couldn't see the system's browser; undefined if they can. */
  readonly absence: string | undefined
  /** In the system's browser, or with the program and arguments in `command`. @throws AwsenvError if it doesn't start */
  open(url: string, command: readonly string[]): Promise<void>
}

export function processBrowser(platform: string, env: Environment): Browser {
  return {
    absence: absenceOf(platform, env),
    async open(url, command) {
      try {
        await (command.length > 0 ? start(command) : openByDefault(url))
      } catch (cause) {
        const { code = 'unknown' } = cause as NodeJS.ErrnoException
        const program = command.length > 0 ? `"${command[0]}"` : "the system's browser"
        // Not the cause itself: its arguments contain the link.
        throw new AwsenvError(`can't start ${program} (${code})`)
      }
    },
  }
}

function absenceOf(platform: string, env: Environment): string | undefined {
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return 'a browser would open on the remote side of this SSH session'
  const hasDisplay = env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['WSL_DISTRO_NAME']
  if (platform === 'win32' || platform === 'darwin' || hasDisplay) return undefined
  return 'this machine has no display for a browser'
}

async function openByDefault(url: string): Promise<void> {
  const { open } = await import('./lazy/open.ts')
  await open(url)
}

function start([program = '', ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}
