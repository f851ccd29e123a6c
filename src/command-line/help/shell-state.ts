/** What `awsenv` without words says first: this shell's session, and what to do next. */
import type { Context } from '../../context/context.ts'
import { duration } from '../../model/duration.ts'
import { printable } from '../../text/printable.ts'

export function shellState({ env, now }: Context): string {
  const { AWSENV_ROLE: role, AWSENV_EXPIRES: expires } = env
  if (role === undefined)
    return `This shell has no session. Begin with: awsenv login\nWithout the hook: eval "$(awsenv login)", or see awsenv init --help\n`
  const left = /^\d{1,12}$/.test(expires ?? '') ? Number(expires) - now() / 1000 : 0
  if (left > 0) return `This shell has ${printable(role)}: ${duration(left)} left. To leave it: awsenv unset\n`
  return `This shell has ${printable(role)}, which has expired. To leave it: awsenv unset\n`
}
