# A stand-in for the shell integration that VS Code puts into fish (VS Code 1.139,
# src/vs/workbench/contrib/terminal/common/scripts/shellIntegration.fish). What it does to fish_prompt and which events it
# hears is the same, and so are the names that a hook can meet; the words are not.

function __vsc_mark
    builtin printf '\e]633;%s\a' $argv
end

function __vsc_cmd_executed --on-event fish_preexec
    __vsc_mark "E;$argv"
end

function __vsc_cmd_finished --on-event fish_postexec
    __vsc_mark "D;$status"
end

# Of __preserve_fish_prompt and __init_vscode_shell_integration: fish_prompt is copied and replaced, at the first prompt
# if there is none yet.
function __preserve_fish_prompt --on-event fish_prompt
    functions --query fish_prompt
    or return
    functions --copy fish_prompt __vsc_fish_prompt
    functions --erase __preserve_fish_prompt
    function fish_prompt
        __vsc_mark A
        __vsc_fish_prompt
        __vsc_mark B
    end
end
__preserve_fish_prompt
