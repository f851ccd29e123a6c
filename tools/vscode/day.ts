/** A day in VS Code's terminal: what is typed, and how each command has to end. */
import type { DemoWorld } from '../sandbox/demo-world.ts'

export type Step = {
  readonly typed: string
  /** The status that the shell has afterwards. */
  readonly code: number
  /** What the prompt says afterwards; nothing if the shell has no role. */
  readonly role?: string
  /** What is waited for, and answered: by a text and Enter, or by Ctrl-C. */
  readonly answers?: readonly { readonly to: string; readonly by: string | (() => string) }[]
}

export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell'

/** Loads the hook at the prompt, as in a terminal that was open before awsenv was installed. */
export const LOAD: Readonly<Record<Shell, string>> = {
  bash: '. "$(awsenv init bash --path)"',
  zsh: '. "$(awsenv init zsh --path)"',
  fish: 'source (awsenv init fish --path)',
  powershell: '. (awsenv init powershell --path)',
}

export const CTRL_C = 'Control+c'

export function day(shell: Shell, { account: { id } }: DemoWorld, nextCode: () => string): readonly Step[] {
  const mfa = `mfa@${id}`
  const admin = `Admin@${id}`
  const deploy = `Deploy@${id}`
  return [
    // zsh itself has the status 1 after Ctrl-C in a $(…), in which the hook runs awsenv.
    {
      typed: `awsenv assume ${id} Long`,
      answers: [{ to: 'mfa/alice: ', by: CTRL_C }],
      code: shell === 'zsh' ? 1 : 130,
    },
    { typed: 'awsenv login', answers: [{ to: 'mfa/alice: ', by: nextCode }], code: 0, role: mfa },
    { typed: `awsenv assume ${id} Admin`, code: 0, role: admin },
    { typed: 'false', code: 1, role: admin },
    { typed: '', code: 1, role: admin },
    { typed: 'sleep 600', answers: [{ to: 'sleep 600', by: CTRL_C }], code: 130, role: admin },
    { typed: `awsenv assume ${id} Nobody`, code: 1, role: admin },
    { typed: `awsenv assume ${id} team/dev/Deploy`, code: 0, role: deploy },
    { typed: SOON[shell], code: 0, role: deploy },
    { typed: `awsenv exec ${id} Admin`, answers: [{ to: `with ${admin}`, by: 'exit 3' }], code: 3, role: deploy },
    { typed: 'awsenv unset', code: 0 },
    { typed: 'awsenv clear --all', code: 0 },
  ]
}

/** What the pictures show. */
export function shortDay({ account: { id } }: DemoWorld, nextCode: () => string): readonly Step[] {
  return [
    { typed: 'awsenv login', answers: [{ to: 'mfa/alice: ', by: nextCode }], code: 0, role: `mfa@${id}` },
    { typed: `awsenv assume ${id} Admin`, code: 0, role: `Admin@${id}` },
    { typed: 'false', code: 1, role: `Admin@${id}` },
    { typed: `awsenv assume ${id} team/dev/Deploy`, code: 0, role: `Deploy@${id}` },
  ]
}

/** The role has 200 seconds left: the next prompt renews it. */
const SOON: Readonly<Record<Shell, string>> = {
  bash: 'export AWSENV_EXPIRES=$(($(date +%s) + 200))',
  zsh: 'export AWSENV_EXPIRES=$(($(date +%s) + 200))',
  fish: 'set -gx AWSENV_EXPIRES (math (date +%s) + 200)',
  powershell: '$env:AWSENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 200',
}
