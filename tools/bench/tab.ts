/** The rows of the Tab key: what a shell takes to find a few names among thousands, without the start of the shell. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fishShell, type HookedShell, has, hookedShells } from '../shells/real-shells.ts'
import { type Candidate, timeProcess } from './candidate.ts'
import type { Stand } from './stand.ts'

export function tabCandidates({ file }: Stand): readonly Candidate[] {
  return [...hookedShells, fishShell]
    .filter(({ argv: [program] }) => has(program))
    .flatMap(real => GOALS.map(([count, most]) => candidate(real, file(`names-${count}`), count, most)))
}

function candidate(real: HookedShell, cache: string, count: number, most: number): Candidate {
  const name = `Tab, ${real.shell.name}, ${count} names`
  writeNames(cache, count)
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/dev/null', LC_ALL: 'C.UTF-8', XDG_CACHE_HOME: cache }
  const [program, ...flags] = real.argv.filter(word => !['-e', '-u'].includes(word))
  const tab = (times: number) =>
    timeProcess([program ?? '', ...flags, '-c', SCRIPTS[real.shell.name]?.(real.completions, times) ?? ''], env)
  return {
    name,
    command: `completing "awsenv assume team-0042", ${TIMES} times, less the same with none`,
    goal: { text: `<= ${most} ms`, isMet: median => median(name) <= most },
    every: 2,
    run: async () => {
      const nothing = await tab(0)
      return Math.max(0, ((await tab(TIMES)) - nothing) / TIMES)
    },
  }
}

function writeNames(cache: string, count: number): void {
  const directory = join(cache, 'awsenv', 'completion')
  mkdirSync(directory, { recursive: true })
  const names = Array.from({ length: count }, (_, i) => `team-${String(i).padStart(5, '0')}\n`)
  writeFileSync(join(directory, 'target'), names.join(''))
}

/** zsh's own part, compadd, has to look at each name whatever the widget does. */
const SCRIPTS: Readonly<Record<string, (completions: string, times: number) => string>> = {
  bash: (completions, times) =>
    `. '${completions}'; COMP_LINE='awsenv assume team-0042' COMP_POINT=23; for ((i = 0; i < ${times}; i++)); do __awsenv_completion; done`,
  zsh: (completions, times) =>
    `. '${completions}'; compadd() { local array=\${@[-1]}; (( \${#\${(@M)\${(@P)array}:#\${(b)PREFIX}*}} )); }; words=(awsenv assume team-0042) CURRENT=3 PREFIX=team-0042; repeat ${times} _awsenv; :`,
  fish: (completions, times) =>
    `. '${completions}'; for i in (seq ${times}); complete -C 'awsenv assume team-0042' >/dev/null; end`,
}

/** Names, and the milliseconds that they may take. */
const GOALS = [
  [5_000, 10],
  [50_000, 100],
] as const

const TIMES = 10
