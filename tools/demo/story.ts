/** What the demo plays, and what has to be seen for it to be true. */
import type { EmptyAccount } from './empty-account.ts'
import type { Answer, DemoShell } from './stage.ts'

export type Step = {
  readonly caption: string
  /** A function is asked when it comes to it. */
  readonly command: string | (() => string)
  readonly answers?: readonly Answer[]
  /** What the command has to show. */
  readonly shows?: RegExp
}

export type Props = {
  readonly account: EmptyAccount
  readonly shell: DemoShell
  /** Whether there is a terminal to ask on. */
  readonly isTerminal: boolean
  readonly hasAwsCli: boolean
}

/** From an empty account to its admin role, and back: set up, enrol, log in with MFA, assume, say who one is, leave. */
export function story(props: Props): readonly Step[] {
  const { account, shell, isTerminal, hasAwsCli } = props
  const admin = new RegExp(`arn:aws:sts::${account.id}:assumed-role/Admin/alice`)
  const awsCli: Step = {
    caption: 'Every other program of this shell is the admin too.',
    command: 'aws sts get-caller-identity --endpoint-url "$AWS_ENDPOINT_URL"', // aws before 2.13 does not read it
    shows: admin,
  }
  return [
    { caption: 'The environment as it is now, for later.', command: `env -0 | sort -z >${BEFORE}` },
    { caption: 'The hook, which makes the commands change this shell.', command: `. "$(awsenv init ${shell} --path)"` },
    ...(isTerminal ? onTerminal(account) : onPipes(account)),
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

const SET_UP = 'awsenv setup alice --from administrator'
const SETUP_CAPTION = 'An empty account: make a user, a role that demands MFA, and a key that nobody sees.'
const IN_VAULT = /in awsenv's vault as "alice"/
const LOGIN_CAPTION = 'Log in with MFA, once for all roles.'
const LOGGED_IN = /you are alice with MFA/

function onTerminal({ shownCode, unusedCode }: EmptyAccount): readonly Step[] {
  const code = (question: string, typed: () => string) => ({ question, typed })
  return [
    {
      caption: SETUP_CAPTION,
      command: SET_UP,
      answers: [{ question: 'Make these changes?', typed: () => 'y' }],
      shows: IN_VAULT,
    },
    {
      caption: 'Scan the QR code with an authenticator app, and type two codes in a row.',
      command: 'awsenv mfa enrol alice',
      answers: [code('shows now: ', () => shownCode(-1)), code('30 seconds: ', shownCode)],
      shows: /mfa\/alice is enabled/,
    },
    {
      caption: LOGIN_CAPTION,
      command: 'awsenv login alice',
      answers: [code('MFA code', unusedCode)],
      shows: LOGGED_IN,
    },
  ]
}

function onPipes({ enrolAlice, unusedCode }: EmptyAccount): readonly Step[] {
  return [
    { caption: SETUP_CAPTION, command: `${SET_UP} --yes`, shows: IN_VAULT },
    {
      caption: `There is no terminal to show a QR code on: the demo has enrolled a device. ${LOGIN_CAPTION}`,
      command() {
        enrolAlice()
        return `AWSENV_MFA_CODE=${unusedCode()} awsenv login alice`
      },
      shows: LOGGED_IN,
    },
  ]
}

/** The files that the story leaves in its home. */
export const BEFORE = 'before'
export const AFTER = 'after'
