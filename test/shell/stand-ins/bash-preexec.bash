# shellcheck shell=bash
# A stand-in for bash-preexec (rcaloras/bash-preexec at 00818e7, bash-preexec.sh, and its later way with arrays). What it
# does to PROMPT_COMMAND and the DEBUG trap is the same, and so are the names that a hook can meet; the words are not.

bash_preexec_imported=defined __bp_imported=defined
__bp_mode='' __bp_said=''

__bp_set_ret_value() { return "$1"; }

# Of __bp_precmd_invoke_cmd: calls what is in precmd_functions, each with the status of the user's command.
__bp_precmd_invoke_cmd() {
    local status=$? name
    for name in "${precmd_functions[@]}"; do
        __bp_set_ret_value "$status"
        "$name"
    done
    return "$status"
}

__bp_interactive_mode() { __bp_mode=on; }

# Of __bp_preexec_invoke_exec and __bp_in_prompt_command: the first command after __bp_interactive_mode is the user's,
# unless it stands in PROMPT_COMMAND.
__bp_preexec_invoke_exec() {
    [ -n "$__bp_mode" ] || return 0
    __bp_mode=
    local known IFS=$'\n'
    known=$'\n'"${PROMPT_COMMAND[*]//;/$'\n'}"$'\n'
    case $known in
        *$'\n'"$BASH_COMMAND"$'\n'*) ;;
        *) __bp_said="$__bp_said$BASH_COMMAND|" ;;
    esac
}

# Of __bp_install, which runs at the first prompt: what stood in PROMPT_COMMAND comes between its two.
__bp_install() {
    local existing=${PROMPT_COMMAND//$'\n__bp_install'/}
    existing=${existing//__bp_install$'\n'/}
    existing=${existing//__bp_install/}
    PROMPT_COMMAND="__bp_precmd_invoke_cmd${existing:+$'\n'$existing}"
    if [ -n "${__bp_as_array:-}" ]; then
        PROMPT_COMMAND+=(__bp_interactive_mode)
    else
        PROMPT_COMMAND+=$'\n__bp_interactive_mode'
    fi
    trap '__bp_preexec_invoke_exec "$_"' DEBUG
    __bp_precmd_invoke_cmd
    __bp_interactive_mode
}

# Of __bp_install_after_session_init.
PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}__bp_install"
