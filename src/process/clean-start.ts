/**
 * Some variables make Node itself write down what passes through it: NODE_DEBUG=http prints the session token that a
 * request carries. Node reads them before any code of ours runs, so the only way to ignore them is to start again without.
 */
import type { Environment } from '../model/environment.ts'

/** https://nodejs.org/api/cli.html#environment-variables_1: those that print, write files, or load foreign data. */
const NODE_VARIABLES = [
  ...['NODE_DEBUG', 'NODE_DEBUG_NATIVE', 'NODE_V8_COVERAGE', 'NODE_REDIRECT_WARNINGS'],
  ...['NODE_PENDING_DEPRECATION', 'NODE_COMPILE_CACHE', 'NODE_ICU_DATA', 'NODE_CHANNEL_FD', 'NODE_UNIQUE_ID'],
] as const

/** Carries them to the second start, for the programs that this process runs. */
const HELD = 'AWSENV_HELD_FOR_NODE'

type Starting = Pick<
  NodeJS.Process,
  'argv' | 'argv0' | 'env' | 'execPath' | 'execve' | 'exit' | 'platform' | 'removeAllListeners' | 'stderr' | 'stdout'
>

/**
 * What the environment has of these variables, which are out of it from now on. Becomes this program anew where Node has
 * read one of them. Where the system can't do that (Windows), it says so and ends.
 */
export function cleanStart(host: Starting): Environment {
  const { env } = host
  const held = { ...heldIn(env[HELD]), ...found(env) }
  const isDirty = NODE_VARIABLES.some(name => env[name] !== undefined)
  for (const name of [HELD, ...NODE_VARIABLES]) delete env[name]
  if (!isDirty) return held
  if (host.execve === undefined || host.platform === 'win32') {
    const names = Object.keys(held).join(' and ')
    host.stderr.write(
      `awsenv: error: Node would write secrets down because of ${names}\nawsenv: hint: unset it, and run the command again\n`,
    )
    // As every failure that a shell may evaluate (command.ts).
    host.stdout.write('(exit 1)\n')
    return host.exit(1)
  }
  // That Node calls such functions experimental is nothing to tell the user when one fails.
  host.removeAllListeners('warning')
  return host.execve(host.execPath, [host.argv0, ...host.argv.slice(2)], {
    ...env,
    [HELD]: JSON.stringify(held),
  })
}

function found(env: Environment): Environment {
  return Object.fromEntries(NODE_VARIABLES.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])))
}

/** Anybody can have set it: what is not one of these variables is let be. */
function heldIn(text: string | undefined): Environment {
  try {
    return found(Object(JSON.parse(text ?? '{}')))
  } catch {
    return {}
  }
}
