/** The rows of awsenv itself. */
import type { Environment } from '../../src/model/environment.ts'
import { BARE, type Candidate, type Goal, timeProcess } from './candidate.ts'
import { afterwards, awsenv, type Stand } from './stand.ts'

export async function awsenvCandidates(stand: Stand): Promise<readonly Candidate[]> {
  const { newcomer, newRole } = stand
  const role = newRole()
  const user = newcomer()
  const inRole = await afterwards({ ...user.env, AWSENV_MFA_CODE: user.code }, 'assume', role)
  const other = newcomer()
  await afterwards({ ...other.env, AWSENV_MFA_CODE: other.code }, 'assume', role)
  const start = (...args: readonly string[]): Candidate => ({
    name: `awsenv ${args.join(' ')}`,
    command: `awsenv ${args.join(' ')}`,
    goal: atMost(1.3),
    run: () => timeProcess([awsenv, ...args], inRole),
  })
  const assume = (env: Environment, arn: string, requests: number) =>
    withRequests(stand, requests, () => timeProcess([awsenv, 'assume', arn], env))
  return [
    { name: BARE, command: 'node -e 0', run: () => timeProcess([process.execPath, '-e', '0'], user.env) },
    start('--version'),
    start('status'),
    start('whoami', '--offline'),
    {
      name: CACHED,
      command: 'awsenv assume ARN',
      note: 'no request',
      goal: atMost(1.6),
      run: () => assume(user.env, role, 0),
    },
    {
      name: ROUND_TRIP,
      command: 'fetch("http://127.0.0.1:PORT")',
      run: async () => {
        const began = performance.now()
        await (await fetch(stand.sandbox.url, { method: 'POST' })).text()
        return performance.now() - began
      },
    },
    {
      name: LOGGED_IN,
      command: 'awsenv assume ARN',
      note: '1 request',
      goal: {
        text: '<= cached + 30 ms + a round trip',
        isMet: median => median(LOGGED_IN) <= median(CACHED) + 30 + median(ROUND_TRIP),
      },
      run: () => assume(other.env, newRole(), 1),
    },
    {
      name: COLD,
      command: 'AWSENV_MFA_CODE=… awsenv assume ARN',
      note: '3 requests',
      run: () => {
        const { env, code } = newcomer()
        return assume({ ...env, AWSENV_MFA_CODE: code }, role, 3)
      },
    },
  ]

  function atMost(factor: number): Goal {
    return { text: `<= ${factor} x`, isMet: (median, name) => median(name) <= factor * median(BARE) }
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

export const CACHED = 'assume, role cached'
export const LOGGED_IN = 'assume, logged in'
export const COLD = 'assume, cold'
const ROUND_TRIP = 'a round trip'
