/** The rows of many profiles: what a person with 5,000 of them waits for, beside one with five. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Candidate, timeProcess } from './candidate.ts'
import { awsenv, type Stand } from './stand.ts'

export function profileCandidates({ newcomer }: Stand): readonly Candidate[] {
  return [FEW, MANY].map(count => {
    const { env } = newcomer()
    const role = (index: number) =>
      `[profile team-${index}]\nrole_arn = arn:aws:iam::123456789012:role/Role${index}\nsource_profile = default\nregion = eu-central-1\n`
    appendFileSync(join(env['HOME'] ?? '', '.aws', 'config'), Array.from({ length: count }, (_, i) => role(i)).join(''))
    return {
      name: nameOf(count),
      command: 'awsenv list',
      ...(count === MANY
        ? { goal: { text: `<= 2 x with ${FEW}`, isMet: median => median(nameOf(MANY)) <= 2 * median(nameOf(FEW)) } }
        : {}),
      run: () => timeProcess([awsenv, 'list'], env),
    } satisfies Candidate
  })
}

const FEW = 5
const MANY = 5_000
const nameOf = (count: number) => `list, ${count} profiles`
