/** The rows of what people use instead, where it is on this machine. */
import { appendFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { has } from '../shells/real-shells.ts'
import { at, COLD, LATENCY, LOGGED_IN } from './awsenv.ts'
import { type Candidate, type Goal, timeProcess } from './candidate.ts'
import { afterwards, type Stand } from './stand.ts'

export async function otherCandidates(stand: Stand): Promise<readonly Candidate[]> {
  const scripts = has('aws') && has('jq') && has('bash') ? await oldScripts(stand) : []
  const cli = has('aws') ? [0, LATENCY].map(latency => awsCli(stand, latency)) : []
  const awsume = has('awsumepy') ? [0, LATENCY].map(latency => loggedInAwsume(stand, latency)) : []
  return [...scripts, ...cli, ...awsume, ...rivals(stand)]
}

/** What "assume, logged in" is to awsume: a profile of a role, with the session of the MFA code in its cache. */
function loggedInAwsume({ newcomer, newRole, sandbox, withLatency }: Stand, latency: number): Candidate {
  let env: Record<string, string> | undefined
  return {
    name: at(latency, 'awsumepy PROFILE, logged in'),
    command: 'awsumepy PROFILE',
    note: '1 request',
    every: 4,
    async run() {
      env ??= await loggedIn()
      const inHome = env
      const before = sandbox.requests.length
      const time = await withLatency(latency, () => timeProcess(['awsumepy', 'bench'], inHome))
      if (sandbox.requests.length !== before + 1) throw new Error('awsume has no session of the MFA code in its cache')
      return time
    },
  }

  /** Only when the row is run: a code does not live until then. */
  async function loggedIn(): Promise<Record<string, string>> {
    const { env: home, mfaSerial, code } = newcomer()
    const profile = `[profile bench]\nrole_arn = ${newRole()}\nsource_profile = default\nmfa_serial = ${mfaSerial}\n`
    appendFileSync(join(home['HOME'] ?? '', '.aws', 'config'), profile)
    await timeProcess(['awsumepy', 'bench', '--mfa-token', code], home)
    return home
  }
}

/** One request, with the key as it stands in the file. */
function awsCli({ newcomer, sandbox, withLatency }: Stand, latency: number): Candidate {
  const { env } = newcomer()
  const call = ['aws', 'sts', 'get-caller-identity']
  // Versions before 2.13 don't know AWS_ENDPOINT_URL.
  const argv = [...call, '--endpoint-url', sandbox.url]
  return {
    name: at(latency, call.join(' ')),
    command: call.join(' '),
    note: '1 request',
    every: 4,
    run: () => withLatency(latency, () => timeProcess(argv, { ...env, PATH: withoutShims(env['PATH'] ?? '') })),
  }
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
  // Without an address they start dbus-launch, and look slow.
  const env = { ...newcomer().env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null/none' }
  return [
    ['aws-vault', '--version'],
    ['assumego', '--version'],
    ['awsumepy', '--version'],
  ]
    .filter(([program = '']) => has(program))
    .map(argv => ({ name: argv.join(' '), command: argv.join(' '), run: () => timeProcess(argv, env) }))
}
