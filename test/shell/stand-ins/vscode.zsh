# A stand-in for the shell integration that VS Code puts into zsh (microsoft/vscode at 0a8a8b4,
# src/vs/workbench/contrib/terminal/common/scripts/shellIntegration-rc.zsh). What it does to PS1 and to the hooks of
# precmd and preexec is the same; the words are not.

__vsc_mark() { builtin printf '\e]633;%s\a' "$1" }

__vsc_running=1

# Of __vsc_precmd: PS1 is wrapped if a command was running.
__vsc_precmd() {
    local code=$?
    __vsc_mark "D;$code"
    [[ -n $__vsc_running ]] || return 0
    __vsc_prior_prompt=$PS1
    __vsc_running=''
    PS1="%{$(__vsc_mark A)%}$PS1%{$(__vsc_mark B)%}"
}

# Of __vsc_preexec: PS1 is put back to what it was before.
__vsc_preexec() {
    PS1=$__vsc_prior_prompt
    __vsc_running=1
    __vsc_mark "E;$1"
}
autoload -Uz add-zsh-hook
add-zsh-hook precmd __vsc_precmd
add-zsh-hook preexec __vsc_preexec
