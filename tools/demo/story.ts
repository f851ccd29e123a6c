/** What the demo plays, and what has to be seen for it to be true. */
import type { DemoWorld } from '../sandbox/demo-world.ts'
import type { Answer, DemoShell } from './stage.ts'

export type Step = {
  readonly caption: string
  readonly command: string
  readonly answers?: readonly Answer[]
  /** What the command has to show. */
  readonly shows?: RegExp
}

export type Props = {
  readonly world: DemoWorld
  readonly shell: DemoShell
  /** Whether there is a terminal to ask on. */
  readonly isTerminal: boolean
  readonly hasAwsCli: boolean
  readonly code: () => string
}

/** Log in with MFA, assume the admin role, say who one is, leave. */
export function story({ world, shell, isTerminal, hasAwsCli, code }: Props): readonly Step[] {
  const { account, alice } = world
  const admin = new RegExp(`arn:aws:sts::${account.id}:assumed-role/Admin/${alice.name}`)
  const login = isTerminal
    ? { command: 'awsenv login', answers: [{ question: 'MFA code', typed: code }] }
    : { command: `AWSENV_MFA_CODE=${code()} awsenv login` }
  const awsCli: Step = {
    caption: 'Every other program of this shell is the admin too.',
    command: 'aws sts get-caller-identity --endpoint-url "$AWS_ENDPOINT_URL"', // aws before 2.13 does not read it
    shows: admin,
  }
  return [
    { caption: 'The environment as it is now, for later.', command: `env -0 | sort -z >${BEFORE}` },
    { caption: 'The hook, which makes the commands change this shell.', command: `. "$(awsenv init ${shell} --path)"` },
    { caption: 'Log in with MFA, once for all roles.', ...login, shows: new RegExp(`you are ${alice.name} with MFA`) },
    {
      caption: 'Assume the admin role: no code is asked for any more.',
      command: `awsenv assume ${account.id} Admin`,
      shows: /Admin@\d{12} is assumed/,
    },
    { caption: 'Ask AWS who this shell is.', command: 'awsenv whoami', shows: admin },
    ...(hasAwsCli ? [awsCli] : []),
    { caption: 'Leave the role, and forget it.', command: 'awsenv clear' },
    {
      caption: 'What has it left behind in the environment?',
      command: `env -0 | sort -z >${AFTER}; cmp ${BEFORE} ${AFTER} && echo 'nothing: it is the same, byte for byte'`,
      shows: /^nothing: it is the same, byte for byte$/m,
    },
  ]
}

/** The files that the story leaves in its home. */
export const BEFORE = 'before'
export const AFTER = 'after'
