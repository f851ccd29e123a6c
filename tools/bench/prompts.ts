/** The rows of the prompts: what the hook adds to one, with and without a session. */
import { fishShell, has, hookedShells, powershellShell } from '../shells/real-shells.ts'
import { type Candidate, timeProcess } from './candidate.ts'
import type { Stand } from './stand.ts'

export function promptCandidates({ newcomer }: Stand): readonly Candidate[] {
  const { env } = newcomer()
  return shells
    .filter(({ argv: [program = ''] }) => has(program))
    .flatMap(({ name, argv, hook, loop, goals }) =>
      (['idle', 'active'] as const).map(state => {
        const row = `a prompt, ${name}, ${state}`
        const goal = goals?.[state]
        const AWSENV_EXPIRES = String(Math.floor(Date.now() / 1000) + 5_000)
        const session = { AWSENV_ROLE: 'Admin@123456789012', AWSENV_ROLE_ARN: 'arn', AWSENV_EXPIRES }
        const run = (times: number) =>
          timeProcess([...argv, '-c', loop(hook, times)], { ...env, ...(state === 'active' ? session : {}) })
        return {
          name: row,
          command: `__awsenv_prompt, ${TIMES} times, less the same shell with none`,
          ...(goal === undefined
            ? {}
            : { goal: { text: `<= ${goal} ms`, isMet: (median: (name: string) => number) => median(row) <= goal } }),
          every: 2,
          run: async () => {
            const nothing = await run(0)
            return Math.max(0, ((await run(TIMES)) - nothing) / TIMES)
          },
        }
      }),
    )
}

type PromptShell = {
  readonly name: string
  readonly argv: readonly string[]
  readonly hook: string
  readonly loop: (hook: string, times: number) => string
  /** In milliseconds, of design and contract (line 26). */
  readonly goals?: Readonly<Record<'idle' | 'active', number>>
}

const posix = (hook: string, times: number) =>
  `. '${hook}'; __awsenv_register; i=0; while [ "$i" -lt ${times} ]; do __awsenv_prompt; i=$((i + 1)); done`
const shells: readonly PromptShell[] = [
  ...hookedShells.map(({ shell: { name }, argv, hook }) => ({
    name,
    argv: relaxed(argv),
    hook,
    loop: posix,
    goals: { idle: 0.02, active: 0.1 },
  })),
  {
    name: 'fish',
    argv: fishShell.argv,
    hook: fishShell.hook,
    loop: (hook, times) =>
      `source '${hook}'; set -g i 0; while test $i -lt ${times}; __awsenv_prompt; set i (math $i + 1); end`,
    goals: { idle: 0.1, active: 1 },
  },
  {
    name: 'PowerShell',
    argv: powershellShell.argv,
    hook: powershellShell.hook,
    loop: (hook, times) => `. '${hook}'; for ($i = 0; $i -lt ${times}; $i++) { __awsenv_prompt }`,
  },
]

/** Without -e and -u: a loop is measured here, not strictness. */
function relaxed(argv: readonly string[]): readonly string[] {
  return argv.filter(word => !['-e', '-u'].includes(word))
}

const TIMES = 500
