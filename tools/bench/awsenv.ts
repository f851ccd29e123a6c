/** The rows of awsenv itself. */
import type { Environment } from '../../src/model/environment.ts'
import { atMost, BARE, type Candidate, type Goal, timeProcess } from './candidate.ts'
import { afterwards, awsenv, type Stand } from './stand.ts'

/** `program`: the binary that is measured. */
export async function awsenvCandidates(stand: Stand, program = awsenv): Promise<readonly Candidate[]> {
  const { newcomer, newRole } = stand
  const role = newRole()
  const user = newcomer()
  const inRole = await afterwards({ ...user.env, AWSENV_MFA_CODE: user.code }, 'assume', role)
  const other = newcomer()
  await afterwards({ ...other.env, AWSENV_MFA_CODE: other.code }, 'assume', role)
  const start = (goal: Goal, ...args: readonly string[]): Candidate => ({
    name: `awsenv ${args.join(' ')}`,
    command: `awsenv ${args.join(' ')}`,
    goal,
    run: () => timeProcess([program, ...args], inRole),
  })
  const timed = (env: Environment, requests: number, ...args: readonly string[]) =>
    withRequests(stand, requests, () => timeProcess([program, ...args], env))
  const cachedRow = (name: string, ...args: readonly string[]): Candidate => ({
    name,
    command: `awsenv ${args.join(' ')}`.replace(role, 'ARN'),
    note: 'no request',
    goal: atMost(1.6),
    run: () => timed(user.env, 0, ...args),
  })
  const asking = (latency: number): readonly Candidate[] => [
    {
      name: at(latency, LOGGED_IN),
      command: 'awsenv assume ARN',
      note: '1 request',
      goal: latency === 0 ? atMost(2.4) : roundTrips(LOGGED_IN, 1),
      run: () => stand.withLatency(latency, () => timed(other.env, 1, 'assume', newRole())),
    },
    {
      name: at(latency, COLD),
      command: 'AWSENV_MFA_CODE=… awsenv assume ARN',
      note: '3 requests',
      goal: latency === 0 ? atMost(3) : roundTrips(COLD, 2),
      run: () => {
        const { env, code } = newcomer()
        return stand.withLatency(latency, () => timed({ ...env, AWSENV_MFA_CODE: code }, 3, 'assume', role))
      },
    },
  ]
  return [
    { name: BARE, command: 'node -e 0', run: () => timeProcess([process.execPath, '-e', '0'], user.env) },
    start(atMost(1.2), '--version'),
    start(atMost(1.5), '--help'),
    start(atMost(1.2), 'status'),
    start(atMost(1.3), 'whoami', '--offline'),
    cachedRow(CACHED, 'assume', role),
    cachedRow('credential-process, role cached', 'credential-process', role),
    cachedRow(EXEC, 'exec', role, '--', 'true'),
    ...asking(0),
    ...asking(LATENCY),
  ]
}

/** That STS is so far away costs the command so many times, and not once more. */
function roundTrips(name: string, count: number): Goal {
  return {
    text: `<= ${count} round trip${count === 1 ? '' : 's'}`,
    isMet: median => median(at(LATENCY, name)) - median(name) < (count + 0.5) * LATENCY,
  }
}

/** A row that asks AWS more or less than it says would be another row. */
async function withRequests({ sandbox }: Stand, count: number, run: () => Promise<number>): Promise<number> {
  const before = sandbox.requests.length
  const time = await run()
  const made = sandbox.requests.slice(before).map(({ action }) => action)
  if (made.length !== count) throw new Error(`${count} requests were expected, and made were: ${made.join(', ')}`)
  return time
}

/** The name of a row where STS takes so long to answer. */
export function at(latency: number, name: string): string {
  return latency === 0 ? name : `${name}, STS at ${latency} ms`
}

export const CACHED = 'assume, role cached'
export const EXEC = 'exec, role cached'
export const LOGGED_IN = 'assume, logged in'
export const COLD = 'assume, cold'

/** In milliseconds: STS of another continent. */
export const LATENCY = 100
