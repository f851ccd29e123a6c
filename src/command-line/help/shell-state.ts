/** What `awsenv` without words says first: this shell's session, and what to do next. */
import type { Context } from '../../context/context.ts'
import { ownExpiry } from '../../model/claimed-session.ts'
import { duration } from '../../model/duration.ts'
import { printable } from '../../text/printable.ts'

export function shellState({ env, now }: Context): string {
  const { AWSENV_ROLE: role } = env
  if (role === undefined)
    return `This shell has no session. Begin with: awsenv login\nWithout the hook: eval "$(awsenv login)", or see awsenv init --help\n`
  const left = (ownExpiry(env) ?? 0) - now() / 1000
  if (left > 0) return `This shell has ${printable(role)}: ${duration(left)} left. To leave it: awsenv unset\n`
  return `This shell has ${printable(role)}, which has expired. To leave it: awsenv unset\n`
}
