/** The rows of the hooks: what sourcing one adds to the start of an interactive shell. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fishShell, type HookedShell, has, hookedShells, powershellShell } from '../shells/real-shells.ts'
import { type Candidate, timeProcess } from './candidate.ts'
import type { Stand } from './stand.ts'

export function hookCandidates({ newcomer, file }: Stand): readonly Candidate[] {
  const { env } = newcomer()
  // PowerShell sources nothing without this ending.
  const empty = file('empty.ps1')
  writeFileSync(empty, '')
  return shells
    .filter(({ real: { argv } }) => has(argv[0]))
    .map(({ real: { shell, interactive, hook }, times, script, goal }) => {
      const source = (path: string) => timeProcess([...interactive, '-c', script(path, times)], env)
      const name = `sourcing the hook, ${shell.name}`
      return {
        name,
        command: `sourcing it, ${times} times, less the same with an empty file`,
        ...(goal === undefined
          ? {}
          : { goal: { text: `<= ${goal} ms`, isMet: (median: (name: string) => number) => median(name) <= goal } }),
        note: processes(path => [...interactive, '-c', script(path, 1)], hook, empty),
        every: 2,
        run: async () => {
          const nothing = await source(empty)
          return ((await source(hook)) - nothing) / times
        },
      }
    })
}

type SourcingShell = {
  readonly real: HookedShell
  readonly times: number
  readonly script: (path: string, times: number) => string
  /** In milliseconds. */
  readonly goal?: number
}

const shells: readonly SourcingShell[] = [
  ...hookedShells.map(real => ({
    real,
    times: 100,
    // In a subshell, so that each time is the first.
    script: (path: string, times: number) => `i=0; while [ "$i" -lt ${times} ]; do (. '${path}'); i=$((i + 1)); done`,
    goal: 1,
  })),
  {
    real: fishShell,
    times: 100,
    script: (path, times) => `for i in (command seq ${times}); source '${path}'; end`,
    goal: 1,
  },
  // Once, since PowerShell keeps what it has parsed.
  { real: powershellShell, times: 1, script: path => `. '${path}'` },
]

/** How many processes a hook starts, as the kernel tells. */
function processes(argv: (path: string) => readonly string[], hook: string, empty: string): string {
  if (!has('strace')) return ''
  const counted = [hook, empty].map(path => {
    const trace = ['-f', '-qq', '-e', 'trace=process', '-e', 'signal=none', ...argv(path)]
    const { stderr } = spawnSync('strace', trace, { encoding: 'utf8', timeout: 10_000 })
    return stderr.match(/\b(v?fork|execve)\(|\bclone3?\((?!.*CLONE_THREAD)/g)?.length
  })
  const [withHook, without] = counted
  return withHook === undefined || without === undefined ? '' : `${withHook - without} processes`
}
