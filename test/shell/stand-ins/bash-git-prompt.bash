# shellcheck shell=bash
# A stand-in for bash-git-prompt (magicmonty/bash-git-prompt at 5a8b5d7, gitprompt.sh). What it does to PROMPT_COMMAND and
# PS1 is the same, and so are the names that a hook can meet; the words are not.

# Of setGitPrompt: PS1 is made anew at each prompt. The status is the one that setLastCommandState has kept.
setGitPrompt() {
    PS1='[git '"$GIT_PROMPT_LAST_COMMAND_STATE"']@''> '
}

setLastCommandState() {
    GIT_PROMPT_LAST_COMMAND_STATE=$?
}

# Of gp_install_prompt: the first element's line feeds become semicolons, and its calls stand at both ends of it.
if [ -z "${PROMPT_COMMAND:-}" ]; then
    PROMPT_COMMAND=setGitPrompt
else
    PROMPT_COMMAND="${PROMPT_COMMAND//$'\n'/;}"
    PROMPT_COMMAND="${PROMPT_COMMAND#\;}"
    PROMPT_COMMAND="${PROMPT_COMMAND%% }"
    PROMPT_COMMAND="${PROMPT_COMMAND%\;}"
    PROMPT_COMMAND="$PROMPT_COMMAND;setGitPrompt"
fi
PROMPT_COMMAND="setLastCommandState;$PROMPT_COMMAND"
