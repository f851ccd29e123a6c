# shellcheck shell=bash
# A stand-in for the shell integration that VS Code puts into bash (microsoft/vscode at 0535e22,
# src/vs/workbench/contrib/terminal/common/scripts/shellIntegration-bash.sh). What it does to PROMPT_COMMAND, PS1 and the
# DEBUG trap is the same, and so are the names that a hook can meet; the words are not.

__vsc_mark() { builtin printf '\e]633;%s\a' "$1"; }

__vsc_running=1 __vsc_custom_PS1='' __vsc_original_PS1=$PS1

# Of __vsc_update_prompt: a PS1 that isn't the one it made is wrapped again, if a command was running.
__vsc_wrap() {
    [ "$__vsc_running" = 1 ] || return 0
    if [ "$PS1" != "$__vsc_custom_PS1" ]; then
        __vsc_original_PS1=$PS1
        __vsc_custom_PS1="\[$(__vsc_mark A)\]$PS1\[$(__vsc_mark B)\]"
        PS1=$__vsc_custom_PS1
    fi
    __vsc_running=0
}

# Of __vsc_preexec_only and __vsc_preexec: the first command after a prompt is what the user typed.
__vsc_debug() {
    [ "$__vsc_running" = 0 ] || return 0
    __vsc_running=1
    case $BASH_COMMAND in
        __vsc_prompt*) __vsc_mark 'E;' ;;
        *) __vsc_mark "E;$BASH_COMMAND" ;;
    esac
}
trap '__vsc_debug "$_"' DEBUG
__vsc_wrap

__vsc_status_of() { return "$1"; }

# Of __vsc_prompt_cmd_original: what stood in PROMPT_COMMAND is evaluated after the status is brought back, once.
__vsc_prompt_cmd_original() {
    __vsc_status=$?
    local command
    __vsc_status_of "$__vsc_status"
    for command in "${__vsc_original_prompt_command[@]}"; do eval "$command"; done
    __vsc_mark "D;$__vsc_status"
    __vsc_wrap
}

__vsc_prompt_cmd() {
    __vsc_status=$?
    __vsc_mark "D;$__vsc_status"
    __vsc_wrap
}

# Its last lines: the first element alone is kept, and replaced.
__vsc_original_prompt_command=${PROMPT_COMMAND:-}
if [ -n "$__vsc_original_prompt_command" ]; then
    PROMPT_COMMAND=__vsc_prompt_cmd_original
else
    PROMPT_COMMAND=__vsc_prompt_cmd
fi
