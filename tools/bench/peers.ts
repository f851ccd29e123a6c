/** The rows of the programs that people use instead, where they are on this machine. */
import { appendFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { has } from '../shells/real-shells.ts'
import { asAws } from './as-aws.ts'
import { at, awsenvCandidates, CACHED, EXEC, LATENCY } from './awsenv.ts'
import { BARE, type Candidate, timeProcess } from './candidate.ts'
import type { Newcomer, Stand } from './stand.ts'
import { switchCandidates } from './switches.ts'

/** What is timed again and again. */
type Call = {
  readonly name: string
  readonly command: string
  readonly requests: number
  /** Makes the words and the environment, once or for each run; only when the row is run, since a code doesn't live long. */
  ready(): Promise<Ready>
}

type Ready = { readonly argv: readonly string[]; readonly env: Record<string, string> }

/** The rows that both have, and each in every round. */
export async function awsenvAndPeers(stand: Stand): Promise<readonly Candidate[]> {
  const own = [...(await awsenvCandidates(stand)), ...(await switchCandidates(stand))]
  const shared = own.filter(
    ({ name }) => [BARE, CACHED, EXEC].includes(name) || /logged in|cold|switch.*(bash|zsh)/.test(name),
  )
  return [...shared, ...(await peerCandidates(stand))].map(({ every, goal, ...row }) => row)
}

export async function peerCandidates(stand: Stand): Promise<readonly Candidate[]> {
  const calls = [
    ...(has('aws-vault') && has('openssl') ? awsVault(stand, await asAws(stand)) : []),
    ...(has('awsumepy') ? awsume(stand) : []),
    ...(has('aws') ? awsCli(stand) : []),
  ]
  const late = calls.filter(({ requests }) => requests > 0)
  return [...calls.map(call => candidate(stand, call, 0)), ...late.map(call => candidate(stand, call, LATENCY))]
}

function candidate({ sandbox, withLatency }: Stand, { name, command, requests, ready }: Call, latency: number) {
  return {
    name: at(latency, name),
    command,
    note: requests === 0 ? 'no request' : `${requests} request${requests === 1 ? '' : 's'}`,
    every: 4,
    async run() {
      const { argv, env } = await ready()
      const before = sandbox.requests.length
      const time = await withLatency(latency, () => timeProcess(argv, env))
      const made = sandbox.requests.slice(before).map(({ action }) => action)
      if (made.length !== requests) throw new Error(`"${name}" made other requests than it should: ${made.join(', ')}`)
      return time
    },
  }
}

/** Its keys and sessions lie in an encrypted file, since there is no keychain here. */
function awsVault(stand: Stand, route: Record<string, string>): readonly Call[] {
  const added = async () => {
    const person = withProfile(stand)
    const { accessKeyId, secretAccessKey } = person.key
    const env = { ...person.env, ...route, AWS_VAULT_BACKEND: 'file', AWS_VAULT_FILE_PASSPHRASE: 'for the bench only' }
    const key = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
    await timeProcess(['aws-vault', 'add', 'default', '--env'], { ...env, ...key })
    return { env, code: person.code }
  }
  const exec = (...options: readonly string[]) => ['aws-vault', 'exec', ...options, 'bench', '--', 'true']
  const used = (...options: readonly string[]) =>
    once(async () => {
      const { env, code } = await added()
      await timeProcess(exec(...options, '-t', code), env)
      return { argv: exec(...options), env }
    })
  return [
    {
      name: 'aws-vault exec -n, role cached',
      command: 'aws-vault exec -n PROFILE -- true',
      requests: 0,
      ready: used('-n'),
    },
    { name: 'aws-vault exec, logged in', command: 'aws-vault exec PROFILE -- true', requests: 1, ready: used() },
    {
      name: 'aws-vault exec, cold',
      command: 'aws-vault exec -t CODE PROFILE -- true',
      requests: 2,
      async ready() {
        const { env, code } = await added()
        return { argv: exec('-t', code), env }
      },
    },
  ]
}

/** What "assume, logged in" is to awsume: the session of the MFA code is in its cache. */
function awsume(stand: Stand): readonly Call[] {
  const ready = once(async () => {
    const { env, code } = withProfile(stand)
    await timeProcess(['awsumepy', 'bench', '--mfa-token', code], env)
    return { argv: ['awsumepy', 'bench'], env }
  })
  return [{ name: 'awsumepy PROFILE, logged in', command: 'awsumepy PROFILE', requests: 1, ready }]
}

/** With the key as it stands in the file. */
function awsCli(stand: Stand): readonly Call[] {
  const call = ['aws', 'sts', 'get-caller-identity']
  const ready = once(async () => {
    const { env } = stand.newcomer()
    // Versions before 2.13 don't know AWS_ENDPOINT_URL.
    return {
      argv: [...call, '--endpoint-url', stand.sandbox.url],
      env: { ...env, PATH: withoutShims(env['PATH'] ?? '') },
    }
  })
  return [{ name: call.join(' '), command: call.join(' '), requests: 1, ready }]
}

/** A newcomer whose profile `bench` is a role. */
function withProfile({ newcomer, newRole }: Stand): Newcomer {
  const person = newcomer()
  const profile = `[profile bench]\nrole_arn = ${newRole()}\nsource_profile = default\nmfa_serial = ${person.mfaSerial}\nregion = eu-central-1\n`
  appendFileSync(join(person.env['HOME'] ?? '', '.aws', 'config'), profile)
  // Without an address they start dbus-launch, and look slow.
  return { ...person, env: { ...person.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null/none' } }
}

/** Version managers put a shell script before each program; the scripts' speed is not theirs. */
export function withoutShims(path: string): string {
  const real = path.split(delimiter).filter(directory => !directory.endsWith('/shims'))
  return real.some(directory => has(join(directory, 'aws'))) ? real.join(delimiter) : path
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
