/** How a change is asked for in a POSIX shell, and where it lands. CALL is the call, in the form that the column has. */
import type { Landing } from './cell.ts'

export const columns = ['dash, bare', 'bash, bare', 'bash, hook', 'zsh, bare', 'zsh, hook'] as const
export type Column = (typeof columns)[number]

export type Way = {
  readonly how: string
  readonly script: string
  /** Where it lands, in each column or, where there is a table, in each that this names; in no other is it tried. */
  readonly where: Landing | Partial<Record<Column, Landing>>
  /** What docs/scripts.md calls it, where a column has it beyond reach. */
  readonly documented?: string
}

const bash = (landing: Landing) => ({ 'bash, bare': landing, 'bash, hook': landing }) as const
const zsh = (landing: Landing) => ({ 'zsh, bare': landing, 'zsh, hook': landing }) as const
const dash = (landing: Landing) => ({ 'dash, bare': landing }) as const

const inPlace: readonly Way[] = [
  ['a call', 'CALL && next'],
  ['if', 'if CALL; then next; fi'],
  ['while', 'while CALL; do next; break; done'],
  ['until', 'until CALL; do :; done; next'],
  ['for', 'for i in 1; do CALL && next; done'],
  ['case', 'case x in x) CALL && next ;; esac'],
  ['||', 'CALL || exit; next'],
  ['!', 'if ! CALL; then exit; fi; next'],
  ['braces', '{ CALL; } && next'],
  ['eval', "eval 'CALL' && next"],
  ['a function', 'f() { CALL; }; f && next'],
  ['a function in a function', 'g() { CALL; }; f() { g && next; }; f'],
  ['a file that is sourced', '. ./call && next'],
  ['a trap', "trap 'CALL && next' USR1; kill -USR1 $$; :"],
  ['set -e', 'set -e; CALL; next'],
  ['stdin from a file', 'CALL </dev/null && next'],
  ['stdout to a file', 'CALL >log && next'],
  ['stdout to a file, for good', 'exec >log; CALL && next'],
  ['stdout and stderr closed', 'CALL >&- 2>&- && next'],
].map(([how = '', script = '']) => ({ how, script, where: 'lands' }))

const inPlaceElsewhere: readonly Way[] = [
  {
    how: 'time',
    script: 'time CALL 2>/dev/null && next',
    where: { ...bash('lands'), ...zsh('lands'), ...dash('fails') },
  },
  {
    how: 'stdin from <(…)',
    script: 'CALL < <(echo 123456) && next',
    where: { ...bash('lands'), ...zsh('lands') },
  },
  { how: 'stderr to >(…)', script: 'CALL 2> >(cat) && next', where: { ...bash('lands'), ...zsh('lands') } },
  {
    how: 'source <(…)',
    script: '. <(awsenv assume x) && next',
    where: { ...bash('lands'), ...zsh('lands') },
  },
  {
    how: 'eval "$(…)" with the hook',
    script: 'eval "$(awsenv assume x)" && next',
    where: { 'bash, hook': 'lands', 'zsh, hook': 'lands' },
  },
  {
    how: 'x=$(…), then eval',
    script: 'x=$(awsenv assume x) && eval "$x" && next',
    where: {
      'dash, bare': 'lands',
      'bash, bare': 'lands',
      'zsh, bare': 'lands',
      'bash, hook': 'fails',
      'zsh, hook': 'fails',
    },
  },
  { how: 'lastpipe', script: 'shopt -s lastpipe; : | CALL && next', where: bash('lands') },
  { how: 'set -k', script: 'set -k; CALL && next', where: { 'bash, bare': 'fails', 'bash, hook': 'lands' } },
  {
    how: 'command eval',
    script: 'command CALL && next',
    where: { 'dash, bare': 'lands', 'bash, bare': 'lands', 'zsh, bare': 'fails' },
  },
]

const inSubshell: readonly Way[] = [
  ...[
    ['( …; next)', '(CALL; next)'],
    ['( … && next)', '(CALL && next)'],
    ['( … && ( next))', '(CALL && (next))'],
    ['(…) to a file', '(CALL && next) >log'],
    ['(eval "$(…)")', '(eval "$(awsenv assume x)" && next)'],
    ['$(eval "$(…)" && next)', 'y=$(eval "$(awsenv assume x)" && next)'],
  ].map(([how = '', script = '']): Way => ({ how, script, where: 'inside' })),
  {
    how: '$(… && next)',
    script: 'y=$(CALL && next)',
    // The hook answers a substitution by the call itself, for an eval, and fails.
    where: {
      ...dash('inside'),
      'bash, bare': 'inside',
      'zsh, bare': 'inside',
      'bash, hook': 'fails',
      'zsh, hook': 'fails',
    },
  },
  {
    how: 'braces in a pipe',
    script: '{ CALL && next; } | cat',
    where: { ...dash('inside'), ...bash('inside'), ...zsh('fails') },
  },
  {
    how: 'a loop in a pipe',
    script: 'for i in 1; do CALL && next; done | cat',
    where: { ...dash('inside'), ...bash('inside'), ...zsh('fails') },
  },
  {
    how: 'while read behind a pipe',
    script: 'echo 1 | while read -r i; do CALL && next; done',
    where: { ...dash('inside'), ...bash('inside'), ...zsh('lands') },
  },
  {
    how: '( …; next) in a job',
    script: '(CALL && next) & wait',
    where: { ...dash('inside'), ...bash('inside'), 'zsh, bare': 'inside', 'zsh, hook': 'fails' },
  },
]

const lost: readonly Way[] = [
  {
    how: '( …) && next',
    script: '(CALL) && next',
    where: { ...bash('fails'), ...zsh('silent'), ...dash('silent') },
    documented: '`(assume) && next` in zsh and sh',
  },
  {
    how: 'a function in ( …) && next',
    script: 'f() { CALL; }; (f) && next',
    where: { ...bash('fails'), ...zsh('silent'), ...dash('silent') },
    documented: '`(assume) && next` in zsh and sh',
  },
  {
    how: '( …) && next, with a trap of the shell above',
    script: "trap ':' EXIT; (CALL) && next",
    where: bash('fails'),
  },
  {
    how: '( …) && next, with an EXIT trap in the subshell',
    script: "(trap ':' EXIT; CALL) && next",
    where: bash('silent'),
    documented: '`(trap … EXIT; assume) && next` in bash',
  },
  {
    how: 'x=$(…); (eval "$x") && next',
    script: 'x=$(awsenv assume x); (eval "$x") && next',
    where: { 'bash, bare': 'fails', 'zsh, bare': 'silent', ...dash('silent') },
    documented: '`x=$(awsenv assume x); (eval "$x") && next`',
  },
  {
    how: "a pipe's first part, under pipefail",
    script: 'set -o pipefail; CALL | cat && next',
    where: { ...bash('fails'), ...zsh('fails') },
  },
  {
    how: "a pipe's first part, without pipefail",
    script: '(set +o pipefail) 2>/dev/null && set +o pipefail; CALL | cat && next',
    where: { ...bash('said'), ...zsh('said'), ...dash('silent') },
    documented: '`assume | command && next` without `set -o pipefail`',
  },
  {
    how: "a pipe's middle part, under pipefail",
    script: 'set -o pipefail; echo 123456 | CALL | cat && next',
    where: { ...bash('fails'), ...zsh('fails') },
  },
  {
    how: "a pipe's last part",
    script: 'echo 123456 | CALL && next',
    where: { ...bash('fails'), ...zsh('lands'), ...dash('silent') },
    documented: '`command | assume && next` in sh',
  },
  {
    how: "a function in a pipe's first part, under pipefail",
    script: 'set -o pipefail; f() { CALL; }; f | cat && next',
    where: { ...bash('fails'), ...zsh('fails') },
  },
  {
    how: 'a job',
    script: 'CALL & wait $! && next',
    where: { ...bash('fails'), 'zsh, hook': 'fails', 'zsh, bare': 'silent', ...dash('silent') },
    documented: '`assume & wait $! && next` in sh, and in zsh without the hook',
  },
  {
    how: 'a substitution that nobody evaluates',
    script: ': "$(awsenv assume x)" && next',
    where: { ...bash('silent'), ...zsh('silent'), ...dash('silent') },
    documented: '`: "$(awsenv assume x)"`',
  },
  {
    how: 'a substitution that is kept',
    script: 'y=$(CALL) && next',
    where: {
      'bash, bare': 'fails',
      'bash, hook': 'fails',
      'zsh, hook': 'fails',
      'zsh, bare': 'silent',
      ...dash('silent'),
    },
    documented: '`y=$(assume) && next` in zsh and sh without the hook',
  },
  {
    how: 'a bare call without eval',
    script: 'command awsenv assume x >/dev/null && next',
    where: { ...bash('silent'), ...zsh('silent'), ...dash('silent') },
    documented: '`command awsenv assume x`',
  },
]

const refused: readonly Way[] = [
  {
    how: 'a readonly variable',
    script: 'readonly AWS_REGION; CALL && next',
    where: 'fails',
  },
  {
    how: 'a readonly variable that is not set',
    script: 'readonly AWSENV_FROM; CALL && next',
    where: 'fails',
  },
  ...['local AWS_REGION=mine', 'local AWS_REGION', 'local -x AWS_REGION=old'].map(
    (declaration): Way => ({
      how: declaration,
      script: `f() { ${declaration}; CALL && next; }; f`,
      where: { ...bash('fails'), ...zsh('fails') },
    }),
  ),
  {
    how: 'a local variable of the function above',
    script: 'f() { local AWS_REGION=mine; g && next; }; g() { CALL; }; f',
    where: { ...bash('fails'), ...zsh('fails') },
  },
  {
    how: 'a local variable in sh',
    script: 'f() { local AWS_REGION=mine; CALL && next; }; f',
    where: dash('half'),
    documented: '`local AWS_REGION=x; eval "$(awsenv assume x)"` in a function of sh',
  },
  {
    how: 'a variable that is not exported',
    script: 'AWS_ACCOUNT_ID=mine; CALL && next',
    where: {
      'bash, hook': 'fails',
      'zsh, hook': 'fails',
      'bash, bare': 'lands',
      'zsh, bare': 'lands',
      ...dash('lands'),
    },
  },
]

export const posixWays: readonly Way[] = [...inPlace, ...inPlaceElsewhere, ...inSubshell, ...lost, ...refused]
