# awsenv for zsh. In ~/.zshrc: source /path/to/awsenv.zsh
# Builtins are called as \builtin NAME, past aliases and functions of their names, and words that a global alias could
# stand for are quoted: `eval "$(awsenv init zsh)"` is parsed with the user's aliases before any of it runs. What
# belongs to the user (traps, options, variables) is neither changed nor relied on.

# =============================================================================
# Wrapper: a role has to be put into the environment by this shell itself.

# An alias would be used instead of the function.
\builtin unalias 'awsenv' 2>/dev/null || \builtin true

function 'awsenv' {
    if ! '__awsenv_is_change' "$@"; then
        \builtin command 'awsenv' "$@"
        \builtin return
    fi
    '__awsenv_ticket' "$@" || \builtin return 75
    '__awsenv_change' "$@"
}

# Whether a call is to change the environment. One that asks for help, or for a text of its own, is not.
function '__awsenv_is_change' {
    \builtin emulate -L 'zsh'
    case "${1-}" in
        ('login'|'assume'|'unset'|'clear') ;;
        (*) \builtin return 1 ;;
    esac
    \builtin local __awsenv_word
    for __awsenv_word in "$@"; do
        case "${__awsenv_word}" in
            ('-h'|'--help'|'--print'|'--format'|'--format='*|'--shell'|'--shell='*) \builtin return 1 ;;
        esac
    done
}

# Runs the binary and evaluates what it says: all of it, if it succeeded and its last word is there; else nothing.
function '__awsenv_change' {
    # A trace would show the secrets: off before they are there; zsh brings the user's options back by itself.
    \builtin emulate -L 'zsh'
    \builtin setopt 'no_xtrace' 'no_verbose' 'no_aliases' 'no_all_export' 'no_err_exit' 'no_err_return'
    \builtin local __awsenv_text='' __awsenv_status=0
    # The list keeps an ERR trap out of the substitution.
    __awsenv_text="$(AWSENV_HOOK='zsh' \builtin command 'awsenv' "$@" || \builtin exit)" || __awsenv_status=$?
    if [[ -n "${MSYSTEM-}" ]]; then
        __awsenv_text="${__awsenv_text//$'\r'/}"
        '__awsenv_keep_from_msys'
    fi
    case "${__awsenv_text}" in
        ('{ '*'&& :; }')
            if [[ "${__awsenv_status}" == '0' ]]; then
                \builtin eval "${__awsenv_text}" || __awsenv_status=$?
            fi
            ;;
        # Cut short; or, after something that a DEBUG trap has printed, all there: it can hold secrets.
        ('{'*|*'&& :; }')
            if [[ "${__awsenv_status}" == '0' ]]; then
                \builtin printf 'awsenv: the answer has come damaged: nothing is changed\n' >&2
                __awsenv_status=1
            fi
            ;;
        (?*) \builtin printf '%s\n' "${__awsenv_text}" ;;
    esac
    \builtin return "${__awsenv_status}"
}

# MSYS2 rewrites what begins with / when it starts a native program, and one secret in 64 does:
# https://github.com/aws/aws-sam-cli/issues/9193. Paths, as in AWS_CONFIG_FILE, it has to go on rewriting.
function '__awsenv_keep_from_msys' {
    \builtin local __awsenv_names='AWS_SECRET_ACCESS_KEY;AWS_SESSION_TOKEN;AWSENV_'
    case ";${MSYS2_ENV_CONV_EXCL-};" in
        (*";${__awsenv_names};"*) ;;
        (*) \builtin export MSYS2_ENV_CONV_EXCL="${MSYS2_ENV_CONV_EXCL:+${MSYS2_ENV_CONV_EXCL};}${__awsenv_names}" ;;
    esac
}

# In `eval "$(awsenv assume x)"` this is a subshell, where a role would be lost. So the answer is the call itself, a
# ticket, which the eval runs in the right shell; and the call fails, so that `$(awsenv assume x && next)` stops there.
function '__awsenv_ticket' {
    \builtin emulate -L 'zsh'
    if [[ -n "${AWSENV_TICKET-}" ]]; then \builtin return 0; fi
    case "${ZSH_EVAL_CONTEXT-}" in
        (*'equalsubst'*) ;;
        (*'cmdsubst'*|*'outsubst'*) if [[ -e '/dev/fd/1' && ! -p '/dev/fd/1' ]]; then \builtin return 0; fi ;;
        (*) \builtin return 0 ;;
    esac
    \builtin printf '%s\n' "AWSENV_TICKET=1 awsenv ${(j: :)${(@qq)@}}"
    \builtin return 1
}
