/** The rows of many names: what a person with thousands of profiles, or of accounts, waits for beside one with five. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAssignments } from '../../src/credentials/identity-center/assignments.ts'
import { ssoSessionAt } from '../../src/credentials/identity-center/sso-session.ts'
import { type Candidate, timeProcess } from './candidate.ts'
import { awsenv, type Stand } from './stand.ts'

export function profileCandidates({ newcomer }: Stand): readonly Candidate[] {
  return [...MANY_PROFILES, ...MANY_ACCOUNTS].map(([name, prepare]) => {
    const { env } = newcomer()
    prepare(env['HOME'] ?? '')
    const few = FEW[name]
    const goal = few && { text: '<= 2 x with 5', isMet: (median: Median) => median(name) <= 2 * median(few) }
    return { name, command: 'awsenv list', ...(goal && { goal }), run: () => timeProcess([awsenv, 'list'], env) }
  })
}

type Median = (name: string) => number
type Row = readonly [name: string, prepare: (home: string) => void]

const MANY_PROFILES = [5, 5_000].map((count): Row => {
  const role = (index: number) =>
    `[profile team-${index}]\nrole_arn = arn:aws:iam::123456789012:role/Role${index}\nsource_profile = default\nregion = eu-central-1\n`
  return [
    `list, ${count} profiles`,
    home => addToConfig(home, Array.from({ length: count }, (_, i) => role(i)).join('')),
  ]
})

const MANY_ACCOUNTS = [5, 1_000].map((count): Row => {
  const [startUrl, region] = ['https://acme.awsapps.com/start', 'eu-central-1']
  const accounts = Array.from({ length: count }, (_, index) => ({
    accountId: String(300_000_000_000 + index),
    accountName: `Account ${index}`,
    roles: ['Admin', 'Audit', 'ReadOnly'],
  }))
  return [
    `list, ${count} accounts with 3 roles`,
    home => {
      addToConfig(home, `[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n`)
      const place = { env: { HOME: home }, home, debug() {} }
      writeAssignments(place, ssoSessionAt(startUrl, region), { since: Math.floor(Date.now() / 1000), accounts })
    },
  ]
})

/** The row that each is compared with. */
const FEW: Readonly<Record<string, string>> = {
  'list, 5000 profiles': 'list, 5 profiles',
  'list, 1000 accounts with 3 roles': 'list, 5 accounts with 3 roles',
}

function addToConfig(home: string, text: string): void {
  appendFileSync(join(home, '.aws', 'config'), text)
}
