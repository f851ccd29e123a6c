# shellcheck shell=bash
# A stand-in for oh-my-posh (JanDeDobbeleer/oh-my-posh at 022f171, src/shell/scripts/omp.bash). What it does to
# PROMPT_COMMAND, PS1 and promptvars is the same, and so are the names that a hook can meet; the words are not.

_omp_get_primary() {
    shopt -u promptvars
    printf '[omp %s]@> ' "$_omp_status"
}

# Of _omp_hook: PS1 is the same command substitution at each prompt.
_omp_hook() {
    _omp_status=$?
    PS1='$(_omp_get_primary)'
    shopt -s promptvars
    return "$_omp_status"
}

# Of _omp_install_hook: an element of its own, before all others.
PROMPT_COMMAND=(_omp_hook "${PROMPT_COMMAND[@]}")
