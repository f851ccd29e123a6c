# What completes the words of awsenv in Windows PowerShell 5.1 and PowerShell 7. The hook loads it at the first Tab;
# without the hook, in $PROFILE: awsenv completion powershell | Out-String | Invoke-Expression
# The names of profiles and the like stand in files that awsenv keeps: no process is started for them. What is typed is
# neither expanded nor run.

# What can stand at the cursor: $typed is what is there of the word, $ast the command, $position the cursor in the line.
function global:__awsenv_complete($typed, $ast, $position) {
    Microsoft.PowerShell.Core\Set-StrictMode -Off
    $state = @{ path = ''; value = ''; account = ''; each = $false }
    __awsenv_enter $state ''
    foreach ($element in $ast.CommandElements) {
        if ($element.Extent.EndOffset -ge $position) { break }
        if ($element.Extent.StartOffset -eq $ast.Extent.StartOffset) { continue }
        # Behind the name of a program, its own words: PowerShell completes files there.
        if ($state.places[0] -ceq 'COMMAND' -and $state.account -ceq '') { return }
        if (__awsenv_begins_command $state (__awsenv_text $element)) { return }
        __awsenv_read_word $state (__awsenv_text $element)
    }
    $typed = __awsenv_unquoted $typed
    $kind = $state.places[0]
    $prefix = ''
    if ($state.account -cne '') { $kind = 'ROLE' }
    if ($state.value -cne '') {
        $kind = $state.value
        $state.words = @()
    }
    elseif ($kind -ceq 'COMMAND' -or (__awsenv_begins_command $state $typed)) { return }
    elseif ($typed -clike '--*=*') {
        $prefix = $typed.Substring(0, $typed.IndexOf('=') + 1)
        __awsenv_read_word $state $prefix.TrimEnd('=')
        $kind = $state.value
        $state.words = @()
    }
    elseif ($typed -clike '-*') {
        foreach ($flag in $state.flags) { __awsenv_offer $typed $flag[0] $flag[1] }
        return
    }
    # A list: what stands before its last comma stays.
    if ("$kind" -clike '*S' -and $typed.Contains(',')) { $prefix = $typed.Substring(0, $typed.LastIndexOf(',') + 1) }
    foreach ($word in $state.words) { __awsenv_offer $typed $word[0] $word[1] }
    foreach ($word in $__awsenv_literals["$kind"]) { __awsenv_offer $typed "$prefix$word" $word }
    $account = if ($kind -ceq 'ROLE') { "$($state.account)`t" }
    foreach ($one in __awsenv_kinds $kind) {
        foreach ($line in __awsenv_names $one "$account$($typed.Substring($prefix.Length))") {
            __awsenv_offer $typed "$prefix$($line.Substring("$account".Length))" $one
        }
    }
}

# What a word before the cursor means for those after it: it goes on with the command's name, is an option, whose value
# may follow, or takes the next of the command's places.
function global:__awsenv_read_word($state, $word) {
    if ($state.value -cne '') {
        if ($state.value -cin 'TARGETS', 'EACH_ROLE') { $state.each = $true }
        $state.value = ''
    }
    elseif ($word -clike '-?*') {
        foreach ($flag in $state.flags) { if ($flag[0] -ceq $word) { $state.value = "$($flag[2])" } }
    }
    elseif ($state.account -cne '') { $state.account = '' }
    elseif (@($state.words | & { process { $_[0] } }) -ccontains $word) {
        __awsenv_enter $state "$($state.path) $word".Trim()
    }
    else {
        if ($state.places[0] -ceq 'TARGET' -and (__awsenv_is_account $word)) { $state.account = $word }
        $state.places = @($state.places | Microsoft.PowerShell.Utility\Select-Object -Skip 1)
        $state.words = @()
    }
}

# Whether the command begins with this word: behind --each there is no target.
function global:__awsenv_begins_command($state, $word) {
    $state.each -and $state.places -ccontains 'COMMAND' -and $state.value -ceq '' -and ($word -cnotlike '-*' -or $word -ceq '--')
}

function global:__awsenv_enter($state, $path) {
    $entry = $__awsenv_table[$path]
    $state.path = $path
    $state.words = $entry.words
    $state.flags = $entry.flags
    $state.places = $entry.places
}

# A word of the line without its quotes; what is in it is not looked at.
function global:__awsenv_text($element) {
    if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { return $element.Value }
    $element.Extent.Text
}

# PowerShell takes four more characters for a single quote, and hands over an open word with the quote that it lacks.
function global:__awsenv_unquoted($word) {
    if ($word -match '^["\u201c-\u201e]') { return $word -replace '^.|["\u201c-\u201e]\z' -replace '`(.)', '$1' }
    if ($word -notmatch '^[''\u2018-\u201b]') { return $word -replace '`(.)', '$1' }
    $word -replace '^.|[''\u2018-\u201b]\z' -replace '([''\u2018-\u201b])[''\u2018-\u201b]', '$1'
}

function global:__awsenv_is_account($word) {
    if ($word -cmatch '^[0-9]{12}\z') { return $true }
    foreach ($name in __awsenv_names 'account' $word) { if ($name -ceq $word) { return $true } }
    $false
}

# The kinds of names that can stand in a place.
function global:__awsenv_kinds($place) {
    if ($place -ceq 'TARGET') { return 'alias', 'target', 'account' }
    if ($place -ceq 'TARGETS') { return 'alias', 'target' }
    if ($place -ceq 'REGIONS') { return 'region' }
    "$place".ToLowerInvariant()
}

# The names of a kind that begin with a text, as its file has them. All lines are looked at in one go: one by one takes
# long where there are thousands.
function global:__awsenv_names($kind, $start) {
    $file = [IO.Path]::Combine($HOME, '.cache', 'awsenv', 'completion', $kind)
    if ("$env:XDG_CACHE_HOME".StartsWith('/')) { $file = [IO.Path]::Combine($env:XDG_CACHE_HOME, 'awsenv', 'completion', $kind) }
    if (-not $kind -or -not [IO.File]::Exists($file)) { return }
    [IO.File]::ReadAllLines($file) -match "^$([regex]::Escape($start))"
}

# Offers a word that goes on with what is typed, in the quotes that it takes.
function global:__awsenv_offer($typed, $word, $meaning) {
    if (-not $word.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) { return }
    $text = $word
    if ($word -notmatch '^[\w./+=:-][\w./+=:@~-]*\z') {
        $text = "'" + ($word -replace '[''\u2018-\u201b]', '$0$0') + "'"
    }
    if (-not $meaning) { $meaning = $word }
    [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $meaning)
}
