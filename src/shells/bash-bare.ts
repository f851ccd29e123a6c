/** What a script for bash does besides the change, where no hook has made sure that the change stays. Pure. */
import { singleQuoted } from './posix.ts'

/**
 * A name that is unset must be gone: else the shell has uncovered another variable. (It is another one, too, where the
 * global one is set and not seen; before bash 4.2 that can't be tried.)
 */
export const CAN_CHANGE = `\\builtin unset -v "$__awsenv_name" && [[ -z \${!__awsenv_name+1} ]] && {
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 402)) || {
    \\builtin declare -g "$__awsenv_name=1" && [[ \${!__awsenv_name-} == 1 ]]; }; }`.replace(/\n +/g, ' ')

/** Under `set -k`, `export` would get no words. */
export const STOP = `{ [[ $- != *k* ]] || {
  \\builtin printf 'awsenv: error: set -k is on: nothing has been changed\\n' >&2; \\builtin false; }; }`.replace(
  /\n +/g,
  ' ',
)

const LOST =
  'awsenv: error: the change is lost: it was made in a subshell (a pipe, a job or parentheses), which has ended\\n' +
  'awsenv: hint: evaluate it outside of that; a code goes to awsenv itself: ' +
  'eval "$(command | awsenv assume ROLE --mfa-stdin)"\\n'

/**
 * `$_` is the script itself where nothing has come after its evaluation, but for a function that has evaluated it: then
 * BASH_COMMAND is the call. (In a substitution BASH_COMMAND is the whole command that it is a part of.)
 */
const END = `[[ (\${BASH_COMMAND} != *eval* || $_ != "{ "*"&& :; }") && \${BASH_COMMAND} != eval*awsenv* &&
  \${BASH_COMMAND} != source*awsenv* && \${BASH_COMMAND} != .*awsenv* ]] || {
    \\builtin printf '${LOST}' >&2; \\builtin exit 1; }`.replace(/\n +/g, ' ')

/**
 * Only the end of a subshell knows whether the change was of use in it: it was if any command came after, which BASH_COMMAND
 * says, or any child ended, as in `(eval …; (command))`. (In POSIX mode a trap for that would interrupt a `wait`.) Until a
 * subshell has set or reset a trap, it shows those of the shell above; and a trap of the user's own stays. (POSIX mode lists
 * those that are not set, too, without quotes.)
 */
export const WATCH = `{ [[ \${BASH_SUBSHELL-0} == 0 ]] || {
  \\builtin trap - URG; [[ $(\\builtin trap -p EXIT CHLD) == *"trap -- '"* ]]; } || {
    \\builtin trap ${singleQuoted(END)} EXIT;
    [[ :$SHELLOPTS: == *:posix:* ]] || \\builtin trap '\\builtin trap - CHLD EXIT' CHLD; }; }`.replace(/\n +/g, ' ')
