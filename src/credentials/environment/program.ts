import type { Context } from '../../context/context.ts'
import {
  changed,
  type Environment,
  OWN_VARIABLES,
  type ShellSession,
  sessionVariables,
} from '../../model/environment.ts'

/** For a program that isn't a shell and has no use for awsenv's own variables. */
export function programEnvironment({ env }: Context, session: ShellSession): Environment {
  const own = [...Object.keys(sessionVariables(session)), ...OWN_VARIABLES].filter(name => name.startsWith('AWSENV_'))
  const without = Object.fromEntries(own.map(name => [name, undefined]))
  return changed(env, { ...sessionVariables(session), ...without, ...ONE_CALL })
}

/** A code is used only once. The two others are marks of older hooks and prove nothing. */
export const ONE_CALL = { AWSENV_MFA_CODE: undefined, AWSENV_HOOK: undefined, AWSENV_TICKET: undefined }

/** Says which variables the program can't get as they are. */
export function sayBroken(context: Context, env: Environment): void {
  const broken = context.notUtf8(Object.keys(env).filter(name => env[name] === context.env[name]))
  for (const name of broken) context.say(`${name} is not valid UTF-8: the command gets a damaged value`)
}
