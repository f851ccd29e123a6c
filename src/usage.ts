/** What a command line that can't be understood is told. */
import { AwsenvError, ExitCode } from './errors.ts'
import { nearNames } from './profiles/near.ts'

/** Clipanion's own texts are pages with colours; of them, its reason for a known command's options is worth keeping. */
export function usageError(error: unknown, args: readonly string[], names: readonly string[]): AwsenvError {
  const [name = ''] = args
  const message = error instanceof Error ? error.message : String(error)
  const misused = (text: string, hint: string) =>
    new AwsenvError(text, { hint, exitCode: ExitCode.misused, cause: error })
  if (!names.includes(name)) {
    const near = nearNames(name, names.filter(Boolean))
    const hint =
      near.length === 0
        ? 'awsenv --help lists the commands'
        : `did you mean ${near.map(other => `"awsenv ${other}"`).join(' or ')}?`
    return misused(name.startsWith('-') ? `no option "${name}"` : `no command "${name}"`, hint)
  }
  const reason = message.split('\n')[0] ?? ''
  const said = /^Command not found/.test(reason)
    ? `"awsenv ${args.join(' ')}" is not how ${name} is used`
    : reason.replace(/\.$/, '')
  return misused(said.charAt(0).toLowerCase() + said.slice(1), `run: awsenv ${name} --help`)
}
