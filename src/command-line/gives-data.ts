/** Whether a call that can't be read was to give data: then its stdout is no script, and stays empty. */
import type { Context } from '../context/context.ts'
import type { AwsenvCommandClass } from './command.ts'
import { declarationsOf } from './declarations.ts'
import { pathsOf } from './definition.ts'
import { commandOf, familyOf } from './find-command.ts'

/** The command says so itself; of a family, as in `awsenv keys lst`, all of its commands have to. */
export function wouldGiveData(
  args: readonly string[],
  commands: readonly AwsenvCommandClass[],
  context: Context,
): boolean {
  const command = commandOf(args, commands)
  const family = familyOf(args, commands)
  const meant = command === undefined ? commands.filter(one => pathsOf(one).some(isIn(family))) : [command]
  return meant.length > 0 && meant.every(one => readLoosely(one, args, context).givesData)
}

/** The options that are there have a value, whatever it is, and the others have none. */
function readLoosely(command: AwsenvCommandClass, args: readonly string[], context: Context) {
  const names = new Set(args.map(arg => arg.replace(/=.*/s, '')))
  const instance = new command()
  for (const declaration of declarationsOf(command)) {
    if (!('option' in declaration)) continue
    const { key, option } = declaration
    Object.assign(instance, { [key]: option.names.some(name => names.has(name)) ? true : undefined })
  }
  return Object.assign(instance, { context: { awsenv: context } })
}

function isIn(family: string | undefined): (path: string) => boolean {
  return path => family !== undefined && path.startsWith(`${family} `)
}
