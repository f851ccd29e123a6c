/** Whether a call that can't be parsed asked for data: then its stdout stays empty. */
import type { Context } from '../context/context.ts'
import type { AwsenvCommandClass } from './command.ts'
import { declarationsOf } from './declarations.ts'
import { pathsOf } from './definition.ts'
import { commandOf, familyOf } from './find-command.ts'

/** The command itself says so. For a family (`awsenv keys lst`), all of its commands must agree. */
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

/** Options in the call get some value, the others none. */
function readLoosely(command: AwsenvCommandClass, args: readonly string[], context: Context) {
  const names = new Set(args.map(arg => arg.replace(/=.*/s, '')))
  const instance = new command()
  for (const declaration of declarationsOf(instance)) {
    if (!('option' in declaration)) continue
    const { key, option } = declaration
    Object.assign(instance, { [key]: option.names.some(name => names.has(name)) ? true : undefined })
  }
  return Object.assign(instance, { context: { awsenv: context } })
}

function isIn(family: string | undefined): (path: string) => boolean {
  return path => family !== undefined && path.startsWith(`${family} `)
}
