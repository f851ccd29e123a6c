/** The ways in which a program gets a role from awsenv, and what AWS must have seen of each. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { APP, type Machine, type Outcome, REGION, succeeds } from '../machine/machine.ts'
import type { LoggedRequest } from '../sandbox/request-log.ts'

export type Way = {
  readonly title: string
  /** Gives what is wrong; nothing if all is well. */
  check(machine: Machine, client: readonly string[]): Promise<string | undefined>
}

const SECONDS = 20
const PAUSES = ['0', String(SECONDS + 1)]

export const ways: readonly Way[] = [
  {
    title: 'exec',
    check: async (machine, client) => wrongWith(await watched(machine, ['awsenv', 'exec', 'prod', ...client, '0']), 1),
  },
  {
    title: 'assume',
    async check(machine, client) {
      const script = 'eval "$(awsenv assume prod)" && exec "$@"'
      return wrongWith(await watched(machine, ['bash', '-c', script, 'bash', ...client, '0']), 1)
    },
  },
  {
    title: 'exec --renewing',
    async check(machine, client) {
      await endSoon(machine)
      const noting = ['sh', '-c', 'env >"$HOME/variables"; exec "$@"', 'sh']
      const seen = await watched(machine, ['awsenv', 'exec', '--renewing', 'prod', ...noting, ...client, ...PAUSES])
      const variables = readFileSync(join(machine.home, 'variables'), 'utf8')
      if (/^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)=/m.test(variables)) return 'its environment has a key'
      const isTold = seen.requests.every(({ userAgent }) => userAgent.includes(`app/${APP}`))
      return wrongWith(seen, 2) ?? (isTold ? undefined : 'it renews, but takes no notice of sdk_ua_app_id')
    },
  },
  {
    title: 'profile',
    async check(machine, client) {
      await endSoon(machine)
      return wrongWith(await watched(machine, [...client, ...PAUSES], { AWS_PROFILE: 'awsenv-prod' }), 2)
    },
  },
]

/** The role's session so far is replaced by a short one, and each of the next ones is short. */
async function endSoon({ sandbox, run }: Machine): Promise<void> {
  sandbox.world.longestRoleSession = SECONDS
  await succeeds(run, ['awsenv', 'exec', '--refresh', 'prod', 'true'])
}

type Seen = Outcome & { readonly requests: readonly LoggedRequest[] }

async function watched({ sandbox, run }: Machine, ...call: Parameters<Machine['run']>): Promise<Seen> {
  const before = sandbox.requests.length
  const outcome = await run(...call)
  return { ...outcome, requests: sandbox.requests.slice(before).filter(isOfClient) }
}

export function isOfClient({ action, userAgent }: LoggedRequest): boolean {
  return ['GetCallerIdentity', 'ListBuckets'].includes(action) && !/\bawsenv\/\d/.test(userAgent)
}

/** Each call has a role's key, and each a new one, because the one before has ended. */
function wrongWith({ status, stderr, requests }: Seen, count: number): string | undefined {
  const keys = requests.map(({ accessKeyId = 'none' }) => accessKeyId)
  if (keys.some(key => key.startsWith('AKIA'))) return "it took the user's own key from ~/.aws/credentials"
  // Stack traces are indented.
  if (status !== 0) return stderr.split('\n').findLast(line => /^\S/.test(line)) ?? `it ended with ${status}`
  if (new Set(keys).size !== count) return `${count} calls were to have a key each: ${keys.join()}`
  const regions = new Set(requests.map(({ region = 'none' }) => region))
  return regions.size === 1 && regions.has(REGION) ? undefined : `it called ${[...regions].join()}, not ${REGION}`
}
