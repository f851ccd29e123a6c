/** The rows of what people use instead, where it is on this machine. */
import { delimiter, join } from 'node:path'
import { has } from '../shells/real-shells.ts'
import { COLD, LOGGED_IN } from './awsenv.ts'
import { type Candidate, type Goal, timeProcess } from './candidate.ts'
import { afterwards, type Stand } from './stand.ts'

export async function otherCandidates(stand: Stand): Promise<readonly Candidate[]> {
  const scripts = has('aws') && has('jq') && has('bash') ? await oldScripts(stand) : []
  return [...scripts, ...rivals(stand)]
}

/** The two scripts around the AWS CLI and jq that awsenv is made to replace. */
async function oldScripts({ newcomer, newRole }: Stand): Promise<readonly Candidate[]> {
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

/** Version managers put a shell script before each program; the scripts' speed is not theirs. */
function withoutShims(path: string): string {
  const real = path.split(delimiter).filter(directory => !directory.endsWith('/shims'))
  return real.some(directory => has(join(directory, 'aws'))) ? real.join(delimiter) : path
}

function slowerThan(name: string): Goal {
  return { text: `>= 5 x "${name}"`, isMet: (median, own) => median(own) >= 5 * median(name) }
}

/** Their start only: each wants a key store of its own for more. */
function rivals({ newcomer }: Stand): readonly Candidate[] {
  const { env } = newcomer()
  return [
    ['aws-vault', '--version'],
    ['assumego', '--version'],
    ['awsumepy', '--version'],
  ]
    .filter(([program = '']) => has(program))
    .map(argv => ({ name: argv.join(' '), command: argv.join(' '), run: () => timeProcess(argv, env) }))
}
