# awsenv for zsh. In ~/.zshrc: source /path/to/awsenv.zsh
# Builtins are called as \builtin NAME, past aliases and functions of their names, and words that a global alias could
# stand for are quoted: `eval "$(awsenv init zsh)"` is parsed with the user's aliases before any of it runs. The
# user's own traps, options and variables are neither changed nor relied on.

# =============================================================================
# Wrapper: only this shell itself can put a role into its environment.

# An alias would replace the function.
if [[ "${+aliases[awsenv]}" == '1' ]]; then \builtin unalias 'awsenv'; fi

function 'awsenv' {
    \builtin local __awsenv_has_ticket='' __awsenv_kind='' __awsenv_status=0
    if [[ "${1-}" == '--ticket' ]]; then
        __awsenv_has_ticket=1
        \builtin shift
    fi
    '__awsenv_find_kind' "$@" || \builtin true
    if [[ -z "${__awsenv_kind}" ]]; then
        # A copy of only this function.
        \builtin printf 'awsenv: error: this shell has a part of the hook only: nothing has been changed\n' >&2
        \builtin printf 'awsenv: hint: source awsenv.zsh in this shell, or run: eval "$(command awsenv init zsh)"\n' >&2
        \builtin return 1
    fi
    if [[ "${__awsenv_kind}" == 'answered' ]]; then \builtin return "${__awsenv_status}"; fi
    if [[ "${__awsenv_kind}" == 'other' ]]; then
        # Without words, awsenv says whether there is a hook; doctor says whether it has the right version.
        if [[ $# == 0 ]]; then \builtin set -- '--hook=zsh'; fi
        if [[ "${1-}" == 'doctor' ]]; then \builtin set -- '--hook=zsh@0.2.0' "$@"; fi
        \builtin command 'awsenv' "$@"
        \builtin return
    fi
    [[ -n "${__awsenv_has_ticket}" ]] || '__awsenv_ticket' "$@" || \builtin return 75
    '__awsenv_change' "$@"
}

# Sets __awsenv_kind to `answered` for a call that lies ready, to `change` for another that changes the environment, else to
# `other`. A call for help or for text is `other`. A variable tells it, since a status may come from a shell that doesn't find this function.
function '__awsenv_find_kind' {
    # A trace would show the secrets, so it is off; zsh restores the user's options by itself.
    \builtin emulate -L 'zsh'
    \builtin setopt 'no_xtrace' 'no_verbose' 'no_aliases' 'no_all_export' 'no_err_exit' 'no_err_return'
    __awsenv_kind='answered'
    if '__awsenv_ready' "$@"; then \builtin return 0; fi
    __awsenv_kind='other'
    case "${1-}" in
        ('login'|'assume'|'unset'|'clear'|'renew') ;;
        (*) \builtin return 0 ;;
    esac
    \builtin local __awsenv_word
    for __awsenv_word in "$@"; do
        case "${__awsenv_word}" in
            ('-h'|'--help'|'--print'|'--format'|'--format='*|'--shell'|'--shell='*) \builtin return 0 ;;
        esac
    done
    __awsenv_kind='change'
}

# Runs the binary and evaluates its whole output if it succeeded and the last word is there; else nothing.
function '__awsenv_change' {
    # A trace would show the secrets, so it is off; zsh restores the user's options by itself.
    \builtin emulate -L 'zsh'
    \builtin setopt 'no_xtrace' 'no_verbose' 'no_aliases' 'no_all_export' 'no_err_exit' 'no_err_return'
    \builtin local __awsenv_text='' __awsenv_status=0 __awsenv_code=''
    # The list keeps an ERR trap out of the substitution.
    __awsenv_text="$('__awsenv_run' "$@" || \builtin exit)" || __awsenv_status=$?
    if [[ -n "${MSYSTEM-}" ]]; then
        if [[ "${__awsenv_status}" == '75' && "${1-}" != 'renew' ]] && '__awsenv_ask'; then
            __awsenv_status=0
            __awsenv_text="$('__awsenv_run' "$@" || \builtin exit)" || __awsenv_status=$?
        fi
        __awsenv_text="${__awsenv_text//$'\r'/}"
        '__awsenv_keep_from_msys'
    fi
    case "${__awsenv_text}" in
        ('{ '*'&& :; }')
            if [[ "${__awsenv_status}" == '0' ]]; then
                \builtin eval "${__awsenv_text}" || __awsenv_status=$?
                if [[ "${__awsenv_status}" == '0' && "${ZSH_SUBSHELL-0}" != '0' ]]; then
                    '__awsenv_lasts' || __awsenv_status=1
                elif [[ -o 'interactive' ]]; then
                    __awsenv_set="${AWS_PROFILE-}|${AWS_REGION-}|${AWS_DEFAULT_REGION-}|${AWS_ACCESS_KEY_ID-}"
                fi
            fi
            ;;
        # Truncated, or complete after output of a DEBUG trap: it may have secrets.
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

# --hook says who calls. It is a word, since other callers of awsenv would inherit a variable.
function '__awsenv_run' {
    '__awsenv_can_change' "$@" || \builtin return 1
    if [[ -n "${__awsenv_code}" ]]; then
        \builtin printf '%s\n' "${__awsenv_code}" | \builtin command 'awsenv' '--hook=zsh' "$@" '--mfa-stdin'
    else
        \builtin command 'awsenv' '--hook=zsh' "$@"
    fi
}

# Whether a change stays. It doesn't if a variable is readonly or local to the caller. (zsh doesn't tell about one that
# is set only for this call, `AWS_REGION=x awsenv assume`.)
function '__awsenv_can_change' {
    case "${1-}" in
        ('unset'|'clear') if [[ -z "${AWSENV_ROLE-}${AWSENV_EXPIRES-}${AWSENV_RESTORE-}" ]]; then \builtin return 0; fi ;;
    esac
    \builtin local __awsenv_name
    \builtin local -a __awsenv_names
    '__awsenv_list_managed'
    for __awsenv_name in "${__awsenv_names[@]}"; do
        case "${(Pt)__awsenv_name}" in
            (*'readonly'*)
                '__awsenv_refuse' "${__awsenv_name}" 'is readonly in this shell' 'awsenv exec gives a role to one command'
                \builtin return 1
                ;;
            (*'local'*)
                '__awsenv_refuse' "${__awsenv_name}" 'is local to a function' \
                    'export it before the call; --region and --from are for one call'
                \builtin return 1
                ;;
            (''|*'export'*) ;;
            (*)
                '__awsenv_refuse' "${__awsenv_name}" 'is set and not exported, and could not come back' \
                    'export it, or unset it'
                \builtin return 1
                ;;
        esac
    done
}

# Sets __awsenv_names to the names of all variables that awsenv sets and unsets.
function '__awsenv_list_managed' {
    __awsenv_names=(
        'AWS_PROFILE' 'AWS_DEFAULT_PROFILE' 'AWS_SECURITY_TOKEN' 'AWS_DELEGATION_TOKEN'
        'AWS_CREDENTIAL_SCOPE' 'AWS_ACCESS_KEY' 'AWS_SECRET_KEY' 'AMAZON_ACCESS_KEY_ID'
        'AMAZON_SECRET_ACCESS_KEY' 'AMAZON_SESSION_TOKEN' 'AWS_ROLE_ARN'
        'AWS_ROLE_SESSION_NAME' 'AWS_WEB_IDENTITY_TOKEN_FILE'
        'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' 'AWS_CONTAINER_CREDENTIALS_FULL_URI'
        'AWS_CONTAINER_AUTHORIZATION_TOKEN' 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'
        'AWS_VAULT' 'AWSU_PROFILE' 'AWS_SSO_PROFILE' 'AWSUME_EXPIRATION' 'AWS_ACCESS_KEY_ID'
        'AWS_SECRET_ACCESS_KEY' 'AWS_SESSION_TOKEN' 'AWS_REGION' 'AWS_DEFAULT_REGION'
        'AWS_CREDENTIAL_EXPIRATION' 'AWS_SESSION_EXPIRATION' 'AWS_ACCOUNT_ID'
        'AWSUME_PROFILE' 'AWSENV_ROLE' 'AWSENV_ROLE_ARN' 'AWSENV_EXPIRES' 'AWSENV_FROM'
        'AWSENV_COLOUR' 'AWSENV_RESTORE'
    )
}

function '__awsenv_refuse' {
    \builtin printf 'awsenv: error: %s %s: nothing has been changed\nawsenv: hint: %s\n' "$1" "$2" "$3" >&2
}

# A change in the subshell of a pipe or a job ends with it. zsh doesn't tell whether anything uses the change before, so
# awsenv says so and fails. Parentheses and substitutions work.
function '__awsenv_lasts' {
    if [[ "${ZSH_EVAL_CONTEXT-}" == *'cmdsubst'* ]]; then \builtin return 0; fi
    if [[ ! -p '/dev/fd/1' || "/proc/$$/fd/1" -ef '/dev/fd/1' ]]; then
        '__awsenv_is_job' || \builtin return 0
    elif [[ ! -e "/proc/$$/fd/1" && ! -o 'interactive' ]]; then
        # Without /proc (macOS), it may be the pipe that the script itself writes to.
        \builtin return 0
    fi
    \builtin printf 'awsenv: error: that holds in this subshell only, and is lost with it: this is part of a pipe or a job\n' >&2
    \builtin printf 'awsenv: hint: call awsenv before it; or give the role to one command: awsenv exec ROLE COMMAND\n' >&2
    \builtin return 1
}

# Whether this is a job with `&`: in the background of its terminal, or without job control, ignoring Ctrl-C while
# its parent doesn't.
function '__awsenv_is_job' {
    if [[ ! -r '/proc/self/stat' || ! -r "/proc/$$/status" ]]; then \builtin return 1; fi
    \builtin local __awsenv_mine="$(<'/proc/self/status')" __awsenv_above="$(<"/proc/$$/status")"
    \builtin local -a __awsenv_fields # state, parent, process group, session, terminal, the group in its foreground
    __awsenv_fields=("${(@s: :)${"$(<'/proc/self/stat')"##*\) }}")
    if [[ "${__awsenv_fields[5]}" != '0' && "${__awsenv_fields[3]}" != "${__awsenv_fields[6]}" ]]; then
        \builtin return 0
    fi
    # Of the signals, as a hexadecimal number: 2 is SIGINT, 4 SIGQUIT.
    __awsenv_mine="${${__awsenv_mine#*SigIgn:}%%$'\n'*}"
    __awsenv_above="${${__awsenv_above#*SigIgn:}%%$'\n'*}"
    [[ "${__awsenv_mine}" == *[67ef] && "${__awsenv_above}" != *[67ef] ]]
}

# Under MSYS2 a native program can't ask on the terminal (https://github.com/mintty/mintty/issues/56); this shell can.
function '__awsenv_ask' {
    { \builtin printf 'MFA code: ' >'/dev/tty'; } 2>/dev/null || \builtin return 1
    IFS='' \builtin read -r __awsenv_code <'/dev/tty' || \builtin return 1
    [[ -n "${__awsenv_code}" ]]
}

# MSYS2 rewrites words that begin with / when it starts a native program, and one secret in 64 does:
# https://github.com/aws/aws-sam-cli/issues/9193. It must still rewrite paths, as in AWS_CONFIG_FILE.
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
    case "${ZSH_EVAL_CONTEXT-}" in
        (*'equalsubst'*) ;;
        (*'cmdsubst'*|*'outsubst'*) if [[ -e '/dev/fd/1' && ! -p '/dev/fd/1' ]]; then \builtin return 0; fi ;;
        (*) \builtin return 0 ;;
    esac
    \builtin printf '%s\n' "awsenv --ticket ${(j: :)${(@qq)@}}"
    \builtin return 1
}

# =============================================================================
# Ready: awsenv leaves its answers in memory, so that a switch to a cached role starts no process. This chapter reads and
# compares their files (src/credentials/ready/texts.ts), and evaluates nothing of them. If anything differs from what
# awsenv saw, awsenv is asked.

# Whether it has answered the call, with __awsenv_status as awsenv would. Each command of zsh takes four calls of the
# kernel, and each function a piece of memory from it: so there are few of both.
function '__awsenv_ready' {
    if [[ "${AWSENV_READY-}" == '0' || "${ZSH_SUBSHELL-0}" != '0' || -n "${MSYSTEM-}" || -o 'restricted' ]]; then
        \builtin return 1
    fi
    \builtin local __awsenv_name='' __awsenv_text='' __awsenv_directory='' __awsenv_now='' __awsenv_types='' \
        __awsenv_became='is assumed'
    \builtin local -a __awsenv_lines __awsenv_call __awsenv_known __awsenv_names __awsenv_fields
    __awsenv_fields=("${(@s:.:)AWSENV_RESTORE-2.....}")
    if [[ "${AWSENV_RESTORE-}" == *[^A-Za-z0-9_.-]* || "${#__awsenv_fields}${__awsenv_fields[1]}" != '62' ||
        ( -n "${AWSENV_RESTORE-}" && -z "${__awsenv_fields[3]}" ) ]]; then
        \builtin return 1
    fi
    case "$#/${1-}/${2-}" in
        ('1/unset/') __awsenv_name="${__awsenv_fields[3]:+unset}" ;;
        ('2/assume/-')
            \builtin set -- 'assume' "${__awsenv_fields[6]}"
            __awsenv_name="assume=${AWSENV_FROM-}=-=$2"
            ;;
        ([23]'/assume/'*) __awsenv_name="assume=${AWSENV_FROM-}=$2${3+=$3}" ;;
    esac
    # The words have to be plain, and none an option.
    case ":${2-x}:${3-x}:${AWSENV_FROM-x}:" in
        (*[^A-Za-z0-9_.@+:-]*|*'::'*|*':-'*) \builtin return 1 ;;
    esac
    [[ -n "${__awsenv_name}" ]] && '__awsenv_find_call' && '__awsenv_is_current' &&
        '__awsenv_is_unchanged' "${(@)__awsenv_lines[13,-1]}" && '__awsenv_has_session' || \builtin return 1
    if [[ -n "${__awsenv_call[8]}" ]]; then '__awsenv_read_session' "${__awsenv_call[8]}" || \builtin return 1; fi
    if [[ -n "${__awsenv_types}" ]] && ! '__awsenv_can_change'; then
        __awsenv_status=1
    else
        '__awsenv_switch'
    fi
}

# Sets __awsenv_directory to where the call's file is, and __awsenv_lines and __awsenv_call to its lines.
function '__awsenv_find_call' {
    \builtin local __awsenv_pattern
    for __awsenv_directory in "${XDG_RUNTIME_DIR-}/awsenv" "/run/user/${UID}/awsenv" "/dev/shm/awsenv-${UID}"; do
        if [[ "${__awsenv_directory}" == '/awsenv' || ! -e "${__awsenv_directory}/ready/${__awsenv_name}" ]]; then
            \builtin continue
        fi
        # Patterns in variables: under SH_GLOB, zsh would not even parse them.
        __awsenv_text="${(b)__awsenv_directory}(N/Uf700)"
        __awsenv_pattern="${(b)__awsenv_directory}/ready(N/Uf1700)"
        __awsenv_known=(${~__awsenv_text} ${~__awsenv_pattern})
        __awsenv_directory="${__awsenv_directory}/ready"
        [[ "${#__awsenv_known}" == '2' ]] && '__awsenv_read_lines' "${__awsenv_name}" && (( ${#__awsenv_lines} >= 12 )) ||
            \builtin return 1
        __awsenv_call=("${(@)__awsenv_lines[1,12]}")
        \builtin return 0
    done
    \builtin return 1
}

# Sets __awsenv_lines to the lines of a file before its `end`, which a file that is cut short doesn't have.
function '__awsenv_read_lines' {
    __awsenv_text="${(b)__awsenv_directory}/${(b)1}(N.Uf1600)"
    __awsenv_lines=(${~__awsenv_text})
    if [[ "${#__awsenv_lines}" != '1' ]]; then \builtin return 1; fi
    __awsenv_lines=("${(@f)$(<"${__awsenv_lines[1]}")}")
    if [[ "${__awsenv_lines[-1]}" != 'end' || "${__awsenv_lines[1]}" != "awsenv ready 2 $1" ]]; then \builtin return 1; fi
    __awsenv_lines[-1]=()
}

function '__awsenv_read_session' {
    if [[ "$1" != 'session='*'='* || "$1" == *[^A-Za-z0-9=]* ]]; then \builtin return 1; fi
    # Names of variables only: zsh would compute what stands in brackets.
    '__awsenv_read_lines' "$1" && [[ "${#__awsenv_lines}" -gt 2 && "${(j::)${(@)__awsenv_lines[3,-1]%%=*}}" != *[^A-Z_]* ]] ||
        \builtin return 1
    # And a number: zsh would compute anything else.
    __awsenv_text="${(M@)__awsenv_lines:#AWSENV_EXPIRES=*}"
    [[ "${__awsenv_text}" == 'AWSENV_EXPIRES='[0-9]* && "${__awsenv_text#*=}" != *[^0-9]* ]]
}

# Whether the time is left that the call's lines say, and all around the shell is as they say.
function '__awsenv_is_current' {
    if [[ ! -r '/proc/uptime' ]]; then \builtin return 1; fi
    __awsenv_now="${(%):-%D{%s\}}"
    __awsenv_known=("${(@)__awsenv_call[2,4]}" "${${"$(<'/proc/uptime')"}%%.*}" "${__awsenv_now}")
    case "/${(j:/:)__awsenv_known}/" in
        (*[^0123456789/]*|*'//'*) \builtin return 1 ;;
    esac
    if (( ${#__awsenv_known[1]} > 12 || ${#__awsenv_known[2]} > 12 || ${#__awsenv_known[3]} > 12 ||
        __awsenv_now < __awsenv_known[1] || __awsenv_now >= __awsenv_known[2] || __awsenv_known[4] >= __awsenv_known[3] ))
    then
        \builtin return 1
    fi
    __awsenv_text="${HOME+=${HOME}}|${XDG_CONFIG_HOME+=${XDG_CONFIG_HOME}}|${XDG_STATE_HOME+=${XDG_STATE_HOME}}"
    __awsenv_text+="|${XDG_DATA_HOME+=${XDG_DATA_HOME}}|${XDG_RUNTIME_DIR+=${XDG_RUNTIME_DIR}}"
    __awsenv_text+="|${TZ+=${TZ}}|${HTTPS_PROXY+=${HTTPS_PROXY}}|${https_proxy+=${https_proxy}}"
    __awsenv_text+="|${NO_PROXY+=${NO_PROXY}}|${no_proxy+=${no_proxy}}"
    if [[ "${__awsenv_call[5]}" != "${__awsenv_fields[2]}" || "${__awsenv_call[6]}" != "${__awsenv_text}" ]]; then
        \builtin return 1
    fi
    # The program that this shell would run, as in PATH.
    for __awsenv_text in "${(@s.:.)PATH}"; do
        if [[ "${__awsenv_text}" != '/'* ]]; then \builtin return 1; fi
        if [[ -f "${__awsenv_text}/awsenv" && -x "${__awsenv_text}/awsenv" ]]; then
            [[ "${__awsenv_call[7]}" == "${__awsenv_text}/awsenv" ]]
            \builtin return
        fi
    done
    \builtin return 1
}

# Whether the files that the answer depends on lie between their two stamps by time, or aren't there (-), or are (+).
function '__awsenv_is_unchanged' {
    while [[ -n "${2-}" && "$2" -nt "${__awsenv_directory}/$1=a" && "${__awsenv_directory}/$1=b" -nt "$2" ]]; do
        \builtin shift 2
    done
    while [[ "${1-}" == '-' && -n "${2-}" && ! -e "$2" ]]; do \builtin shift 2; done
    while [[ "${1-}" == '+' && -n "${2-}" && -e "$2" ]]; do \builtin shift 2; done
    [[ $# == 0 ]]
}

# Whether the variables are those of this shell's session, if any, each with the value that awsenv gave it, and every other
# one of AWS and of awsenv in this shell changes no answer. Sets __awsenv_types where not all are exported and nothing else.
function '__awsenv_has_session' {
    if [[ -n "${__awsenv_fields[3]}" ]]; then
        '__awsenv_read_session' "session=${__awsenv_fields[3]}=${AWS_ACCESS_KEY_ID-}" || \builtin return 1
        \builtin local __awsenv_line=$'\n'
        __awsenv_text="${__awsenv_fields[4]}${AWS_VAULT+${__awsenv_line}AWS_VAULT=${AWS_VAULT}}"
        __awsenv_text+="${AWS_ACCESS_KEY_ID+${__awsenv_line}AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID}}"
        __awsenv_text+="${AWS_SECRET_ACCESS_KEY+${__awsenv_line}AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}}"
        __awsenv_text+="${AWS_SESSION_TOKEN+${__awsenv_line}AWS_SESSION_TOKEN=${AWS_SESSION_TOKEN}}"
        __awsenv_text+="${AWS_REGION+${__awsenv_line}AWS_REGION=${AWS_REGION}}"
        __awsenv_text+="${AWS_DEFAULT_REGION+${__awsenv_line}AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION}}"
        __awsenv_text+="${AWS_CREDENTIAL_EXPIRATION+${__awsenv_line}AWS_CREDENTIAL_EXPIRATION=${AWS_CREDENTIAL_EXPIRATION}}"
        __awsenv_text+="${AWS_SESSION_EXPIRATION+${__awsenv_line}AWS_SESSION_EXPIRATION=${AWS_SESSION_EXPIRATION}}"
        __awsenv_text+="${AWS_ACCOUNT_ID+${__awsenv_line}AWS_ACCOUNT_ID=${AWS_ACCOUNT_ID}}"
        __awsenv_text+="${AWSUME_PROFILE+${__awsenv_line}AWSUME_PROFILE=${AWSUME_PROFILE}}"
        __awsenv_text+="${AWSENV_ROLE+${__awsenv_line}AWSENV_ROLE=${AWSENV_ROLE}}"
        __awsenv_text+="${AWSENV_ROLE_ARN+${__awsenv_line}AWSENV_ROLE_ARN=${AWSENV_ROLE_ARN}}"
        __awsenv_text+="${AWSENV_EXPIRES+${__awsenv_line}AWSENV_EXPIRES=${AWSENV_EXPIRES}}"
        __awsenv_text+="${AWSENV_FROM+${__awsenv_line}AWSENV_FROM=${AWSENV_FROM}}"
        __awsenv_text+="${AWSENV_COLOUR+${__awsenv_line}AWSENV_COLOUR=${AWSENV_COLOUR}}"
        if [[ "${__awsenv_text}" != "${(F)__awsenv_lines[2,-1]}" ]]; then \builtin return 1; fi
        __awsenv_names=("${(@)__awsenv_lines[3,-1]%%=*}" 'AWSENV_RESTORE')
    fi
    __awsenv_known=(
        'AWSENV_PICKER' 'AWSENV_PROMPT' 'AWSENV_READY' 'AWSENV_RENEW' 'AWSENV_SHELL' 'AWS_CLI_AUTO_PROMPT'
        'AWS_DEFAULT_OUTPUT' 'AWS_EXECUTION_ENV' 'AWS_MAX_ATTEMPTS' 'AWS_PAGER' 'AWS_RETRY_MODE' "${__awsenv_names[@]}"
    )
    # Names, and what each is.
    __awsenv_lines=("${(@kv)parameters[(I)(AWS|AMAZON_)*]}")
    __awsenv_lines=(${${__awsenv_lines:|__awsenv_known}:#'scalar-export'})
    if [[ "${#__awsenv_lines}" != '0' ]]; then
        __awsenv_types="${__awsenv_lines[*]}"
        __awsenv_lines=(${(k)parameters[(I)(AWS|AMAZON_)*]})
        __awsenv_lines=(${__awsenv_lines:|__awsenv_known})
    fi
    [[ "${#__awsenv_lines}" == '0' ]]
}

# Puts the session of __awsenv_lines in the place of what this shell has, and says so.
function '__awsenv_switch' {
    \builtin local __awsenv_role="${AWSENV_ROLE-}"
    if [[ "${AWSENV_ROLE_ARN-}" == "${__awsenv_call[11]}" ]] && (( ${AWSENV_EXPIRES-0} > __awsenv_now )); then
        __awsenv_became='was active already, and is assumed anew'
        if [[ "${__awsenv_call[8]}" == *"=${AWS_ACCESS_KEY_ID-}" ]]; then __awsenv_became='is active already'; fi
    fi
    if [[ "${#__awsenv_names}" != '0' ]]; then \builtin unset -v "${__awsenv_names[@]}" || \builtin return 1; fi
    if [[ -n "${__awsenv_call[8]}" ]]; then
        __awsenv_text="2.${__awsenv_fields[2]}.${${__awsenv_call[8]#session=}%=*}.${__awsenv_lines[2]}.${__awsenv_call[9]}"
        if [[ -z "${__awsenv_fields[5]}" || "${__awsenv_fields[5]}" == "${__awsenv_call[9]}" ]]; then
            __awsenv_text+=".${__awsenv_fields[6]}"
        else
            __awsenv_text+=".${__awsenv_fields[5]}"
        fi
        \builtin export "${(@)__awsenv_lines[3,-1]}" "AWSENV_RESTORE=${__awsenv_text}"
        '__awsenv_tell_left' "$(( AWSENV_EXPIRES - __awsenv_now ))"
    else
        \builtin printf 'awsenv: %s has left this shell, whose environment now has no credentials\n' "${__awsenv_role}" >&2
    fi
    if [[ -o 'interactive' ]]; then
        __awsenv_set="${AWS_PROFILE-}|${AWS_REGION-}|${AWS_DEFAULT_REGION-}|${AWS_ACCESS_KEY_ID-}"
    fi
}

function '__awsenv_tell_left' {
    __awsenv_text="$(( $1 / 60 ))m"
    if (( $1 >= 3600 )); then
        __awsenv_text="$(( $1 / 3600 ))h"
        if (( $1 % 3600 >= 60 )); then __awsenv_text+=" $(( $1 % 3600 / 60 ))m"; fi
    fi
    \builtin printf 'awsenv: %s %s (%s), until %s (%s)\n' "${__awsenv_call[10]}" "${__awsenv_became}" \
        "${__awsenv_call[11]}" "${__awsenv_call[12]}" "${__awsenv_text}" >&2
}

# =============================================================================
# Prompt: the role, and how long it lasts. For a prompt of one's own, with `setopt prompt_subst`, "${__awsenv_ps1}" is
# the segment with a blank after it, or nothing; AWSENV_PROMPT=0 then leaves PROMPT alone.

# Runs before each prompt. It starts no process and writes no file, except for the renewal.
function '__awsenv_prompt' {
    if [[ -z "${__awsenv_completes-}" && "${+functions[compdef]}" == '1' ]]; then '__awsenv_register_completion'; fi
    if [[ -n "${__awsenv_set-}" ]]; then '__awsenv_compare'; fi
    if [[ ! -o 'prompt_percent' ]]; then \builtin return 0; fi
    if [[ -z "${AWSENV_ROLE-}${__awsenv_ps1-}" && "${PROMPT-}" == *'%91v'* && "${AWSENV_PROMPT-}" != '0' &&
        "${precmd_functions[*]}" == *'__awsenv_prompt' ]]; then
        \builtin return 0
    fi
    \builtin emulate -L 'zsh'
    # emulate doesn't reset this option: under force_float, divisions have fractions.
    \builtin setopt 'no_xtrace' 'no_all_export' 'no_err_exit' 'no_err_return' 'no_force_float'
    '__awsenv_come_last'
    \builtin local __awsenv_left=''
    if [[ -n "${AWSENV_ROLE-}" ]]; then
        '__awsenv_count'
        '__awsenv_renew'
        '__awsenv_segment'
    else
        '__awsenv_show' '' '' '' ''
    fi
    if [[ "${PROMPT-}" != *'%91v'* || "${AWSENV_PROMPT-}" == '0' ]]; then '__awsenv_place'; fi
}

# A variable that was set for the call alone has come back as it was before.
function '__awsenv_compare' {
    \builtin emulate -L 'zsh'
    if [[ "${__awsenv_set}" != "${AWS_PROFILE-}|${AWS_REGION-}|${AWS_DEFAULT_REGION-}|${AWS_ACCESS_KEY_ID-}" ]]; then
        \builtin printf 'awsenv: warning: AWS_PROFILE, AWS_REGION or the key is not what awsenv has just set\n' >&2
        \builtin printf 'awsenv: hint: AWS_REGION=x awsenv assume is for one call, and is taken back: use --region or --from\n' >&2
    fi
    __awsenv_set=''
}

# Sets __awsenv_left to the seconds left of the session, or to nothing if AWSENV_EXPIRES isn't a number: anybody
# can set it, and arithmetic would run a command in it. The clock is the prompt's own.
function '__awsenv_count' {
    __awsenv_left=''
    case "${AWSENV_EXPIRES-}" in
        (''|*[!0123456789]*|?????????????*) ;;
        (*) __awsenv_left="$(( 10#${AWSENV_EXPIRES} - ${(%):-%D{%s\}} ))" ;;
    esac
}

# Renews a role five minutes before its end: once, with the login session at hand, within 2 s, and without a
# question. Running programs keep their old credentials.
function '__awsenv_renew' {
    if [[ -z "${AWSENV_ROLE_ARN-}" || "${AWSENV_RENEW-}" == '0' || -z "${__awsenv_left}" ]]; then \builtin return 0; fi
    if (( __awsenv_left <= 0 || __awsenv_left >= 300 )); then \builtin return 0; fi
    if [[ "${AWSENV_EXPIRES}" == "${__awsenv_tried-}" ]]; then \builtin return 0; fi
    __awsenv_tried="${AWSENV_EXPIRES}"
    if [[ "${+commands[awsenv]}" == '1' ]]; then 'awsenv' 'renew' </dev/null || \builtin true; fi
    # What differs at the next prompt, the user or direnv has changed.
    __awsenv_set=''
    '__awsenv_count'
}

# The role in its account's colour, if any, and the time as in `awsenv status`.
function '__awsenv_segment' {
    \builtin local __awsenv_time='?' __awsenv_colour='red'
    if [[ -n "${__awsenv_left}" ]]; then
        \builtin local __awsenv_hours="$(( __awsenv_left / 3600 ))" __awsenv_minutes="$(( __awsenv_left % 3600 / 60 ))"
        if (( __awsenv_left >= 300 )); then __awsenv_colour='yellow'; fi
        if (( __awsenv_left >= 900 )); then __awsenv_colour='green'; fi
        if (( __awsenv_left <= 0 )); then
            __awsenv_time='expired'
        elif (( __awsenv_left < 60 )); then
            __awsenv_time="${__awsenv_left}s"
        elif (( __awsenv_hours == 0 )); then
            __awsenv_time="${__awsenv_minutes}m"
        else
            __awsenv_time="${__awsenv_hours}h"
            if (( __awsenv_minutes > 0 )); then __awsenv_time="${__awsenv_time} ${__awsenv_minutes}m"; fi
        fi
    fi
    \builtin local __awsenv_role="${${AWSENV_ROLE[1,256]}//[[:cntrl:]]/?}"
    '__awsenv_printable'
    __awsenv_role="(${__awsenv_role}"
    __awsenv_time=" ${__awsenv_time})"
    if [[ -n "${NO_COLOR-}" || "${TERM:-dumb}" == 'dumb' ]]; then
        '__awsenv_show' '' '' "${__awsenv_role}${__awsenv_time}" ''
    elif [[ "${AWSENV_COLOUR-}" != *' '* && ' red green yellow blue magenta cyan ' == *" ${AWSENV_COLOUR:-?} "* ]]; then
        '__awsenv_show' "${__awsenv_role}" "${AWSENV_COLOUR}" "${__awsenv_time}" "${__awsenv_colour}"
    else
        '__awsenv_show' '' '' "${__awsenv_role}${__awsenv_time}" "${__awsenv_colour}"
    fi
}

# Puts ? for bidirectional controls and zero-width characters in __awsenv_role, which would hide or reorder text. By
# bytes, in any locale.
function '__awsenv_printable' {
    \builtin emulate -L 'zsh'
    \builtin setopt 'no_multibyte'
    if [[ "${__awsenv_role}" != *[$'\xc2'$'\xd8'$'\xe2'$'\xef']* ]]; then \builtin return 0; fi
    __awsenv_role="${__awsenv_role//($'\xc2'[$'\x80'-$'\x9f']|$'\xd8\x9c'|$'\xef\xbb\xbf')/?}"
    __awsenv_role="${__awsenv_role//($'\xe2\x80'[$'\x8b'-$'\x8f'$'\xa8'-$'\xae']|$'\xe2\x81'[$'\xa0'-$'\xaf'])/?}"
}

# Sets __awsenv_ps1 to two texts, each with its colour or none, and puts them into the places in psvar that have these
# colours; PROMPT shows each as it stands.
function '__awsenv_show' {
    \builtin local __awsenv_old="${__awsenv_ps1}"
    __awsenv_ps1="${1:+%F{$2\}}${1//\%/%%}${1:+%f}${4:+%F{$4\}}${3//\%/%%}${4:+%f}${3:+ }"
    if [[ "${__awsenv_ps1}" == "${__awsenv_old}" && -n "${psvar[91]-}${psvar[92]-}${psvar[93]-}${psvar[94]-}" ]]; then
        \builtin return 0
    fi
    psvar[91,100]=('' '' '' '' '' '' '' '' '' '')
    case "$2" in
        ('red') psvar[95]="$1" ;;
        ('green') psvar[96]="$1" ;;
        ('yellow') psvar[97]="$1" ;;
        ('blue') psvar[98]="$1" ;;
        ('magenta') psvar[99]="$1" ;;
        ('cyan') psvar[100]="$1" ;;
    esac
    case "$4" in
        ('green') psvar[92]="$3" ;;
        ('yellow') psvar[93]="$3" ;;
        ('red') psvar[94]="$3" ;;
        (*) psvar[91]="$3" ;;
    esac
}

# Puts a reference to the segment into PROMPT, so that nothing in a role's name is expanded and PROMPT changes only once; or
# removes it.
function '__awsenv_place' {
    \builtin local __awsenv_reference='%(95V.%F{red}%95v%f.)%(96V.%F{green}%96v%f.)%(97V.%F{yellow}%97v%f.)'
    __awsenv_reference+='%(98V.%F{blue}%98v%f.)%(99V.%F{magenta}%99v%f.)%(100V.%F{cyan}%100v%f.)'
    __awsenv_reference+='%(91V.%91v .)%(92V.%F{green}%92v%f .)%(93V.%F{yellow}%93v%f .)%(94V.%F{red}%94v%f .)'
    if '__awsenv_is_silent'; then
        if [[ "${PROMPT-}" == *"${__awsenv_reference}"* ]]; then PROMPT="${PROMPT/"${__awsenv_reference}"/}"; fi
    elif [[ -n "${precmd_functions[(r)_p9k_precmd]}" ]]; then
        '__awsenv_place_in_p10k'
    elif [[ -n "${prompt_newline-}" && "${PROMPT-}" == *"${prompt_newline-}"* && "${PROMPT-}" != *__awsenv_ps1* ]]; then
        # pure rebuilds all but the last line at any moment (https://github.com/sindresorhus/pure).
        PROMPT="${PROMPT%"${prompt_newline}"*}${prompt_newline}${__awsenv_reference}${PROMPT##*"${prompt_newline}"}"
    elif [[ "${PROMPT-}" != *__awsenv_ps1* && "${(t)PROMPT}" != *'readonly'* ]]; then
        PROMPT="${__awsenv_reference}${PROMPT-}"
    fi
}

# powerlevel10k rebuilds PROMPT from elements at each prompt, after everything else. The segment is then an element, in
# p10k's own way (https://github.com/romkatv/powerlevel10k). Without a configuration, its wizard asks first.
function '__awsenv_place_in_p10k' {
    if [[ "${+POWERLEVEL9K_LEFT_PROMPT_ELEMENTS}" == '0' && "${__p9k_configured-0}" == '0' ]]; then \builtin return 0; fi
    case " ${POWERLEVEL9K_LEFT_PROMPT_ELEMENTS[*]-} ${POWERLEVEL9K_RIGHT_PROMPT_ELEMENTS[*]-} " in
        (*' awsenv '*|*' awsenv_joined '*) \builtin return 0 ;;
    esac
    if [[ "${+functions[prompt_awsenv]}" == '0' ]]; then
        function 'prompt_awsenv' {
            if [[ -n "${__awsenv_ps1-}" ]] && ! '__awsenv_is_silent'; then 'p10k' 'segment' '-t' "${__awsenv_ps1% }"; fi
        }
    fi
    if [[ "${+POWERLEVEL9K_LEFT_PROMPT_ELEMENTS}" == '0' ]]; then
        \builtin typeset -ga POWERLEVEL9K_LEFT_PROMPT_ELEMENTS
        POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=('context' 'dir' 'vcs')
    fi
    POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=('awsenv' "${POWERLEVEL9K_LEFT_PROMPT_ELEMENTS[@]}")
    if [[ "${+functions[p10k]}" == '1' ]]; then 'p10k' 'reload'; fi
}

# Runs after everything that rebuilds PROMPT, and before powerlevel10k and VS Code's marks, which finish it.
function '__awsenv_come_last' {
    \builtin local -a __awsenv_after
    __awsenv_after=('__awsenv_prompt' ${(M)precmd_functions:#(__vsc_precmd|_p9k_precmd)})
    if [[ "${precmd_functions[*]}" != *"${__awsenv_after[*]}" ]]; then
        precmd_functions=(${precmd_functions:#(__awsenv_prompt|__vsc_precmd|_p9k_precmd)} "${__awsenv_after[@]}")
    fi
}

# starship shows the role itself. STARSHIP_SHELL proves nothing about this shell: it is inherited.
function '__awsenv_is_silent' {
    case "${AWSENV_PROMPT-}" in
        ('0') \builtin return 0 ;;
        ('1') \builtin return 1 ;;
    esac
    if [[ -z "${__awsenv_beside-}" ]]; then
        __awsenv_beside='nothing'
        if [[ "${+functions[prompt_starship_precmd]}${+functions[starship_precmd]}" != '00' ]]; then
            __awsenv_beside='starship'
        fi
    fi
    [[ "${__awsenv_beside}" == 'starship' ]]
}

function '__awsenv_register' {
    \builtin emulate -L 'zsh'
    \builtin typeset -g +x __awsenv_set='' __awsenv_ps1='' __awsenv_tried='' __awsenv_beside='' __awsenv_completes=''
    \builtin typeset -ga precmd_functions
    '__awsenv_come_last'
}

# =============================================================================
# Completion: the first Tab asks the binary for the completion, which replaces this function.

function '__awsenv_complete' {
    \builtin emulate -L 'zsh'
    \builtin setopt 'no_aliases'
    if [[ -o 'restricted' ]]; then \builtin return 0; fi
    {
        \builtin eval "$(\builtin command 'awsenv' '--hook=zsh' 'completion' 'zsh' </dev/null)"
        if \builtin functions '_awsenv' >/dev/null; then '_awsenv'; fi
    } 2>/dev/null
}

# Waits for compdef: compinit may run later in the start-up files, or at a later prompt.
function '__awsenv_register_completion' {
    __awsenv_completes=1
    'compdef' '__awsenv_complete' 'awsenv'
}

if [[ -o 'interactive' ]]; then '__awsenv_register'; fi
