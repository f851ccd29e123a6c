# awsenv for Windows PowerShell 5.1 and PowerShell 7. In $PROFILE: . /path/to/awsenv.ps1
# Cmdlets are called by the names of their modules, past aliases and functions of theirs. What belongs to the user
# (variables, preferences, $Error) is neither changed nor relied on.

# =============================================================================
# Wrapper: a role has to be put into the environment by this process itself.

# A simple function: [CmdletBinding()] would take -v, -d and others for its own. It throws wherever the program fails,
# since a function has no other way to stop `awsenv assume x && next`.
function global:awsenv {
    # What the program writes to stderr is no error of PowerShell's; its status is looked at here.
    $ErrorActionPreference = 'Continue'
    $PSNativeCommandUseErrorActionPreference = $false
    # A copy of this function alone, as $using:function:awsenv makes one. (Test-Path may be called under ConstrainedLanguage.)
    if (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath 'Function:\__awsenv_change')) {
        $global:LASTEXITCODE = 1
        throw 'awsenv: this session has a part of the hook only, and nothing has been changed: source awsenv.ps1 in it'
    }
    $program = __awsenv_program
    if ($null -eq $program) {
        $global:LASTEXITCODE = 127
        throw 'awsenv: the program "awsenv" is not on the PATH'
    }
    $words = @(__awsenv_words $args)
    $lines = @($input)
    $isChange = __awsenv_is_change $words
    if ($isChange -and (__awsenv_ready $words $program)) {
        # For Invoke-Expression, to which no text at all is an error.
        if ($MyInvocation.PipelinePosition -lt $MyInvocation.PipelineLength) { '#' }
        return
    }
    $code = __awsenv_call $words $MyInvocation.ExpectingInput $isChange
    $run = { Microsoft.PowerShell.Utility\Invoke-Expression $code }
    if (__awsenv_is_free) { $run = [scriptblock]::Create($code) }
    if ($isChange) {
        __awsenv_change $run
        if ($LASTEXITCODE -ne 0) { throw "awsenv ended with status $LASTEXITCODE" }
        if ($MyInvocation.PipelinePosition -lt $MyInvocation.PipelineLength) { '#' }
        return
    }
    # The catch makes an end of what would be a message otherwise: a program that can't be started.
    try { & $run } catch { throw }
    # `awsenv status` answers by its status.
    if ($words.Count -gt 0 -and $words[0] -ceq 'status') { return }
    if ($LASTEXITCODE -ne 0) { throw "awsenv ended with status $LASTEXITCODE" }
}

# Whether methods may be called: under ConstrainedLanguage (AppLocker, WDAC) few may.
function global:__awsenv_is_free {
    $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'
}

# The program, past the function of its name, or nothing. Get-Command takes much longer, but may always be called.
function global:__awsenv_program {
    if (__awsenv_is_free) { return $ExecutionContext.InvokeCommand.GetCommand('awsenv', 'Application') }
    Microsoft.PowerShell.Core\Get-Command awsenv -CommandType Application -ErrorAction Ignore |
        Microsoft.PowerShell.Utility\Select-Object -First 1
}

# The words of a call as they were typed: PowerShell makes an array of a,b, and two words of -o:x.
function global:__awsenv_words($words) {
    $option = ''
    foreach ($word in $words) {
        if ($word -is [array]) { $word = $word -join ',' }
        if ($option -ne '') {
            $word = "$option$word"
            $option = ''
        }
        elseif ($word -is [string] -and $word -like '*:' -and $word.PSObject.Properties['<CommandParameterName>']) {
            $option = $word
            continue
        }
        # A number goes on as the object that it is, which knows how it was written: 012345678901 is an account.
        $word
    }
}

# The call as code. A word of an array would be a pattern for file names (not on Windows), quoted or not as it was; one
# between double quotes is none. --hook says who calls: a word of the call, since a variable would be inherited by
# whatever else calls awsenv.
function global:__awsenv_call($words, $hasInput, $isChange) {
    $code = '& $program'
    if ($hasInput) { $code = '$lines | & $program' }
    # Without words, awsenv says whether there is a hook; doctor says whether it has the right version.
    if ($isChange -or $words.Count -eq 0) { $code += ' --hook=powershell' }
    elseif ($words[0] -ceq 'doctor') { $code += " '--hook=powershell@0.2.0'" }
    for ($i = 0; $i -lt $words.Count; $i++) {
        if ($words[$i] -is [string]) { $code += " `"`$(`$words[$i])`"" } else { $code += " `$words[$i]" }
    }
    $code
}

# Whether a call is to change the environment. One that asks for help, or for a text of its own, is not.
function global:__awsenv_is_change($words) {
    if ($words.Count -eq 0 -or $words[0] -cnotmatch '^(login|assume|unset|clear|renew)\z') { return $false }
    -not ($words -cmatch '^(-h|--help|--print|(--format|--shell)(=.*)?)\z')
}

# Runs the binary and does what it says: all of it, if it succeeded and the answer is whole; else nothing. The answer is
# JSON and no code, which PowerShell would log.
function global:__awsenv_change($run) {
    try { $text = @(& $run) -join "`n" } catch { throw }
    $variable = '"[A-Z_][A-Z0-9_]*":(?:null|"=(?:[ !#-\[\]-~]|\\["\\bfnrt]|\\u[0-9a-f]{4})*")'
    if ($text -cmatch "^\{$variable(?:,$variable)*\}\z") {
        if ($LASTEXITCODE -eq 0) { __awsenv_set $text }
    }
    # Cut short, or code: it can hold secrets.
    elseif ($text -match '^(& )?\{|\}\z') {
        if ($LASTEXITCODE -eq 0) {
            $global:LASTEXITCODE = 1
            throw 'awsenv: the answer has come damaged: nothing is changed'
        }
    }
    elseif ($text -ne '') { $text }
}

# A value has "=" before it, which keeps PowerShell from making a date of it; null removes a variable. What stands there
# afterwards is looked at: where it is anything else, all is put back.
function global:__awsenv_set($json) {
    $variables = @((Microsoft.PowerShell.Utility\ConvertFrom-Json $json).PSObject.Properties)
    $before = @{}
    foreach ($variable in $variables) { $before[$variable.Name] = __awsenv_value $variable.Name }
    foreach ($variable in $variables) {
        $value = $variable.Value
        if ($null -ne $value) { $value = $value.Substring(1) }
        __awsenv_put $variable.Name $value
        if ("$(__awsenv_value $variable.Name)" -ceq "$value") { continue }
        foreach ($name in $before.Keys) { __awsenv_put $name $before[$name] }
        $global:LASTEXITCODE = 1
        throw "awsenv: $($variable.Name) can't be changed: nothing has been changed"
    }
}

function global:__awsenv_put($name, $value) {
    Microsoft.PowerShell.Management\Set-Item -LiteralPath "Env:\$name" -Value $value -WhatIf:$false -Confirm:$false
}

# The value of a variable, or nothing.
function global:__awsenv_value($name) {
    foreach ($item in Microsoft.PowerShell.Management\Get-Item -LiteralPath "Env:\$name" -ErrorAction Ignore) { $item.Value }
}

# =============================================================================
# Ready: awsenv leaves its answers in memory, so that a switch to a cached role starts no process. This chapter reads and
# compares their files (src/credentials/ready/texts.ts), and evaluates nothing of them. If anything differs from what
# awsenv saw, awsenv is asked.

# Whether it has answered the call.
function global:__awsenv_ready($words, $program) {
    Microsoft.PowerShell.Core\Set-StrictMode -Off
    if (-not $IsLinux -or $env:AWSENV_READY -ceq '0' -or -not (__awsenv_is_free)) { return $false }
    $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    $fields = @('', '', '', '', '', '')
    if ($env:AWSENV_RESTORE) {
        if ($env:AWSENV_RESTORE -cnotmatch '^2\.[A-Za-z0-9_-]*\.[0-9a-f]+(\.[A-Za-z0-9_-]*){3}\z') { return $false }
        $fields = $env:AWSENV_RESTORE.Split('.')
    }
    $name = __awsenv_call_name $words $fields[5]
    if ($null -eq $name) { return $false }
    $user = __awsenv_user
    $directory = __awsenv_call_directory $name $user
    if ($null -eq $directory) { return $false }
    $call = __awsenv_lines "$directory/$name"
    if ($null -eq $call -or $call.Count -lt 12) { return $false }
    if (-not (__awsenv_is_current $call $now $fields[1] $program.Path)) { return $false }
    if (-not (__awsenv_is_unchanged $directory $call)) { return $false }

    # The shell must have what awsenv set, and no other variable of AWS or of awsenv.
    $known = @('AWSENV_PICKER', 'AWSENV_PROMPT', 'AWSENV_READY', 'AWSENV_RENEW', 'AWSENV_SHELL', 'AWS_CLI_AUTO_PROMPT',
        'AWS_DEFAULT_OUTPUT', 'AWS_EXECUTION_ENV', 'AWS_MAX_ATTEMPTS', 'AWS_PAGER', 'AWS_RETRY_MODE')
    $all = [Environment]::GetEnvironmentVariables()
    $changes = @{}
    if ($fields[2]) {
        $old = __awsenv_session $directory "session=$($fields[2])=$env:AWS_ACCESS_KEY_ID" $user
        if ($null -eq $old -or $old.written -cne $fields[3]) { return $false }
        foreach ($variable in $old.values.Keys) {
            if ($all[$variable] -cne $old.values[$variable]) { return $false }
            $changes[$variable] = $null
        }
        $changes['AWSENV_RESTORE'] = $null
    }
    foreach ($variable in $all.Keys) {
        if ($variable -cmatch '^(AWS|AMAZON_)' -and $known -cnotcontains $variable -and -not $changes.ContainsKey($variable)) {
            return $false
        }
    }
    $note = "awsenv: $env:AWSENV_ROLE has left this shell, whose environment now has no credentials"
    if ($call[7] -cne '') {
        $new = __awsenv_session $directory $call[7] $user
        if ($null -eq $new) { return $false }
        foreach ($variable in $new.values.Keys) { $changes[$variable] = $new.values[$variable] }
        $previous = $fields[4]
        if ($previous -ceq '' -or $previous -ceq $call[8]) { $previous = $fields[5] }
        $id = $call[7].Split('=')[1]
        $changes['AWSENV_RESTORE'] = @('2', $fields[1], $id, $new.written, $call[8], $previous) -join '.'
        $note = __awsenv_note $call ([long]$new.values['AWSENV_EXPIRES'] - $now) $now
    }
    __awsenv_replace $changes $all
    $global:LASTEXITCODE = 0
    [Console]::Error.WriteLine($note)
    return $true
}

# The name of the call's file, or nothing. The words have to be plain.
function global:__awsenv_call_name($words, $previous) {
    if ($words.Count -eq 1 -and $words[0] -ceq 'unset' -and $env:AWSENV_RESTORE) { return 'unset' }
    if ($words.Count -lt 2 -or $words.Count -gt 3 -or $words[0] -cne 'assume') { return }
    $plain = '^[A-Za-z0-9_.@+][A-Za-z0-9_.@+-]*\z'
    $names = @('assume', "$env:AWSENV_FROM")
    if ($env:AWSENV_FROM -and $env:AWSENV_FROM -cnotmatch $plain) { return }
    for ($i = 1; $i -lt $words.Count; $i++) {
        if ($words[$i] -isnot [string] -and $words[$i] -isnot [long]) { return }
        if ("$($words[$i])" -cmatch $plain) { $names += "$($words[$i])" }
        elseif ($words[$i] -ceq '-' -and $words.Count -eq 2 -and $previous -cne '') { $names += @('-', $previous) }
        else { return }
    }
    $name = $names -join '='
    if ($name.Length -le 200) { $name }
}

# Where the call's file is, or nothing.
function global:__awsenv_call_directory($name, $user) {
    foreach ($place in "$env:XDG_RUNTIME_DIR/awsenv", "/run/user/$user/awsenv", "/dev/shm/awsenv-$user") {
        $file = "$place/ready/$name"
        if ($place -ceq '/awsenv' -or -not [IO.File]::Exists($file)) { continue }
        if (__awsenv_is_own $user @($place, '40700', "$place/ready", '41700', $file, '101600')) { return "$place/ready" }
        return
    }
}

# The number of this user, in the line that says the real one first.
function global:__awsenv_user {
    $status = [IO.File]::ReadAllText('/proc/self/status')
    $start = $status.IndexOf("`nUid:`t") + 6
    $status.Substring($start, $status.IndexOf("`t", $start) - $start)
}

# Whether each path is no link, and has this user and the mode after it: the type too, and octal. Get-Item can tell, and
# takes 100 times as long as the method by which it is told; that one is PowerShell's own, and may be gone one day.
function global:__awsenv_is_own($user, $modes) {
    $unix = [psobject].Assembly.GetType('System.Management.Automation.Platform+Unix')
    $lstat = $null
    if ($null -ne $unix) { $lstat = $unix.GetMethod('GetLStat', [type[]]@([string])) }
    for ($i = 0; $i -lt $modes.Count; $i += 2) {
        if ($null -ne $lstat) {
            # What is gone by now is asked of awsenv.
            try { $stat = $lstat.Invoke($null, [object[]]@($modes[$i])) } catch { return $false }
        }
        else {
            $item = Microsoft.PowerShell.Management\Get-Item -LiteralPath $modes[$i] -Force -ErrorAction Ignore
            if ($null -eq $item -or $item.LinkType) { return $false }
            $stat = $item.UnixStat
        }
        if ($null -eq $stat -or "$($stat.UserId)" -cne $user) { return $false }
        if ([Convert]::ToString([int]$stat.Mode, 8) -cne $modes[$i + 1]) { return $false }
    }
    $true
}

# The lines of a file before its `end`, which a file that is cut short doesn't have; or nothing.
function global:__awsenv_lines($path) {
    $lines = [IO.File]::ReadAllText($path).Split("`n")
    if ($lines.Count -lt 6 -or $lines[-1] -cne '' -or $lines[-2] -cne 'end') { return }
    if ($lines[0] -cne "awsenv ready 2 $([IO.Path]::GetFileName($path))") { return }
    , $lines[0..($lines.Count - 3)]
}

# What the file of a session says: the values by name, and the field of AWSENV_RESTORE; or nothing.
function global:__awsenv_session($directory, $name, $user) {
    $path = "$directory/$name"
    if ($name -cnotmatch '^session=[0-9a-f]+=[A-Z0-9]+\z' -or -not [IO.File]::Exists($path)) { return }
    if (-not (__awsenv_is_own $user @($path, '101600'))) { return }
    $lines = __awsenv_lines $path
    if ($null -eq $lines) { return }
    $values = @{}
    for ($i = 2; $i -lt $lines.Count; $i++) {
        $name, $value = $lines[$i].Split('=', 2)
        $values[$name] = $value
    }
    if ($values['AWSENV_EXPIRES'] -cnotmatch '^[0-9]{1,12}\z') { return }
    @{ written = $lines[1]; values = $values }
}

# Whether the time is left that the call's lines say, and all around the shell is as they say.
function global:__awsenv_is_current($call, $now, $kept, $path) {
    $up = [long]([IO.File]::ReadAllText('/proc/uptime').Split('.')[0])
    foreach ($line in $call[1..3]) { if ($line -cnotmatch '^[0-9]{1,12}\z') { return $false } }
    if ($now -lt [long]$call[1] -or $now -ge [long]$call[2] -or $up -ge [long]$call[3]) { return $false }
    $all = [Environment]::GetEnvironmentVariables()
    $around = foreach ($variable in 'HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR', 'TZ',
        'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy') {
        if ($all.ContainsKey($variable)) { "=$($all[$variable])" } else { '' }
    }
    $call[4] -ceq $kept -and $call[5] -ceq ($around -join '|') -and $call[6] -ceq $path
}

# Whether the files that the answer depends on are there (+) or not (-), or lie between their two stamps by time.
function global:__awsenv_is_unchanged($directory, $call) {
    for ($i = 12; $i + 1 -lt $call.Count; $i += 2) {
        $path = $call[$i + 1]
        $isThere = [IO.File]::Exists($path)
        if ($call[$i] -ceq '-' -or $call[$i] -ceq '+') {
            if ($isThere -ne ($call[$i] -ceq '+')) { return $false }
            continue
        }
        $stamp = "$directory/$($call[$i])"
        if (-not $isThere -or -not [IO.File]::Exists("$stamp=a") -or -not [IO.File]::Exists("$stamp=b")) { return $false }
        $target = [IO.File]::ResolveLinkTarget($path, $true)
        if ($null -ne $target) { $path = $target.FullName }
        $time = [IO.File]::GetLastWriteTimeUtc($path)
        if ($time -le [IO.File]::GetLastWriteTimeUtc("$stamp=a") -or $time -ge [IO.File]::GetLastWriteTimeUtc("$stamp=b")) {
            return $false
        }
    }
    $true
}

# Makes the changes; where one of them doesn't hold, all that was there comes back.
function global:__awsenv_replace($changes, $before) {
    # As $env:NAME = VALUE; much faster than Set-Item.
    $variables = $ExecutionContext.SessionState.PSVariable
    foreach ($name in $changes.Keys) {
        if ($changes[$name] -cne $before[$name]) { $variables.Set("env:$name", $changes[$name]) }
    }
    $after = [Environment]::GetEnvironmentVariables()
    foreach ($changed in $changes.Keys) {
        if ($after[$changed] -ceq $changes[$changed]) { continue }
        foreach ($name in $changes.Keys) { __awsenv_put $name $before[$name] }
        $global:LASTEXITCODE = 1
        throw "awsenv: $changed can't be changed: nothing has been changed"
    }
}

# What awsenv would say of the session that a call leads to.
function global:__awsenv_note($call, $left, $now) {
    $became = 'is assumed'
    if ($env:AWSENV_ROLE_ARN -ceq $call[10] -and [long]$env:AWSENV_EXPIRES -gt $now) {
        $became = 'was active already, and is assumed anew'
        if ($call[7].EndsWith("=$env:AWS_ACCESS_KEY_ID")) { $became = 'is active already' }
    }
    $hours = [math]::Floor($left / 3600)
    $minutes = [math]::Floor($left % 3600 / 60)
    $time = "${hours}h ${minutes}m"
    if ($hours -eq 0) { $time = "${minutes}m" } elseif ($minutes -eq 0) { $time = "${hours}h" }
    "awsenv: $($call[9]) $became ($($call[10])), until $($call[11]) ($time)"
}

# =============================================================================
# Prompt: the role, and how long it lasts. For a prompt of one's own, "$__awsenv_ps1" is the segment with a blank after
# it, or nothing; it isn't shown twice then. AWSENV_PROMPT=0 at the start leaves prompt alone, and then nothing renews.

# Runs before each prompt. It starts no process and writes no file, except for the renewal.
function global:__awsenv_prompt {
    Microsoft.PowerShell.Core\Set-StrictMode -Off
    $global:__awsenv_ps1 = ''
    if (-not $env:AWSENV_ROLE) { return }
    $left = __awsenv_count
    if ($env:AWSENV_ROLE_ARN -and $env:AWSENV_RENEW -cne '0' -and $null -ne $left -and $left -gt 0 -and $left -lt 300 -and
        $env:AWSENV_EXPIRES -cne $global:__awsenv_tried) {
        $global:__awsenv_tried = $env:AWSENV_EXPIRES
        __awsenv_renew
        $left = __awsenv_count
    }
    $global:__awsenv_ps1 = __awsenv_segment $left
}

# The seconds that the session has left, or nothing where AWSENV_EXPIRES is no number.
function global:__awsenv_count {
    if ($env:AWSENV_EXPIRES -cnotmatch '^[0-9]{1,12}\z') { return }
    [long]$env:AWSENV_EXPIRES - [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
}

# Renews a role five minutes before its end: once, with the login session at hand, within 2 s, and without a
# question. Running programs keep their old credentials.
function global:__awsenv_renew {
    $ErrorActionPreference = 'Continue'
    $PSNativeCommandUseErrorActionPreference = $false
    $program = __awsenv_program
    if ($null -eq $program) { return }
    $status = $global:LASTEXITCODE
    # What the program writes to stderr, an error record each line, PowerShell would drop in a prompt.
    $run = {
        foreach ($line in @() | & $program '--hook=powershell' 'renew' 2>&1) {
            if ($line -is [string]) { $line } else { [Console]::Error.WriteLine("$line") }
        }
    }
    try { $null = __awsenv_change $run } catch { } finally { $global:LASTEXITCODE = $status }
}

# The role in its account's colour, if any, and the time as in `awsenv status`.
function global:__awsenv_segment($left) {
    $time = '?'
    $colour = 31
    if ($null -ne $left) {
        if ($left -ge 300) { $colour = 33 }
        if ($left -ge 900) { $colour = 32 }
        $hours = [math]::Floor($left / 3600)
        $minutes = [math]::Floor($left % 3600 / 60)
        if ($left -le 0) { $time = 'expired' }
        elseif ($left -lt 60) { $time = "${left}s" }
        elseif ($hours -eq 0) { $time = "${minutes}m" }
        elseif ($minutes -eq 0) { $time = "${hours}h" }
        else { $time = "${hours}h ${minutes}m" }
    }
    # Cut where it is longer than any name.
    $role = $env:AWSENV_ROLE -replace '(?s)^(.{256}).*\z', '$1'
    $role = '(' + ($role -replace '[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]', '?')
    $time = " $time)"
    if (-not $env:NO_COLOR -and $env:TERM -cne 'dumb' -and $Host.UI.SupportsVirtualTerminal) {
        $escape = [char]27
        $account = 31 + [array]::IndexOf(@('red', 'green', 'yellow', 'blue', 'magenta', 'cyan'), $env:AWSENV_COLOUR)
        if ($account -ge 31) {
            $time = "$escape[${colour}m$time"
            $colour = $account
        }
        $role = "$escape[${colour}m$role"
        $time = "$time$escape[39m"
    }
    "$role$time "
}

# starship shows the role itself. STARSHIP_SHELL proves nothing about this shell: it is inherited.
function global:__awsenv_is_silent {
    if ($env:AWSENV_PROMPT -ceq '0') { return $true }
    if ($env:AWSENV_PROMPT -ceq '1') { return $false }
    if ($null -eq $global:__awsenv_beside) {
        $global:__awsenv_beside = 'nothing'
        if (Microsoft.PowerShell.Core\Get-Module 'starship') { $global:__awsenv_beside = 'starship' }
    }
    $global:__awsenv_beside -ceq 'starship'
}

# What a prompt shows, with the segment before it, where that isn't in it already.
function global:__awsenv_around($shown) {
    Microsoft.PowerShell.Core\Set-StrictMode -Off
    $text = -join $shown
    if ($text -ceq '') { $text = 'PS>' }
    if ($global:__awsenv_ps1 -ceq '' -or $text.Contains($global:__awsenv_ps1) -or (__awsenv_is_silent)) { return $text }
    # A terminal's marks (VS Code's, Windows Terminal's) stay before the segment, which belongs to the prompt, not to the
    # output before it. The mark B ends a prompt.
    $marks = [regex]::Match($text, '^(?:\x1b\](?!(?:133|633);B)[^\x07\x1b]*(?:\x07|\x1b\\))+').Value
    $marks + $global:__awsenv_ps1 + $text.Substring($marks.Length)
}

# =============================================================================
# Completion: the first Tab asks the binary for the completion, which replaces this function.

function global:__awsenv_load_completion {
    $ErrorActionPreference = 'Continue'
    $PSNativeCommandUseErrorActionPreference = $false
    $program = __awsenv_program
    if ($null -eq $program) { return }
    $status = $global:LASTEXITCODE
    try {
        $text = @(& $program '--hook=powershell' 'completion' 'powershell' 2>$null) -join "`n"
        if ($LASTEXITCODE -eq 0) { Microsoft.PowerShell.Utility\Invoke-Expression $text }
    }
    catch { }
    finally {
        $global:LASTEXITCODE = $status
    }
}

# Under ConstrainedLanguage there are no closures and no clock.
if (__awsenv_is_free) {
    $global:__awsenv_ps1 = ''
    $global:__awsenv_tried = ''
    $global:__awsenv_beside = $null
    Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName awsenv -ScriptBlock {
        param($word, $ast, $position)
        __awsenv_load_completion
        if ($ExecutionContext.InvokeCommand.GetCommand('__awsenv_complete', 'Function')) {
            __awsenv_complete $word $ast $position
        }
    }
    if ($env:AWSENV_PROMPT -cne '0' -and "$function:prompt" -notlike '*__awsenv_prompt*') {
        $function:global:prompt = & {
            $__awsenv_shown_before = $function:prompt
            {
                # $? as the user's prompt is to find it: only an error makes it false.
                $__awsenv_ok = $?
                __awsenv_prompt
                if (-not $__awsenv_ok) { Microsoft.PowerShell.Utility\Write-Error '' -ErrorAction Ignore }
                __awsenv_around (& $__awsenv_shown_before)
            }.GetNewClosure()
        }
    }
}
