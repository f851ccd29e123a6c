/**
 * Some variables make Node print or write secrets: NODE_DEBUG=http prints a request's session token. Node reads them
 * before our code runs, so awsenv starts again without them.
 */
import type { Environment } from '../model/environment.ts'

/** https://nodejs.org/api/cli.html#environment-variables_1: the variables that print, write files, or load foreign data. */
const NODE_VARIABLES = [
  ...['NODE_DEBUG', 'NODE_DEBUG_NATIVE', 'NODE_V8_COVERAGE', 'NODE_REDIRECT_WARNINGS'],
  ...['NODE_PENDING_DEPRECATION', 'NODE_COMPILE_CACHE', 'NODE_ICU_DATA', 'NODE_CHANNEL_FD', 'NODE_UNIQUE_ID'],
] as const

/** Carries them to the second start, for programs that awsenv runs. */
const HELD = 'AWSENV_HELD_FOR_NODE'

type Starting = Pick<
  NodeJS.Process,
  'argv' | 'argv0' | 'env' | 'execPath' | 'execve' | 'exit' | 'platform' | 'removeAllListeners' | 'stderr' | 'stdout'
>

/**
 * Removes these variables from the environment and returns them. If Node has read one of them, starts this program
 * again in this process; on Windows, which can't, it fails with a message.
 */
export function cleanStart(host: Starting): Environment {
  const { env } = host
  const held = heldIn(env[HELD])
  let isDirty = false
  for (const name of NODE_VARIABLES) {
    if (env[name] === undefined) continue
    held[name] = env[name]
    isDirty = true
  }
  for (const name of [HELD, ...NODE_VARIABLES]) delete env[name]
  if (!isDirty) return held
  if (host.execve === undefined || host.platform === 'win32') {
    const names = Object.keys(held).join(' and ')
    host.stderr.write(
      `awsenv: error: Node would print or write secrets because of ${names}\nawsenv: hint: unset it, and run the command again\n`,
    )
    // Like every failure that a shell may evaluate (command.ts).
    host.stdout.write('(exit 1)\n')
    return host.exit(1)
  }
  // Hides Node's warning that execve is experimental, which a failure would show.
  host.removeAllListeners('warning')
  return host.execve(host.execPath, [host.argv0, ...host.argv.slice(2)], {
    ...env,
    [HELD]: JSON.stringify(held),
  })
}

/** Anyone can set it, so only these variables count. */
function heldIn(text: string | undefined): Record<string, string | undefined> {
  if (text === undefined) return {}
  try {
    const given: Environment = Object(JSON.parse(text))
    return Object.fromEntries(NODE_VARIABLES.flatMap(name => (given[name] === undefined ? [] : [[name, given[name]]])))
  } catch {
    return {}
  }
}
