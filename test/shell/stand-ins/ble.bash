# shellcheck shell=bash
# A stand-in for ble.sh (akinomyoga/ble.sh, src/edit.sh). Its editor is not here; what it does to PROMPT_COMMAND is the same:
# it keeps the user's for itself, and evaluates each element with the status of the user's command.

bash_preexec_imported=defined

_ble_setexit() { return "$1"; }

# Of ble/prompt/update/.eval-prompt_command.
_ble_prompt() {
    local status=$? _ble_local_command
    PROMPT_COMMAND=("${_ble_edit_PROMPT_COMMAND[@]}")
    for _ble_local_command in "${PROMPT_COMMAND[@]}"; do
        _ble_setexit "$status"
        eval -- "$_ble_local_command"
    done
    _ble_edit_PROMPT_COMMAND=("${PROMPT_COMMAND[@]}")
    unset -v PROMPT_COMMAND
    PROMPT_COMMAND=_ble_prompt
}

# Of ble-edit/attach.
_ble_edit_PROMPT_COMMAND=("${PROMPT_COMMAND[@]}")
unset -v PROMPT_COMMAND
PROMPT_COMMAND=_ble_prompt
