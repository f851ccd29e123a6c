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
        const run = (isHooked: boolean) =>
          timeProcess([...argv, '-c', loop(hook, isHooked)], { ...env, ...(state === 'active' ? session : {}) })
        return {
          name: row,
          command: `what the hook does for a prompt, ${TIMES} times, less an empty function as often`,
          ...(goal === undefined
            ? {}
            : { goal: { text: `<= ${goal} ms`, isMet: (median: (name: string) => number) => median(row) <= goal } }),
          every: 2,
          run: async () => {
            const nothing = await run(false)
            return Math.max(0, ((await run(true)) - nothing) / TIMES)
          },
        }
      }),
    )
}

type PromptShell = {
  readonly name: string
  readonly argv: readonly string[]
  readonly hook: string
  /** A script that shows so many prompts, with the hook's part or with an empty function in its place. */
  readonly loop: (hook: string, isHooked: boolean) => string
  /** In milliseconds, of design and contract (line 26). */
  readonly goals?: Readonly<Record<'idle' | 'active', number>>
}

const TIMES = 500

const posix = (hook: string, isHooked: boolean) =>
  `. '${hook}'; __awsenv_register; function nothing { :; }; i=0; while [ "$i" -lt ${TIMES} ]; do ${isHooked ? '__awsenv_prompt' : 'nothing'}; i=$((i + 1)); done`

/** In these two, the hook has a part in the prompt that is shown, too. */
const fish = (hook: string, isHooked: boolean) =>
  `source '${hook}'; function nothing; end; function fish_prompt; echo '> '; end; for i in (seq ${TIMES}); ${isHooked ? '__awsenv_prompt' : 'nothing'}; fish_prompt >/dev/null; end`
const powershell = (hook: string, isHooked: boolean) =>
  `${isHooked ? POWERSHELL_PROMPT : ''}; . '${hook}'; ${isHooked ? '' : POWERSHELL_PROMPT}; foreach ($i in 1..${TIMES}) { $null = prompt }`
const POWERSHELL_PROMPT = "function prompt { '> ' }"

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
    loop: fish,
    goals: { idle: 0.1, active: 1 },
  },
  {
    name: 'PowerShell',
    argv: powershellShell.argv,
    hook: powershellShell.hook,
    loop: powershell,
  },
]

/** Without -e and -u: a loop is measured here, not strictness. */
function relaxed(argv: readonly string[]): readonly string[] {
  return argv.filter(word => !['-e', '-u'].includes(word))
}
