# A stand-in for the shell integration that VS Code puts into PowerShell (microsoft/vscode at 03fb988,
# src/vs/workbench/contrib/terminal/common/scripts/shellIntegration.ps1). What it does to prompt and to $? is the same,
# without PSReadLine, and so are the names that a hook can meet; the words are not.

$Global:__VSCodeState = @{ OriginalPrompt = $function:Prompt; LastHistoryId = -1 }

# Of Prompt: $? is read before anything else, and false again for the prompt that was there before.
function Global:Prompt() {
    $code = [int]!$global:?
    Set-StrictMode -Off
    $entry = Get-History -Count 1
    $shown = ''
    if ($Global:__VSCodeState.LastHistoryId -ne -1) { $shown += "$([char]0x1b)]633;D;$code`a" }
    $shown += "$([char]0x1b)]633;A`a"
    if ($code -ne 0) { Write-Error 'failure' -ea ignore }
    $shown += $Global:__VSCodeState.OriginalPrompt.Invoke()
    $shown += "$([char]0x1b)]633;B`a"
    $Global:__VSCodeState.LastHistoryId = $entry.Id
    return $shown
}
