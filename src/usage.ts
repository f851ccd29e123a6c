/** What a command line that can't be understood is told. */
import { AwsenvError, ExitCode } from './errors.ts'
import { nearNames } from './near-names.ts'

/** Clipanion's own texts are pages with colours; of them, its reason for a known command's options is worth keeping. */
export function usageError(error: unknown, args: readonly string[], names: readonly string[]): AwsenvError {
  const [name = ''] = args
  const message = error instanceof Error ? error.message : String(error)
  const misused = (text: string, hint: string) =>
    new AwsenvError(text, { hint, exitCode: ExitCode.misused, cause: error })
  const command = [args.slice(0, 2).join(' '), name].find(words => names.includes(words))
  if (command === undefined) {
    const family = names.filter(other => other.startsWith(`${name} `))
    const words = args.slice(0, family.length === 0 ? 1 : 2).join(' ')
    const near = nearNames(words, family.length === 0 ? names.filter(Boolean) : family)
    const calls = (near.length > 0 ? near : family).map(other => `"awsenv ${other}"`)
    const hint =
      near.length > 0
        ? `did you mean ${calls.join(' or ')}?`
        : family.length > 0
          ? `there are ${calls.join(', ')}`
          : 'awsenv --help lists the commands'
    return misused(name.startsWith('-') ? `no option "${name}"` : `no command "${words}"`, hint)
  }
  const reason = message.split('\n')[0] ?? ''
  const said = /^Command not found/.test(reason)
    ? `"awsenv ${args.join(' ')}" is not how ${command} is used`
    : reason.replace(/\.$/, '')
  return misused(said.charAt(0).toLowerCase() + said.slice(1), `run: awsenv ${command} --help`)
}
