/** The rows of the hooks: what sourcing one adds to the start of an interactive shell. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { has, hookedShells } from '../shells/real-shells.ts'
import { type Candidate, timeProcess } from './candidate.ts'
import type { Stand } from './stand.ts'

export function hookCandidates({ newcomer, file }: Stand): readonly Candidate[] {
  const { env } = newcomer()
  const empty = file('empty')
  writeFileSync(empty, '')
  return hookedShells
    .filter(({ argv: [program] }) => has(program))
    .map(({ shell, interactive, hook }) => {
      const source = (path: string) => timeProcess([...interactive, '-c', LOOP, shell.name, path], env)
      const name = `sourcing the hook, ${shell.name}`
      return {
        name,
        command: `(. awsenv.${shell.name}), ${TIMES} times, less the same with an empty file`,
        goal: { text: '<= 1 ms', isMet: median => median(name) <= 1 },
        note: processes([...interactive, '-c', '. "$1"; :', shell.name], hook, empty),
        every: 2,
        run: async () => {
          const nothing = await source(empty)
          return ((await source(hook)) - nothing) / TIMES
        },
      }
    })
}

/** How many processes a hook starts, as the kernel tells. */
function processes(argv: readonly string[], hook: string, empty: string): string {
  if (!has('strace')) return ''
  const counted = [hook, empty].map(path => {
    const trace = ['-f', '-qq', '-e', 'trace=process', '-e', 'signal=none', ...argv, path]
    const { stderr } = spawnSync('strace', trace, { encoding: 'utf8', timeout: 10_000 })
    return stderr.match(/\b(clone3?|v?fork|execve)\(/g)?.length
  })
  const [withHook, without] = counted
  return withHook === undefined || without === undefined ? '' : `${withHook - without} processes`
}

/** In a subshell, so that each time is the first. */
const TIMES = 100
const LOOP = `i=0; while [ "$i" -lt ${TIMES} ]; do (. "$1"); i=$((i + 1)); done`
