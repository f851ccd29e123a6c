/** What a command line that can't be understood is told. */
import { AwsenvError, ExitCode } from '../errors.ts'
import { nearNames } from '../text/near-names.ts'

/** Clipanion's own texts are pages with colours; of them, its reason for a known command's options is worth keeping. */
export function usageError(error: unknown, args: readonly string[], names: readonly string[]): AwsenvError {
  const [name = ''] = args
  const message = error instanceof Error ? error.message : String(error)
  const misused = (text: string, hint: string) =>
    new AwsenvError(text, { hint, exitCode: ExitCode.misused, cause: error })
  const command = [args.slice(0, 2).join(' '), name].find(words => names.includes(words))
  if (command === undefined) return unknownCommand(args, names, misused)
  const reason = message.split('\n')[0] ?? ''
  const said = /^Command not found/.test(reason)
    ? `"awsenv ${args.join(' ')}" is not how ${command} is used`
    : reason.replace(/\.$/, '')
  return misused(said.charAt(0).toLowerCase() + said.slice(1), `run: awsenv ${command} --help`)
}

/** `awsenv asume`, or `awsenv config lst`, which is one of a family of commands. */
function unknownCommand(
  [first = '', second = '']: readonly string[],
  names: readonly string[],
  misused: (text: string, hint: string) => AwsenvError,
): AwsenvError {
  const family = names.filter(name => name.startsWith(`${first} `)).map(name => name.slice(first.length + 1))
  const isFamily = family.length > 0
  const near = isFamily ? nearNames(second, family) : nearNames(first, names.filter(Boolean))
  const calls = (near.length > 0 ? near : family).map(name => `"awsenv ${isFamily ? `${first} ` : ''}${name}"`)
  const list = isFamily ? `there are ${calls.join(', ')}` : 'awsenv --help lists the commands'
  const hint = near.length > 0 ? `did you mean ${calls.join(' or ')}?` : list
  const words = isFamily && !second.startsWith('-') ? `${first} ${second}`.trim() : first
  return misused(first.startsWith('-') ? `no option "${words}"` : `no command "${words}"`, hint)
}
