# shellcheck shell=bash
# awsenv for bash 3.2 and later. In ~/.bashrc: source /path/to/awsenv.bash
# Builtins are called as \builtin NAME, past aliases and functions of the same name. The user's own traps,
# options, IFS and variables are neither changed nor relied on.

# Under `set -a` this file's variables and functions would be exported, and a child would get half a hook.
if [[ $- == *a* ]]; then
    \builtin set +a
    __awsenv_allexport=a
else
    __awsenv_allexport=''
fi

# =============================================================================
# Wrapper: only this shell itself can put a role into its environment.

# An alias would replace the function, even in its definition.
\builtin unalias awsenv 2>&- || \builtin true

function awsenv() {
    # Under `set -k` any word like name=value is an assignment, even in this file's calls of builtins.
    if [[ $- == *k* ]]; then
        \builtin set +k
        if awsenv "$@"; then \builtin set -- 0; else \builtin set -- "$?"; fi
        \builtin set -k
        \builtin return "$1"
    fi
    if [[ -z ${__awsenv_hook-} ]]; then
        # A copy of only this function, as `export -f awsenv` makes it.
        \builtin printf 'awsenv: error: this shell has a part of the hook only: nothing has been changed\n' >&2
        \builtin printf "awsenv: hint: source awsenv.bash in this shell, or run: eval \"\$(command awsenv init bash)\"\n" >&2
        \builtin return 1
    fi
    __awsenv_wrap "$@" || \builtin return "$?"
    \builtin return 0
}

# Tells the whole hook from a copy of its function. Neither is ever exported.
\builtin unset -v __awsenv_has_ticket
__awsenv_hook=bash
\builtin export -n __awsenv_hook

# bash copies all words of a function at each call, and looks for a name in the local variables of one function after the
# other. So this one and the last have few words, and no local variables in a switch.
function __awsenv_wrap() {
    if [[ ${1-} == --ticket ]]; then
        \builtin local __awsenv_has_ticket=1
        \builtin shift
    fi
    # A trace would show the secrets.
    if [[ $- != *[xv]* ]]; then
        if __awsenv_ready "$@"; then \builtin return 0; elif [[ $? == 4 ]]; then \builtin return 1; fi
    fi
    if __awsenv_is_change "$@"; then __awsenv_change_untraced "$@"; else __awsenv_pass "$@"; fi
}

function __awsenv_pass() {
    # Without words, awsenv says whether there is a hook; doctor says whether it has the right version.
    if [[ $# == 0 ]]; then \builtin set -- --hook=bash; fi
    if [[ ${1-} == doctor ]]; then \builtin set -- --hook=bash@0.2.0 "$@"; fi
    # A restricted shell has no exec.
    if [[ $- == *r* ]]; then
        \builtin command awsenv "$@"
        \builtin return
    fi
    (\builtin exec awsenv "$@")
}

function __awsenv_change_untraced() {
    \builtin local __awsenv_is_unsure='' __awsenv_trace='' __awsenv_status=0
    [[ -n ${__awsenv_has_ticket-} ]] || __awsenv_ticket "$@" || \builtin return 75
    # A trace would show the secrets, so it is off while they are here. (Ctrl-C at a question leaves it
    # off: `local -`, which would restore it then too, needs bash 4.4.)
    if [[ $- == *x* ]]; then __awsenv_trace=x; fi
    if [[ $- == *v* ]]; then __awsenv_trace="${__awsenv_trace}v"; fi
    \builtin set +xv
    __awsenv_answer "$@" || __awsenv_status=$?
    if [[ -n ${__awsenv_trace} ]]; then \builtin set "-${__awsenv_trace}"; fi
    \builtin return "${__awsenv_status}"
}

function __awsenv_answer() {
    if [[ -n ${__awsenv_trace} ]]; then
        if __awsenv_ready "$@"; then \builtin return 0; elif [[ $? == 4 ]]; then \builtin return 1; fi
    fi
    __awsenv_change "$@"
}

# Whether a call changes the environment. A call for help or for text doesn't.
function __awsenv_is_change() {
    case ${1-} in
        login | assume | unset | clear | renew) ;;
        *) \builtin return 1 ;;
    esac
    \builtin local __awsenv_word
    for __awsenv_word in "$@"; do
        case ${__awsenv_word} in
            -h | --help | --print | --format | --format=* | --shell | --shell=*) \builtin return 1 ;;
            *) ;;
        esac
    done
}

# Runs the binary and evaluates its whole output if it succeeded and the last word is there; else nothing.
function __awsenv_change() {
    \builtin local __awsenv_text='' __awsenv_status=0 __awsenv_code=''
    # The list keeps `set -e` and an ERR trap out of the substitution.
    __awsenv_text=$(__awsenv_run "$@" || \builtin exit) || __awsenv_status=$?
    if [[ -n ${MSYSTEM-} ]]; then
        if [[ ${__awsenv_status} == 75 && ${1-} != renew ]] && __awsenv_ask; then
            __awsenv_status=0
            __awsenv_text=$(__awsenv_run "$@" || \builtin exit) || __awsenv_status=$?
        fi
        __awsenv_text=${__awsenv_text//$'\r'/}
        __awsenv_keep_from_msys
    fi
    case ${__awsenv_text} in
        '{ '*'&& :; }')
            if [[ ${__awsenv_status} == 0 ]]; then
                \builtin eval "${__awsenv_text}" || __awsenv_status=$?
                if [[ ${__awsenv_status} == 0 && ${BASH_SUBSHELL-0} != 0 ]]; then __awsenv_watch; fi
            fi
            ;;
        # Truncated, or complete after output of a DEBUG trap: it may have secrets.
        '{'* | *'&& :; }')
            if [[ ${__awsenv_status} == 0 ]]; then
                \builtin printf 'awsenv: the answer has come damaged: nothing is changed\n' >&2
                __awsenv_status=1
            fi
            ;;
        ?*) \builtin printf '%s\n' "${__awsenv_text}" ;;
        *) ;;
    esac
    \builtin return "${__awsenv_status}"
}

# --hook says who calls. It is a word, since other callers of awsenv would inherit a variable.
function __awsenv_run() {
    __awsenv_can_change "$@" || \builtin return 1
    if [[ -n ${__awsenv_code} ]]; then
        \builtin printf '%s\n' "${__awsenv_code}" | \builtin command awsenv --hook=bash "$@" --mfa-stdin
    else
        \builtin command awsenv --hook=bash "$@"
    fi
}

# Whether a change stays. It doesn't if a variable is readonly, set only for this call (`AWS_REGION=x awsenv
# assume`), or local to the caller, in which case the global one is another. Runs in a substitution, since it tries it.
function __awsenv_can_change() {
    case ${1-} in
        unset | clear) if [[ -z ${AWSENV_ROLE-}${AWSENV_EXPIRES-}${AWSENV_RESTORE-} ]]; then \builtin return 0; fi ;;
        *) ;;
    esac
    __awsenv_with_managed __awsenv_can_change_all
}

function __awsenv_can_change_all() {
    \builtin local __awsenv_name __awsenv_value __awsenv_is_set
    for __awsenv_name in "$@"; do
        if ! __awsenv_is_writable "${__awsenv_name}"; then
            __awsenv_refuse "${__awsenv_name}" 'is readonly in this shell' 'awsenv exec gives a role to one command'
            \builtin return 1
        fi
        if [[ -n ${!__awsenv_name+set} ]] && ! __awsenv_is_exported "${__awsenv_name}"; then
            __awsenv_refuse "${__awsenv_name}" 'is set and not exported, and could not come back' 'export it, or unset it'
            \builtin return 1
        fi
        if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 402)); then \builtin continue; fi
        # A different value, in digits since an integer may only take those. It is visible unless another variable hides it.
        __awsenv_value=${!__awsenv_name-} __awsenv_is_set=${!__awsenv_name+set}
        \builtin declare -g "${__awsenv_name}=1${__awsenv_value%%[!1]*}"
        if [[ ${!__awsenv_name-} != "1${__awsenv_value%%[!1]*}" ]]; then
            __awsenv_refuse "${__awsenv_name}" 'is set for this call alone, or local to a function' \
                'export it before the call; --region and --from are for one call'
            \builtin return 1
        fi
        if [[ -n ${__awsenv_is_set} ]]; then
            \builtin declare -g "${__awsenv_name}=${__awsenv_value}"
        else
            \builtin unset -v "${__awsenv_name}"
        fi
    done
}

# Before bash 4.4 only another process could tell.
function __awsenv_is_exported() {
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then \builtin return 0; fi
    [[ ${!1@a} == *x* ]]
}

# Runs a command with the names of all variables that awsenv sets and unsets.
function __awsenv_with_managed() {
    "$@" AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_DELEGATION_TOKEN \
        AWS_CREDENTIAL_SCOPE AWS_ACCESS_KEY AWS_SECRET_KEY AMAZON_ACCESS_KEY_ID \
        AMAZON_SECRET_ACCESS_KEY AMAZON_SESSION_TOKEN AWS_ROLE_ARN AWS_ROLE_SESSION_NAME \
        AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_CREDENTIALS_RELATIVE_URI \
        AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_AUTHORIZATION_TOKEN \
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE AWS_VAULT AWSU_PROFILE AWS_SSO_PROFILE \
        AWSUME_EXPIRATION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION \
        AWS_DEFAULT_REGION AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_ACCOUNT_ID \
        AWSUME_PROFILE AWSENV_ROLE AWSENV_ROLE_ARN AWSENV_EXPIRES AWSENV_FROM AWSENV_COLOUR \
        AWSENV_RESTORE
}

function __awsenv_refuse() {
    \builtin printf 'awsenv: error: %s %s: nothing has been changed\nawsenv: hint: %s\n' "$1" "$2" "$3" >&2
}

# A change in a subshell (a pipe, a job or parentheses) ends with it. If nothing used the change, that is an
# error. Only the subshell's end can know, by an EXIT trap; the user's own trap there stays, and then nothing tells. A child
# process used it: `(awsenv assume x; (command))`. (In POSIX mode that trap would interrupt a `wait`.)
function __awsenv_watch() {
    if [[ -n ${__awsenv_is_unsure-} ]]; then \builtin return 0; fi
    # Until a subshell sets or resets a trap, it shows its parent's traps. (Nobody traps this signal.)
    \builtin trap - URG
    # POSIX mode also lists unset traps, without quotes.
    if [[ $(\builtin trap -p EXIT CHLD || \builtin true) == *"trap -- '"* ]]; then \builtin return 0; fi
    \builtin trap '__awsenv_end "${BASH_COMMAND}"' EXIT
    if [[ :${SHELLOPTS}: != *:posix:* ]]; then \builtin trap '\builtin trap - CHLD EXIT' CHLD; fi
}

# At the end of a subshell, its last command is the wrapper's own if nothing used the change.
function __awsenv_end() {
    if [[ $1 != '\builtin return '* ]]; then \builtin return 0; fi
    \builtin printf 'awsenv: error: the change is lost: it was made in a subshell (a pipe, a job or parentheses), which has ended\n' >&2
    \builtin printf 'awsenv: hint: call awsenv outside of it, and give it a code by: awsenv assume ROLE --mfa-stdin < <(command)\n' >&2
    \builtin exit 1
}

# Under MSYS2 a native program can't ask on the terminal (https://github.com/mintty/mintty/issues/56); this shell can.
function __awsenv_ask() {
    { \builtin printf 'MFA code: ' >/dev/tty; } 2>/dev/null || \builtin return 1
    IFS='' \builtin read -r __awsenv_code </dev/tty || \builtin return 1
    [[ -n ${__awsenv_code} ]]
}

# MSYS2 rewrites words that begin with / when it starts a native program, and one secret in 64 does:
# https://github.com/aws/aws-sam-cli/issues/9193. It must still rewrite paths, as in AWS_CONFIG_FILE.
function __awsenv_keep_from_msys() {
    \builtin local __awsenv_names='AWS_SECRET_ACCESS_KEY;AWS_SESSION_TOKEN;AWSENV_'
    case ";${MSYS2_ENV_CONV_EXCL-};" in
        *";${__awsenv_names};"*) ;;
        *) \builtin export MSYS2_ENV_CONV_EXCL="${MSYS2_ENV_CONV_EXCL:+${MSYS2_ENV_CONV_EXCL};}${__awsenv_names}" ;;
    esac
}

# In `eval "$(awsenv assume x)"` this is a subshell, where a role would be lost. So the answer is the call itself, a
# ticket, which the eval runs in the right shell; and the call fails, so that `$(awsenv assume x && next)` stops there.
# If nobody can know who reads, it prints the ticket and makes the call too.
function __awsenv_ticket() {
    if [[ ${BASH_SUBSHELL-0} == 0 ]]; then \builtin return 0; fi
    if [[ -e /dev/fd/1 && ! -p /dev/fd/1 ]]; then \builtin return 0; fi
    \builtin local __awsenv_captured=0
    __awsenv_is_captured || __awsenv_captured=$?
    if [[ ${__awsenv_captured} == 1 ]]; then \builtin return 0; fi
    if [[ ${__awsenv_captured} == 2 ]]; then __awsenv_is_unsure=1; fi
    \builtin local __awsenv_word __awsenv_quote="'" __awsenv_call='awsenv --ticket'
    for __awsenv_word in "$@"; do
        __awsenv_call="${__awsenv_call} '"
        while [[ ${__awsenv_word} == *"${__awsenv_quote}"* ]]; do
            __awsenv_call="${__awsenv_call}${__awsenv_word%%"${__awsenv_quote}"*}'\\''"
            __awsenv_word=${__awsenv_word#*"${__awsenv_quote}"}
        done
        __awsenv_call="${__awsenv_call}${__awsenv_word}'"
    done
    \builtin printf '%s\n' "${__awsenv_call}"
    [[ ${__awsenv_captured} == 2 ]]
}

# Whether a shell above this subshell, up to the user's own, reads its output: 0 it does,
# 1 none does, 2 unknown: macOS has no /proc, and Cygwin's has no fdinfo.
function __awsenv_is_captured() {
    \builtin local __awsenv_state='' __awsenv_parent='' __awsenv_pid __awsenv_try __awsenv_fd
    if [[ ! -r /proc/self/fdinfo/1 ]]; then \builtin return 2; fi
    __awsenv_stat self || \builtin return 2
    while \builtin true; do
        __awsenv_pid=${__awsenv_parent}
        if [[ ! -r /proc/${__awsenv_pid}/fd ]]; then \builtin return 2; fi
        # A shell that starts `awsenv assume x | cat` also has the reading end until cat runs. Later it sleeps.
        for ((__awsenv_try = 0; __awsenv_try < 1000; __awsenv_try++)); do
            __awsenv_stat "${__awsenv_pid}" || \builtin return 2
            if [[ ${__awsenv_state} != [RD] ]]; then \builtin break; fi
        done
        # By number, since `set -f` switches globbing off.
        for ((__awsenv_fd = 0; __awsenv_fd < 256; __awsenv_fd++)); do
            if __awsenv_reads "${__awsenv_pid}" "${__awsenv_fd}"; then \builtin return 0; fi
        done
        if [[ ${__awsenv_pid} == "$$" || ! /proc/${__awsenv_pid}/fd/1 -ef /dev/fd/1 ]]; then \builtin return 1; fi
    done
}

# Sets __awsenv_state and __awsenv_parent to the state and the parent of a process.
function __awsenv_stat() {
    \builtin local __awsenv_line
    if [[ ! -r /proc/$1/stat ]]; then \builtin return 1; fi
    IFS='' \builtin read -r __awsenv_line <"/proc/$1/stat" || \builtin return 1
    __awsenv_line=${__awsenv_line##*) } # past "PID (NAME) ", and NAME can be anything
    __awsenv_state=${__awsenv_line%% *}
    __awsenv_line=${__awsenv_line#* }
    __awsenv_parent=${__awsenv_line%% *}
}

# Whether a descriptor of a process is the reading end of the pipe at this shell's stdout.
function __awsenv_reads() {
    \builtin local __awsenv_line=''
    if [[ ! /proc/$1/fd/$2 -ef /dev/fd/1 || ! -r /proc/$1/fdinfo/$2 ]]; then \builtin return 1; fi
    {
        IFS='' \builtin read -r __awsenv_line # pos: 0
        IFS='' \builtin read -r __awsenv_line # flags: octal, and O_RDONLY is 0 in the last digit
    } <"/proc/$1/fdinfo/$2"
    [[ ${__awsenv_line} == flags:*0 ]]
}

# =============================================================================
# Ready: awsenv leaves its answers in memory, so that a switch to a cached role starts no process. This chapter reads and
# compares their files (src/credentials/ready/texts.ts), and evaluates nothing of them. If anything differs from what
# awsenv saw, awsenv is asked.

# Answers the call: 0, or 4 if it has refused it, or another status if awsenv has to be asked. All local variables are here,
# and long values stand without quotes where bash neither splits nor matches them: quotes take it as long again.
function __awsenv_ready() {
    if [[ ${AWSENV_READY-} == 0 || ${BASH_SUBSHELL-0} != 0 || $- == *r* || -n ${MSYSTEM-} ||
        ${BASH_VERSION-} == [123].* || ${BASH_VERSION-} == 4.[01].* ]]; then \builtin return 1; fi
    # shellcheck disable=SC2050
    if [[ a == A ]]; then
        __awsenv_ready_by_case "$@"
        \builtin return
    fi
    # A function of the user's may have local variables, and bash doesn't tell.
    if [[ ${FUNCNAME[-1]} != awsenv && ${FUNCNAME[-2]}/${FUNCNAME[-1]}/${BASH_LINENO[-1]} != awsenv/main/0 ]]; then
        \builtin return 1
    fi
    \builtin local IFS=$'\n' __awsenv_name='' __awsenv_text='' __awsenv_directory='' __awsenv_now='' __awsenv_up='' \
        __awsenv_known=0 __awsenv_lines='' __awsenv_written='' __awsenv_kept='' __awsenv_id='' __awsenv_target='' \
        __awsenv_previous='' || \builtin return 1
    if [[ -n ${AWSENV_RESTORE-} ]]; then __awsenv_split_restore || \builtin return 1; fi
    case "$#/${1-}/${2-}" in
        1/unset/)
            if [[ -z ${__awsenv_id} ]]; then \builtin return 1; fi
            __awsenv_name='unset'
            ;;
        2/assume/-)
            \builtin set -- assume "${__awsenv_previous}"
            __awsenv_name="assume=${AWSENV_FROM-}=-=$2"
            ;;
        [23]/assume/*) __awsenv_name="assume=${AWSENV_FROM-}=$2${3+=$3}" ;;
        *) \builtin return 1 ;;
    esac
    # The words have to be plain, and none an option.
    case ":${2-x}:${3-x}:${AWSENV_FROM-x}:x${__awsenv_target}${__awsenv_previous}" in
        *[!A-Za-z0-9_.@+:-]* | *::* | *:-*) \builtin return 1 ;;
        *) ;;
    esac
    __awsenv_find_call && __awsenv_is_current && __awsenv_is_unchanged "${__awsenv_lines[@]:12}" || \builtin return 1
    \builtin set -- "${__awsenv_lines[@]:7:5}"
    if [[ -n ${__awsenv_id} ]]; then __awsenv_has_session || \builtin return 1; fi
    __awsenv_knows_all || \builtin return 1
    if [[ -n $1 ]]; then __awsenv_read_session "$1" || \builtin return 1; fi
    __awsenv_switch "$@"
}

# Under `shopt -s nocasematch`, == would find upper and lower case equal.
function __awsenv_ready_by_case() {
    \builtin shopt -u nocasematch
    if __awsenv_ready "$@"; then \builtin set -- 0; else \builtin set -- "$?"; fi
    \builtin shopt -s nocasematch
    \builtin return "$1"
}

# Splits AWSENV_RESTORE, which is 2.KEPT.ID.WRITTEN.TARGET.PREVIOUS and has nothing that could be a pattern for files.
function __awsenv_split_restore() {
    if [[ ${AWSENV_RESTORE} == *[*?[\\]* ]]; then \builtin return 1; fi
    IFS=.
    # shellcheck disable=SC2086
    \builtin set -- ${AWSENV_RESTORE}
    IFS=$'\n'
    __awsenv_kept=${2-} __awsenv_id=${3-} __awsenv_written=${4-} __awsenv_target=${5-} __awsenv_previous=${6-}
    [[ $# -le 6 && ${1-} == 2 && -n ${__awsenv_id} ]]
}

# Sets __awsenv_directory to where the call's file is, and __awsenv_lines to its lines. chmod takes the sticky bit away: it
# is the one bit that bash can see.
function __awsenv_find_call() {
    for __awsenv_directory in "${XDG_RUNTIME_DIR-}/awsenv" "/run/user/${UID}/awsenv" "/dev/shm/awsenv-${UID}"; do
        if [[ ${__awsenv_directory} == /awsenv || ! -e ${__awsenv_directory}/ready/${__awsenv_name} ]]; then
            \builtin continue
        fi
        __awsenv_text="${__awsenv_directory}/ready"
        [[ -O ${__awsenv_directory} && ! -L ${__awsenv_directory} && -O ${__awsenv_text} && ! -L ${__awsenv_text} &&
            -k ${__awsenv_text} ]] || \builtin return 1
        __awsenv_directory=${__awsenv_text}
        __awsenv_read_lines "${__awsenv_name}" && [[ ${#__awsenv_lines[@]} -ge 12 ]]
        \builtin return
    done
    \builtin return 1
}

# Sets __awsenv_lines to the lines of a file before its `end`, which a file that is cut short doesn't have.
function __awsenv_read_lines() {
    __awsenv_text="${__awsenv_directory}/$1"
    [[ -f ${__awsenv_text} && -O ${__awsenv_text} && ! -L ${__awsenv_text} && -k ${__awsenv_text} ]] || \builtin return 1
    \builtin mapfile -t __awsenv_lines <"${__awsenv_text}" || \builtin return 1
    [[ ${#__awsenv_lines[@]} -gt 1 && ${__awsenv_lines[-1]} == end && ${__awsenv_lines[0]} == "awsenv ready 2 $1" ]] ||
        \builtin return 1
    \builtin unset "__awsenv_lines[${#__awsenv_lines[@]}-1]"
}

function __awsenv_read_session() {
    [[ $1 == session=*=* && $1 != */* ]] && __awsenv_read_lines "$1" && [[ ${#__awsenv_lines[@]} -gt 4 ]] || \builtin return 1
    # A number: bash would compute anything else. Only AWSENV_FROM and AWSENV_COLOUR come after it.
    __awsenv_text=${IFS}${__awsenv_lines[*]:${#__awsenv_lines[@]}-3}${IFS}
    [[ ${__awsenv_text} == *"${IFS}AWSENV_EXPIRES="+([0123456789])"${IFS}"* ]]
}

# Whether the time is left that the call's lines say, and all around the shell is as they say.
function __awsenv_is_current() {
    \builtin printf -v __awsenv_now '%(%s)T' -1
    IFS='. ' \builtin read -r __awsenv_up __awsenv_text </proc/uptime || \builtin return 1
    case /${__awsenv_lines[1]}/${__awsenv_lines[2]}/${__awsenv_lines[3]}/${__awsenv_up}/ in
        *[!0123456789/]* | *//*) \builtin return 1 ;;
        *) ;;
    esac
    if ((${#__awsenv_lines[1]} > 12 || ${#__awsenv_lines[2]} > 12 || ${#__awsenv_lines[3]} > 12 || \
        __awsenv_now < __awsenv_lines[1] || __awsenv_now >= __awsenv_lines[2] || __awsenv_up >= __awsenv_lines[3])); then
        \builtin return 1
    fi
    __awsenv_text="${HOME+=${HOME}}|${XDG_CONFIG_HOME+=${XDG_CONFIG_HOME}}|${XDG_STATE_HOME+=${XDG_STATE_HOME}}"
    __awsenv_text+="|${XDG_DATA_HOME+=${XDG_DATA_HOME}}|${XDG_RUNTIME_DIR+=${XDG_RUNTIME_DIR}}|${TZ+=${TZ}}"
    __awsenv_text+="|${HTTPS_PROXY+=${HTTPS_PROXY}}|${https_proxy+=${https_proxy}}|${NO_PROXY+=${NO_PROXY}}"
    __awsenv_text+="|${no_proxy+=${no_proxy}}"
    [[ ${__awsenv_lines[4]} == "${__awsenv_kept}" && ${__awsenv_lines[5]} == "${__awsenv_text}" ]] || \builtin return 1
    # The program that this shell would run, as in PATH.
    __awsenv_text=${PATH-}
    while [[ ${__awsenv_text} == /* ]]; do
        __awsenv_up=${__awsenv_text%%:*}
        if [[ -f ${__awsenv_up}/awsenv && -x ${__awsenv_up}/awsenv ]]; then
            [[ ${__awsenv_lines[6]} == "${__awsenv_up}/awsenv" ]]
            \builtin return
        fi
        __awsenv_text=${__awsenv_text:${#__awsenv_up}+1}
    done
    \builtin return 1
}

# Whether the files that the answer depends on lie between their two stamps by time, or aren't there (-), or are (+).
function __awsenv_is_unchanged() {
    while [[ ${2-} -nt ${__awsenv_directory}/$1=a && ${__awsenv_directory}/$1=b -nt $2 ]]; do \builtin shift 2; done
    while [[ ${1-} == - && ! -e $2 ]]; do \builtin shift 2; done
    while [[ ${1-} == + && -e $2 ]]; do \builtin shift 2; done
    [[ $# == 0 ]]
}

# Whether the variables are those of this shell's session, each with the value that awsenv gave it, and exported.
function __awsenv_has_session() {
    __awsenv_read_session "session=${__awsenv_id}=${AWS_ACCESS_KEY_ID-}" || \builtin return 1
    __awsenv_text=${__awsenv_written}${AWS_VAULT+${IFS}AWS_VAULT=${AWS_VAULT}}
    __awsenv_text+=${AWS_ACCESS_KEY_ID+${IFS}AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID}}
    __awsenv_text+=${AWS_SECRET_ACCESS_KEY+${IFS}AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}}
    __awsenv_text+=${AWS_SESSION_TOKEN+${IFS}AWS_SESSION_TOKEN=${AWS_SESSION_TOKEN}}
    __awsenv_text+=${AWS_REGION+${IFS}AWS_REGION=${AWS_REGION}}
    __awsenv_text+=${AWS_DEFAULT_REGION+${IFS}AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION}}
    __awsenv_text+=${AWS_CREDENTIAL_EXPIRATION+${IFS}AWS_CREDENTIAL_EXPIRATION=${AWS_CREDENTIAL_EXPIRATION}}
    __awsenv_text+=${AWS_SESSION_EXPIRATION+${IFS}AWS_SESSION_EXPIRATION=${AWS_SESSION_EXPIRATION}}
    __awsenv_text+=${AWS_ACCOUNT_ID+${IFS}AWS_ACCOUNT_ID=${AWS_ACCOUNT_ID}}
    __awsenv_text+=${AWSUME_PROFILE+${IFS}AWSUME_PROFILE=${AWSUME_PROFILE}}
    __awsenv_text+=${AWSENV_ROLE+${IFS}AWSENV_ROLE=${AWSENV_ROLE}}
    __awsenv_text+=${AWSENV_ROLE_ARN+${IFS}AWSENV_ROLE_ARN=${AWSENV_ROLE_ARN}}
    __awsenv_text+=${AWSENV_EXPIRES+${IFS}AWSENV_EXPIRES=${AWSENV_EXPIRES}}
    __awsenv_text+=${AWSENV_FROM+${IFS}AWSENV_FROM=${AWSENV_FROM}}
    __awsenv_text+=${AWSENV_COLOUR+${IFS}AWSENV_COLOUR=${AWSENV_COLOUR}}
    [[ ${__awsenv_text} == "${__awsenv_lines[*]:1}" ]] || \builtin return 1
    __awsenv_known=$((${#__awsenv_lines[@]} - 1))
    __awsenv_name="session=${__awsenv_id}=${AWS_ACCESS_KEY_ID-}"
    if [[ ${BASH_VERSION-} == 4.[23].* ]]; then \builtin return 0; fi
    __awsenv_text=${AWS_VAULT+${AWS_VAULT@a}}${AWS_ACCESS_KEY_ID+${AWS_ACCESS_KEY_ID@a}}
    __awsenv_text+=${AWS_SECRET_ACCESS_KEY+${AWS_SECRET_ACCESS_KEY@a}}${AWS_SESSION_TOKEN+${AWS_SESSION_TOKEN@a}}
    __awsenv_text+=${AWS_REGION+${AWS_REGION@a}}${AWS_DEFAULT_REGION+${AWS_DEFAULT_REGION@a}}
    __awsenv_text+=${AWS_CREDENTIAL_EXPIRATION+${AWS_CREDENTIAL_EXPIRATION@a}}
    __awsenv_text+=${AWS_SESSION_EXPIRATION+${AWS_SESSION_EXPIRATION@a}}${AWS_ACCOUNT_ID+${AWS_ACCOUNT_ID@a}}
    __awsenv_text+=${AWSUME_PROFILE+${AWSUME_PROFILE@a}}${AWSENV_ROLE+${AWSENV_ROLE@a}}
    __awsenv_text+=${AWSENV_ROLE_ARN+${AWSENV_ROLE_ARN@a}}${AWSENV_EXPIRES+${AWSENV_EXPIRES@a}}
    __awsenv_text+=${AWSENV_FROM+${AWSENV_FROM@a}}${AWSENV_COLOUR+${AWSENV_COLOUR@a}}${AWSENV_RESTORE@a}
    [[ ${#__awsenv_text} == "${__awsenv_known}" && ${__awsenv_text} != *[!x]* ]]
}

# Whether this shell has no other variables of AWS and of awsenv than __awsenv_known, and those that change no answer.
function __awsenv_knows_all() {
    __awsenv_text=${AWSENV_PICKER+1}${AWSENV_PROMPT+1}${AWSENV_READY+1}${AWSENV_RENEW+1}${AWSENV_SHELL+1}
    __awsenv_text+=${AWS_CLI_AUTO_PROMPT+1}${AWS_DEFAULT_OUTPUT+1}${AWS_EXECUTION_ENV+1}${AWS_MAX_ATTEMPTS+1}
    __awsenv_text+=${AWS_PAGER+1}${AWS_RETRY_MODE+1}
    # shellcheck disable=SC2086
    \builtin set -- ${!A@}
    if [[ $# == $((__awsenv_known + ${#__awsenv_text})) ]]; then \builtin return 0; fi
    # shellcheck disable=SC2086
    \builtin set -- ${!AWS@} ${!AMAZON_@}
    [[ $# == $((__awsenv_known + ${#__awsenv_text})) ]]
}

# Puts the session of __awsenv_lines in the place of what this shell has, and says so.
function __awsenv_switch() { # SESSION TARGET LABEL ARN UNTIL
    __awsenv_text='is assumed'
    if [[ ${AWSENV_ROLE_ARN-} == "$4" ]] && \builtin test "${AWSENV_EXPIRES-0}" -gt "${__awsenv_now}"; then
        __awsenv_text='was active already, and is assumed anew'
        if [[ $1 == *"=${AWS_ACCESS_KEY_ID-}" ]]; then __awsenv_text='is active already'; fi
    fi
    if [[ -z $1 ]]; then __awsenv_text=${AWSENV_ROLE-}; fi
    # awsenv refuses what is readonly.
    if ! __awsenv_with_managed builtin unset -v 2>&-; then
        __awsenv_put_back
        \builtin return 1
    fi
    # What is set still was hidden, by a variable for this call alone.
    if [[ -n ${AWS_VAULT+1}${AWS_ACCESS_KEY_ID+1}${AWS_SECRET_ACCESS_KEY+1}${AWS_SESSION_TOKEN+1}${AWS_REGION+1} ||
        -n ${AWS_DEFAULT_REGION+1}${AWS_CREDENTIAL_EXPIRATION+1}${AWS_SESSION_EXPIRATION+1} ||
        -n ${AWS_ACCOUNT_ID+1}${AWSUME_PROFILE+1}${AWSENV_ROLE+1}${AWSENV_ROLE_ARN+1}${AWSENV_EXPIRES+1} ||
        -n ${AWSENV_FROM+1}${AWSENV_COLOUR+1}${AWSENV_RESTORE+1} ]]; then
        __awsenv_with_managed __awsenv_refuse_hidden
        \builtin return 4
    fi
    if [[ -z $1 ]]; then
        \builtin printf 'awsenv: %s has left this shell, whose environment now has no credentials\n' "${__awsenv_text}" >&2 ||
            \builtin true
        \builtin return 0
    fi
    \builtin export "${__awsenv_lines[@]:2}"
    if [[ -z ${__awsenv_target} || ${__awsenv_target} == "$2" ]]; then __awsenv_target=${__awsenv_previous}; fi
    __awsenv_id=${1#session=} __awsenv_id=${__awsenv_id%=*}
    AWSENV_RESTORE=2.${__awsenv_kept}.${__awsenv_id}.${__awsenv_lines[1]}.$2.${__awsenv_target}
    \builtin export AWSENV_RESTORE
    __awsenv_tell_left "$3" "${__awsenv_text}" "$4" "$5"
}

function __awsenv_tell_left() { # LABEL BECAME ARN UNTIL
    __awsenv_now=$((AWSENV_EXPIRES - __awsenv_now))
    __awsenv_text="$((__awsenv_now / 60))m"
    if ((__awsenv_now >= 3600)); then
        __awsenv_text="$((__awsenv_now / 3600))h"
        if ((__awsenv_now % 3600 >= 60)); then __awsenv_text="${__awsenv_text} $((__awsenv_now % 3600 / 60))m"; fi
    fi
    \builtin printf 'awsenv: %s %s (%s), until %s (%s)\n' "$1" "$2" "$3" "$4" "${__awsenv_text}" >&2 || \builtin true
}

# A variable that is still set was not unset.
function __awsenv_put_back() {
    if [[ -z ${__awsenv_id} ]] || ! __awsenv_read_session "${__awsenv_name}"; then \builtin return 0; fi
    __awsenv_text=2.${__awsenv_kept}.${__awsenv_id}.${__awsenv_written}.${__awsenv_target}.${__awsenv_previous}
    for __awsenv_text in "${__awsenv_lines[@]:2}" "AWSENV_RESTORE=${__awsenv_text}"; do
        __awsenv_up=${__awsenv_text%%=*}
        if [[ -z ${!__awsenv_up+set} ]]; then \builtin export "${__awsenv_text?}"; fi
    done
}

function __awsenv_refuse_hidden() {
    for __awsenv_text in "$@"; do
        if [[ -n ${!__awsenv_text+set} ]]; then \builtin break; fi
    done
    \builtin set -- "${__awsenv_text}"
    __awsenv_put_back
    __awsenv_refuse "$1" 'is set for this call alone, or local to a function' \
        'export it before the call; --region and --from are for one call'
}
# =============================================================================
# Prompt: the role, and how long it lasts. For a prompt of one's own, "${__awsenv_ps1}" is the segment with a blank after
# it, or nothing; AWSENV_PROMPT=0 then leaves PS1 alone.

# Runs before each prompt. It starts no process and writes no file, except for the renewal.
function __awsenv_prompt() {
    # Keeps the status in no variable: `set -a` would export it.
    \builtin set -- "$?"
    if [[ $- == *a* ]]; then
        \builtin set +a
        __awsenv_show
        \builtin set -a
    else
        __awsenv_show
    fi
    # Passes the status on to the rest of PROMPT_COMMAND; under `set -e` it would end the shell.
    if [[ $- == *e* ]]; then \builtin return 0; fi
    \builtin return "$1"
}

function __awsenv_show() {
    case ${PROMPT_COMMAND[*]-} in
        "${__awsenv_call}" | *[$'\n;']"${__awsenv_call}") ;;
        *) __awsenv_come_last ;;
    esac
    if [[ -n ${AWSENV_ROLE-} ]]; then
        \builtin local __awsenv_left=''
        __awsenv_count
        __awsenv_renew
        __awsenv_segment
    else
        __awsenv_ps1=''
    fi
    if [[ ${PS1-} != *__awsenv_ps1* || ${AWSENV_PROMPT-} == 0 ]]; then __awsenv_place; fi
}

# Sets __awsenv_left to the seconds left of the session, or to nothing if AWSENV_EXPIRES isn't a number: anybody
# can set it, and arithmetic would run a command in it.
function __awsenv_count() {
    __awsenv_left=''
    case ${AWSENV_EXPIRES-} in
        '' | *[!0123456789]* | ?????????????*) \builtin return 0 ;;
        *) ;;
    esac
    \builtin local __awsenv_now
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
        \builtin printf -v __awsenv_now '%(%s)T' -1
    else
        # In older versions the clock needs a process: it is read once per session and counted on.
        if [[ ${AWSENV_EXPIRES} != "${__awsenv_clock_for}" ]] || ((SECONDS < __awsenv_clock_at)); then
            __awsenv_clock_for=${AWSENV_EXPIRES}
            __awsenv_now=$(\builtin command date +%s 2>&-) || __awsenv_now=''
            __awsenv_clock_start=${__awsenv_now:+$((__awsenv_now - SECONDS))}
        fi
        if [[ -z ${__awsenv_clock_start} ]]; then \builtin return 0; fi
        __awsenv_clock_at=${SECONDS}
        __awsenv_now=$((__awsenv_clock_start + SECONDS))
    fi
    __awsenv_left=$((10#${AWSENV_EXPIRES} - __awsenv_now))
}

# Renews a role five minutes before its end: once, with the login session at hand, within 2 s, and without a
# question. Running programs keep their old credentials.
function __awsenv_renew() {
    if [[ -z ${AWSENV_ROLE_ARN-} || ${AWSENV_RENEW-} == 0 || -z ${__awsenv_left} ]]; then \builtin return 0; fi
    if ((__awsenv_left <= 0 || __awsenv_left >= 300)); then \builtin return 0; fi
    if [[ ${AWSENV_EXPIRES} == "${__awsenv_tried}" ]]; then \builtin return 0; fi
    __awsenv_tried=${AWSENV_EXPIRES}
    if [[ -n $(\builtin type -P awsenv || \builtin true) ]]; then awsenv renew </dev/null || \builtin true; fi
    __awsenv_count
}

# Sets __awsenv_ps1: the role in its account's colour, if any, and the time as in `awsenv status`.
function __awsenv_segment() {
    \builtin local __awsenv_time='?' __awsenv_colour=31
    if [[ -n ${__awsenv_left} ]]; then
        \builtin local __awsenv_hours=$((__awsenv_left / 3600)) __awsenv_minutes=$((__awsenv_left % 3600 / 60))
        if ((__awsenv_left >= 300)); then __awsenv_colour=33; fi
        if ((__awsenv_left >= 900)); then __awsenv_colour=32; fi
        if ((__awsenv_left <= 0)); then
            __awsenv_time=expired
        elif ((__awsenv_left < 60)); then
            __awsenv_time="${__awsenv_left}s"
        elif ((__awsenv_hours == 0)); then
            __awsenv_time="${__awsenv_minutes}m"
        else
            __awsenv_time="${__awsenv_hours}h"
            if ((__awsenv_minutes > 0)); then __awsenv_time="${__awsenv_time} ${__awsenv_minutes}m"; fi
        fi
    fi
    if [[ ${AWSENV_ROLE} != "${__awsenv_role}" ]]; then __awsenv_printable; fi
    __awsenv_ps1="(${__awsenv_label}"
    __awsenv_time=" ${__awsenv_time})"
    if [[ -z ${NO_COLOR-} && ${TERM:-dumb} != dumb && (":${SHELLOPTS}:" == *:emacs:* || ":${SHELLOPTS}:" == *:vi:*) ]]; then
        \builtin local __awsenv_account=''
        case ${AWSENV_COLOUR-} in
            red) __awsenv_account=31 ;;
            green) __awsenv_account=32 ;;
            yellow) __awsenv_account=33 ;;
            blue) __awsenv_account=34 ;;
            magenta) __awsenv_account=35 ;;
            cyan) __awsenv_account=36 ;;
            *) ;;
        esac
        # \001 and \002 are readline's \[ and \]: text between them has no width.
        if [[ -n ${__awsenv_account} ]]; then __awsenv_time=$'\001\e['"${__awsenv_colour}"$'m\002'"${__awsenv_time}"; fi
        __awsenv_ps1=$'\001\e['"${__awsenv_account:-${__awsenv_colour}}"$'m\002'"${__awsenv_ps1}"
        __awsenv_time="${__awsenv_time}"$'\001\e[39m\002'
    fi
    __awsenv_ps1="${__awsenv_ps1}${__awsenv_time} "
}

# Sets __awsenv_label to AWSENV_ROLE, cut if longer than any name, with ? for control characters, bidirectional controls
# and zero-width characters in UTF-8, which would hide or reorder text.
function __awsenv_printable() {
    \builtin local __awsenv_code __awsenv_character
    __awsenv_role=${AWSENV_ROLE}
    __awsenv_label=${AWSENV_ROLE:0:256}
    __awsenv_label=${__awsenv_label//[[:cntrl:]]/?}
    for __awsenv_code in 'xd8\x9c' 'xe2\x80\x8b' 'xe2\x80\x8c' 'xe2\x80\x8d' 'xe2\x80\x8e' 'xe2\x80\x8f' 'xe2\x80\xa8' \
        'xe2\x80\xa9' 'xe2\x80\xaa' 'xe2\x80\xab' 'xe2\x80\xac' 'xe2\x80\xad' 'xe2\x80\xae' 'xe2\x81\xa0' 'xe2\x81\xa1' \
        'xe2\x81\xa2' 'xe2\x81\xa3' 'xe2\x81\xa4' 'xe2\x81\xa5' 'xe2\x81\xa6' 'xe2\x81\xa7' 'xe2\x81\xa8' 'xe2\x81\xa9' \
        'xe2\x81\xaa' 'xe2\x81\xab' 'xe2\x81\xac' 'xe2\x81\xad' 'xe2\x81\xae' 'xe2\x81\xaf' 'xef\xbb\xbf'; do
        \builtin printf -v __awsenv_character '%b' "\\${__awsenv_code}"
        __awsenv_label=${__awsenv_label//"${__awsenv_character}"/?}
    done
}

# Puts a reference to the segment into PS1, so that nothing in a role's name is expanded and PS1 changes only once; or
# removes it.
function __awsenv_place() {
    \builtin local __awsenv_reference="\${__awsenv_ps1-}"
    if __awsenv_is_silent; then
        if [[ ${PS1-} == *"${__awsenv_reference}"* ]]; then PS1=${PS1/"${__awsenv_reference}"/}; fi
    elif [[ ${PS1-} != *__awsenv_ps1* ]] && \builtin shopt -q promptvars && __awsenv_is_writable PS1; then
        if [[ -n ${__vsc_original_PS1-} && ${PS1-} == "${__vsc_custom_PS1-}" ]]; then
            # VS Code has put its marks around PS1, and would do so again around a changed one.
            PS1=${PS1%%"${__vsc_original_PS1}"*}${__awsenv_reference}${__vsc_original_PS1}${PS1#*"${__vsc_original_PS1}"}
            __vsc_original_PS1=${__awsenv_reference}${__vsc_original_PS1}
            __vsc_custom_PS1=${PS1}
        else
            PS1=${__awsenv_reference}${PS1-}
        fi
    fi
}

# starship shows the role itself. STARSHIP_SHELL proves nothing about this shell: it is inherited.
function __awsenv_is_silent() {
    case ${AWSENV_PROMPT-} in
        0) \builtin return 0 ;;
        1) \builtin return 1 ;;
        *) ;;
    esac
    if [[ -z ${__awsenv_beside} ]]; then
        __awsenv_beside=nothing
        # A restricted shell can't redirect.
        if [[ $- != *r* ]] && \builtin declare -F starship_precmd >/dev/null; then __awsenv_beside=starship; fi
    fi
    [[ ${__awsenv_beside} == starship ]]
}

# An assignment to a readonly variable would end the file that is being sourced.
function __awsenv_is_writable() {
    \builtin local "$1" 2>&-
}

# Puts the call of __awsenv_prompt after everything else in PROMPT_COMMAND, since code that rebuilds PS1 may have
# been added later. VS Code would take an element of its own for a command of the user
# (https://github.com/microsoft/vscode/issues/325913), so the call joins the last one.
function __awsenv_come_last() {
    if __awsenv_is_last || ! __awsenv_is_writable PROMPT_COMMAND; then \builtin return 0; fi
    \builtin local __awsenv_text='' __awsenv_last=0 __awsenv_at
    for __awsenv_at in "${!PROMPT_COMMAND[@]}"; do
        __awsenv_without_call "${PROMPT_COMMAND[__awsenv_at]}"
        __awsenv_put "${__awsenv_at}" "${__awsenv_text}"
        case ${__awsenv_text} in
            '' | __bp_*mode) ;;
            *) __awsenv_last=${__awsenv_at} ;;
        esac
    done
    # Before bash 5.1, only the first element runs.
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 501)); then __awsenv_last=0; fi
    case ${PROMPT_COMMAND[__awsenv_last]-} in
        __vsc_prompt_cmd | __vsc_prompt_cmd_original)
            # VS Code has put its own function there, which runs the previous content.
            __awsenv_without_call "${__vsc_original_prompt_command-}"
            __awsenv_with_call "${__awsenv_text}"
            __vsc_original_prompt_command=${__awsenv_text}
            __awsenv_put "${__awsenv_last}" __vsc_prompt_cmd_original
            ;;
        *)
            __awsenv_with_call "${PROMPT_COMMAND[__awsenv_last]-}"
            __awsenv_put "${__awsenv_last}" "${__awsenv_text}"
            ;;
    esac
}

function __awsenv_is_last() {
    \builtin local __awsenv_text="${PROMPT_COMMAND-}"
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then __awsenv_text=${PROMPT_COMMAND[*]-}; fi
    case ${__awsenv_text} in
        "${__awsenv_call}" | *[$'\n;']"${__awsenv_call}") \builtin return 0 ;;
        __vsc_prompt_cmd_original) __awsenv_text=${__vsc_original_prompt_command-} ;;
        *) ;;
    esac
    [[ ${__awsenv_text} == "${__awsenv_call}" || ${__awsenv_text} == *$'\n'"${__awsenv_call}" ]] && \builtin return 0
    __awsenv_text=${__awsenv_text##*"${__awsenv_call}"}
    __awsenv_text=${__awsenv_text#[!_]}
    [[ ${__awsenv_text} == __bp_*mode && ${__awsenv_text} != *[!_a-z]* ]]
}

# Sets an element of PROMPT_COMMAND. Setting the first one by number would make an array.
function __awsenv_put() {
    if [[ $1 == 0 ]]; then PROMPT_COMMAND=$2; else PROMPT_COMMAND[$1]=$2; fi
}

# Sets __awsenv_text to a text of PROMPT_COMMAND with the call at its end, after a line feed.
# bash-preexec's __bp_interactive_mode stays last: it takes anything after it for a command of the user.
function __awsenv_with_call() {
    \builtin local __awsenv_line=$'\n' __awsenv_before="$1" __awsenv_after=''
    if [[ $1 == *"${__awsenv_line}"__bp_*mode && ${1##*"${__awsenv_line}"} == __bp_*mode ]]; then
        __awsenv_before=${1%"${__awsenv_line}"*}
        __awsenv_after=${__awsenv_line}${1##*"${__awsenv_line}"}
    fi
    __awsenv_text="${__awsenv_before:+${__awsenv_before}${__awsenv_line}}${__awsenv_call}${__awsenv_after}"
}

# Sets __awsenv_text to a text of PROMPT_COMMAND without the call, if line feeds or semicolons delimit it.
function __awsenv_without_call() {
    \builtin local __awsenv_join
    __awsenv_text=$1
    for __awsenv_join in $'\n' ';'; do
        while [[ ${__awsenv_text} == *"${__awsenv_join}${__awsenv_call}"* ]]; do
            __awsenv_text=${__awsenv_text%%"${__awsenv_join}${__awsenv_call}"*}${__awsenv_text#*"${__awsenv_join}${__awsenv_call}"}
        done
        while [[ ${__awsenv_text} == "${__awsenv_call}${__awsenv_join}"* ]]; do
            __awsenv_text=${__awsenv_text#"${__awsenv_call}${__awsenv_join}"}
        done
    done
    if [[ ${__awsenv_text} == "${__awsenv_call}" ]]; then __awsenv_text=''; fi
}

function __awsenv_register() {
    __awsenv_ps1='' __awsenv_tried='' __awsenv_beside='' __awsenv_role='' __awsenv_label=''
    __awsenv_clock_for='' __awsenv_clock_at=0 __awsenv_clock_start=0
    # PROMPT_COMMAND may be exported: in a child without the hook, the call expands to nothing.
    __awsenv_call="\${__awsenv_ps1+\"__awsenv_prompt\"}"
    \builtin export -n __awsenv_ps1 __awsenv_tried __awsenv_beside __awsenv_call __awsenv_role __awsenv_label
    \builtin export -n __awsenv_clock_for __awsenv_clock_at __awsenv_clock_start
    __awsenv_come_last
}

# =============================================================================
# Completion: the first Tab asks the binary for the completion, which replaces this function.

function __awsenv_complete() {
    COMPREPLY=()
    if [[ $- == *r* ]]; then \builtin return 0; fi
    {
        \builtin eval "$(\builtin command awsenv --hook=bash completion bash </dev/null || \builtin true)"
        if \builtin declare -F __awsenv_completion >/dev/null; then __awsenv_completion; fi
    } 2>/dev/null
}

if [[ $- == *i* ]]; then
    __awsenv_register
    \builtin complete -F __awsenv_complete awsenv
fi

if [[ -n ${__awsenv_allexport} ]]; then \builtin set -a; fi
\builtin unset -v __awsenv_allexport
