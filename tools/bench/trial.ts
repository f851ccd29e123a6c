/** The rows of `--trial`: awsenv in Node and in Bun (docs/bun.md), each run of the one beside the same run of the other. */
import { fileURLToPath } from 'node:url'
import { awsenvCandidates } from './awsenv.ts'
import { type Candidate, timeProcess } from './candidate.ts'
import { afterwards, awsenv, type Stand } from './stand.ts'

export async function trialCandidates(stand: Stand): Promise<readonly Candidate[]> {
  const inBun = fileURLToPath(new URL('../../dist/awsenv-bun', import.meta.url))
  const [bare, ...rows] = [...(await awsenvCandidates(stand)), await manyCalls(stand, awsenv)]
  const bunRows = [...(await awsenvCandidates(stand, inBun)).slice(1), await manyCalls(stand, inBun)]
  const pairs = rows.map((row, index) => [row, bunRows[index]].filter(found => found !== undefined))
  const named = pairs.flatMap(pair => pair.map((row, index) => withoutGoal(row, index === 0 ? 'Node' : 'Bun')))
  return bare === undefined ? named : [bare, ...named]
}

/** As an IDE or a script of the AWS CLI makes them. */
async function manyCalls({ newcomer, newRole }: Stand, program: string): Promise<Candidate> {
  const { env, code } = newcomer()
  const role = newRole()
  await afterwards({ ...env, AWSENV_MFA_CODE: code }, 'assume', role)
  return {
    name: `${TIMES} times credential-process, role cached`,
    command: `awsenv credential-process ARN, ${TIMES} times`,
    every: 4,
    async run() {
      let sum = 0
      for (let call = 0; call < TIMES; call++) sum += await timeProcess([program, 'credential-process', role], env)
      return sum
    },
  }
}

/** The goals are those of what is shipped. */
function withoutGoal({ name, command, note, every, run }: Candidate, runtime: string): Candidate {
  return { name: `${name}, ${runtime}`, command, run, ...(note && { note }), ...(every && { every }) }
}

const TIMES = 50
