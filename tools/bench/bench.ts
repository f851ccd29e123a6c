/**
 * `npm run bench [-- --rounds N] [--only peers|trial] [--json] [--write]`: how fast awsenv is beside the bare runtime of
 * the same moment, and beside what else is on the machine. `--only peers` runs them in every round, `--only trial`
 * compares the builds with Node and with Bun. `--write` puts the table into its place in docs/speed.md, and its figures into the READMEs.
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { awsenvCandidates } from './awsenv.ts'
import { BARE, type Candidate } from './candidate.ts'
import { hookCandidates } from './hooks.ts'
import { oldScripts } from './old-scripts.ts'
import { type Row, writePage } from './page.ts'
import { awsenvAndPeers, peerCandidates } from './peers.ts'
import { profileCandidates } from './profiles.ts'
import { promptCandidates } from './prompts.ts'
import { openStand, type Stand } from './stand.ts'
import { switchCandidates } from './switches.ts'
import { tabCandidates } from './tab.ts'
import { trialCandidates } from './trial.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const choice = values.only ?? 'all'
const rowsOf = { all: allCandidates, peers: awsenvAndPeers, trial: trialCandidates }[choice]
if (rowsOf === undefined) throw new Error('--only is peers or trial')
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a number of rounds, 1 or more')

const stand = await openStand()
const candidates = await rowsOf(stand)
const loadBefore = loadavg()[0] ?? 0
const times = await measure(candidates)
await stand.sandbox.close()
const load = [loadBefore, loadavg()[0] ?? 0].map(value => value.toFixed(1)).join(' to ')
const machine = `${cpus().length} x ${cpus()[0]?.model}, ${process.platform} ${process.arch}, node ${process.version}, load ${load}`
const rows = candidates.map(rowOf)
process.stdout.write(values.json ? `${JSON.stringify({ machine, rounds, rows }, null, 2)}\n` : text())
if (values.write) writePage(values.only, machine, rounds, rows)

async function allCandidates(stand: Stand): Promise<readonly Candidate[]> {
  return [
    ...(await awsenvCandidates(stand)),
    ...profileCandidates(stand),
    ...hookCandidates(stand),
    ...(await switchCandidates(stand)),
    ...promptCandidates(stand),
    ...tabCandidates(stand),
    ...(await oldScripts(stand)),
    ...(await peerCandidates(stand)),
  ]
}

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

function rowOf({ name, command, note, goal }: Candidate): Row {
  const median = medianOf(name)
  const bare = medianOf(BARE)
  return {
    name,
    command,
    runs: times.get(name)?.length ?? 0,
    median,
    ratio: median / bare,
    spread: [quantile(name, 0.25) / bare, quantile(name, 0.75) / bare],
    note,
    goal: goal?.text,
    isMet: goal?.isMet(medianOf, name),
  }
}

function medianOf(name: string): number {
  return quantile(name, 0.5)
}

/** In milliseconds. */
function quantile(name: string, share: number): number {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(place))
  return low + (high - low) * (place % 1)
}

function text(): string {
  const heads = ['what', 'ms', 'x bare', 'half lie in', 'runs', 'goal', 'met', '', 'command']
  const lines = rows.map(({ name, command, runs, median, ratio, spread, note = '', goal = '', isMet }) => [
    name,
    median.toFixed(median < 10 ? 2 : 1),
    ratio.toFixed(2),
    spread.map(value => value.toFixed(2)).join('-'),
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
