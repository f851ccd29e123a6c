/** The variables of a shell that an answer depends on, as the hooks look at them. They have the same two lists. */
import { type Environment, MANAGED, OWN_VARIABLES } from '../../model/environment.ts'

/** A variable with one of these beginnings steers AWS or awsenv, unless it is known to do nothing to an answer. */
const STEERING = /^(?:AWS|AMAZON_)/

export const HARMLESS: readonly string[] = [
  ...[
    'AWSENV_PICKER',
    'AWSENV_PROMPT',
    'AWSENV_READY',
    'AWSENV_RENEW',
    'AWSENV_SHELL',
    'AWS_CLI_AUTO_PROMPT',
    'AWS_DEFAULT_OUTPUT',
  ],
  ...['AWS_EXECUTION_ENV', 'AWS_MAX_ATTEMPTS', 'AWS_PAGER', 'AWS_RETRY_MODE'],
]

/** What must be as it was: where the files are, the time zone of what is said, and how AWS would be reached. */
export const SURROUNDINGS: readonly string[] = [
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR', 'TZ'],
  ...['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'],
]

/** Whether anything stands in it that steers, and that awsenv would not have replaced. */
export function isSteered(env: Environment): boolean {
  const known = [...Object.keys(MANAGED), ...OWN_VARIABLES, ...HARMLESS]
  return Object.keys(env).some(name => STEERING.test(name) && env[name] !== undefined && !known.includes(name))
}

/** One line of them: `=` before each that is set, and `|` between. Undefined where that would not say it, or say a secret. */
export function surroundings(env: Environment): string | undefined {
  const values = SURROUNDINGS.map(name => env[name])
  if (values.some(value => value !== undefined && !/^[ -?A-{}~]*$/.test(value))) return undefined
  return values.map(value => (value === undefined ? '' : `=${value}`)).join('|')
}
