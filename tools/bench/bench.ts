/** `npm run bench [-- --rounds N] [--json]`: how fast awsenv is beside the bare runtime of the same moment. */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { awsenvCandidates } from './awsenv.ts'
import { BARE, type Candidate } from './candidate.ts'
import { hookCandidates } from './hooks.ts'
import { otherCandidates } from './others.ts'
import { profileCandidates } from './profiles.ts'
import { promptCandidates } from './prompts.ts'
import { openStand } from './stand.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '21' }, json: { type: 'boolean', default: false } },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a number of rounds, 1 or more')

const stand = await openStand()
const candidates = [
  ...(await awsenvCandidates(stand)),
  ...profileCandidates(stand),
  ...hookCandidates(stand),
  ...promptCandidates(stand),
  ...(await otherCandidates(stand)),
]
const times = await measure(candidates)
await stand.sandbox.close()
const machine = `${cpus().length} x ${cpus()[0]?.model}, ${process.platform} ${process.arch}, node ${process.version}`
const rows = candidates.map(rowOf)
process.stdout.write(values.json ? `${JSON.stringify({ machine, rounds, rows }, null, 2)}\n` : text())

/** All of them in turn, so that what else the machine does hits all alike; the first round only warms up. */
async function measure(all: readonly Candidate[]): Promise<ReadonlyMap<string, number[]>> {
  const taken = new Map<string, number[]>(all.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const { name, every = 1, run } of all.filter(({ every = 1 }) => round % every === 0)) {
      const time = await run()
      if (round > 0 || every > rounds) taken.get(name)?.push(time)
    }
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${rounds} ${round === rounds ? '\n' : ''}`)
  }
  return taken
}

type Row = {
  readonly name: string
  readonly command: string
  readonly runs: number
  /** In milliseconds. */
  readonly median: number
  /** The median as a multiple of the bare runtime's. */
  readonly ratio: number
  readonly note?: string | undefined
  readonly goal?: string | undefined
  readonly isMet?: boolean | undefined
}

function rowOf({ name, command, note, goal }: Candidate): Row {
  const median = medianOf(name)
  return {
    name,
    command,
    runs: times.get(name)?.length ?? 0,
    median,
    ratio: median / medianOf(BARE),
    note,
    goal: goal?.text,
    isMet: goal?.isMet(medianOf, name),
  }
}

function medianOf(name: string): number {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = low] = sorted.length % 2 === 1 ? sorted.slice(middle) : sorted.slice(middle - 1)
  return sorted.length % 2 === 1 ? low : (low + high) / 2
}

function text(): string {
  const heads = ['what', 'ms', 'x bare', 'runs', 'goal', 'met', '', 'command']
  const lines = rows.map(({ name, command, runs, median, ratio, note = '', goal = '', isMet }) => [
    name,
    median.toFixed(median < 10 ? 2 : 1),
    ratio.toFixed(2),
    String(runs),
    goal,
    isMet === undefined ? '' : isMet ? 'yes' : 'NO',
    note,
    command,
  ])
  const widths = heads.map((_, column) => Math.max(...[heads, ...lines].map(line => line[column]?.length ?? 0)))
  const table = [heads, ...lines].map(line => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return `${machine}; medians of ${rounds} rounds, interleaved\n\n${table.map(line => `${line.trimEnd()}\n`).join('')}`
}
