/** The rows of the two scripts around the AWS CLI and jq that awsenv is made to replace. */
import { join } from 'node:path'
import { has } from '../shells/real-shells.ts'
import { COLD, LOGGED_IN } from './awsenv.ts'
import { type Candidate, type Goal, timeProcess } from './candidate.ts'
import { withoutShims } from './peers.ts'
import { afterwards, type Stand } from './stand.ts'

export async function oldScripts({ newcomer, newRole }: Stand): Promise<readonly Candidate[]> {
  if (!['aws', 'jq', 'bash'].every(has)) return []
  const role = newRole()
  const user = newcomer()
  const loggedIn = await afterwards({ ...user.env, AWSENV_MFA_CODE: user.code }, 'login')
  const bash = (env: Record<string, string>, script: string, ...args: readonly string[]) =>
    timeProcess(['bash', '-c', script, 'bash', ...args], { ...env, PATH: withoutShims(env['PATH'] ?? '') })
  const [login, assume] = ['old-login.bash', 'old-assume.bash'].map(name => join(import.meta.dirname, name))
  return [
    {
      name: 'both old scripts',
      command: '. old-login.bash SERIAL CODE; . old-assume.bash ARN',
      goal: slowerThan(COLD),
      every: 4,
      run: () => {
        const { env, mfaSerial, code } = newcomer()
        return bash(env, `. '${login}' "$1" "$2" && . '${assume}' "$3"`, mfaSerial, code, role)
      },
    },
    {
      name: 'the second alone',
      command: '. old-assume.bash ARN',
      goal: slowerThan(LOGGED_IN),
      every: 4,
      run: () => bash(loggedIn, `. '${assume}' "$1"`, role),
    },
  ]
}

function slowerThan(name: string): Goal {
  return { text: `>= 5 x "${name}"`, isMet: (median, own) => median(own) >= 5 * median(name) }
}
