# What completes the words of awsenv in Windows PowerShell 5.1 and PowerShell 7. The hook loads it at the first Tab;
# without the hook, in $PROFILE: awsenv completion powershell | Out-String | Invoke-Expression
# The names of profiles and the like stand in a file that awsenv keeps: no process is started for them. What is typed is
# neither expanded nor run.

# What can stand at the cursor: $typed is what is there of the word, $ast the command, $position the cursor in the line.
function global:__awsenv_complete($typed, $ast, $position) {
    Microsoft.PowerShell.Core\Set-StrictMode -Off
    $state = @{ path = ''; value = ''; account = '' }
    __awsenv_enter $state ''
    foreach ($element in $ast.CommandElements) {
        if ($element.Extent.EndOffset -ge $position) { break }
        if ($element.Extent.StartOffset -eq $ast.Extent.StartOffset) { continue }
        # Behind the name of a program, its own words: PowerShell completes files there.
        if ($state.places[0] -ceq 'COMMAND' -and $state.account -ceq '') { return }
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
    elseif ($kind -ceq 'COMMAND') { return }
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
    foreach ($word in $state.words) { __awsenv_offer $typed $word[0] $word[1] }
    foreach ($word in $__awsenv_literals["$kind"]) { __awsenv_offer $typed "$prefix$word" $word }
    foreach ($line in __awsenv_names $kind $state.account $typed.Substring($prefix.Length)) {
        __awsenv_offer $typed "$prefix$($line[-1])" $line[0]
    }
}

# What a word before the cursor means for those after it: it goes on with the command's name, is an option, whose value
# may follow, or takes the next of the command's places.
function global:__awsenv_read_word($state, $word) {
    if ($state.value -cne '') { $state.value = '' }
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
    foreach ($line in __awsenv_names 'ACCOUNT' '' $word) { if ($line[1] -ceq $word) { return $true } }
    $false
}

# The lines of a kind in the file of the names, if there is one, each as an array; of a role, those in an account. All
# lines are looked at in one go: one by one takes long where there are thousands.
function global:__awsenv_names($kind, $account, $start) {
    $file = [IO.Path]::Combine($HOME, '.cache', 'awsenv', 'names')
    if ("$env:XDG_CACHE_HOME".StartsWith('/')) { $file = [IO.Path]::Combine($env:XDG_CACHE_HOME, 'awsenv', 'names') }
    $kinds = switch -CaseSensitive ($kind) {
        'TARGET' { 'alias|target|account' }
        'ROLE' { 'role\t' + [regex]::Escape($account) }
        default { "$kind".ToLowerInvariant() }
    }
    if (-not $kind -or -not [IO.File]::Exists($file)) { return }
    $lines = [IO.File]::ReadAllLines($file) -match "^(?-i:$kinds)\t$([regex]::Escape($start))"
    foreach ($line in $lines) { , $line.Split("`t") }
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

# What can follow the words of a command: the rest of its name, its options, and the kinds of its arguments.
$global:__awsenv_table = @{
    '' = @{
        words = @(
            , @('login', 'log in with MFA, once for all roles, and put the session into this shell')
            , @('assume', 'assume a role and put it into this shell')
            , @('exec', 'run one command with a role; this shell stays as it is')
            , @('credential-process', 'the JSON that the AWS SDKs, Terraform and the AWS Toolkit ask for; never asks a question')
            , @('unset', 'put this shell back to what it was before the first login or assume')
            , @('clear', 'unset, and forget this shell''s session, so that it has to be asked for anew')
            , @('whoami', 'who you are to AWS, how long, and where profile, key and region come from')
            , @('console', 'open the web console as a role')
            , @('list', 'aliases, profiles, keys and cached sessions, with the time left')
            , @('status', 'one line about the session of this shell; exit code 3 where there is no valid one')
            , @('prompt', 'the segment for a prompt of your own: role and time left, or nothing')
            , @('renew', 'the role of this shell anew, if that takes no question')
            , @('init', 'print the hook of a shell, for the shell''s start-up file')
            , @('completion', 'print what completes the words of awsenv in a shell')
            , @('keys', 'add, import, list, rotate, remove')
            , @('policy', 'user, trust')
            , @('config', 'get, set, unset, list, dump, add-profile, remove-profile')
        )
        flags = @(
            , @('--version', 'which version this is')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'keys' = @{
        words = @(
            , @('add', 'put a long-term access key into awsenv''s vault')
            , @('import', 'move a key from ~/.aws into awsenv''s vault')
            , @('list', 'the long-term keys in awsenv''s vault')
            , @('rotate', 'put a new key in the place of one in awsenv''s vault')
            , @('remove', 'take a key out of awsenv''s vault')
        )
        flags = @(
            , @('--help', 'explain it')
        )
        places = @()
    }
    'policy' = @{
        words = @(
            , @('user', 'print the policy of an IAM user who may only assume the roles')
            , @('trust', 'print or check the trust policy of a role that demands the user''s MFA')
        )
        flags = @(
            , @('--help', 'explain it')
        )
        places = @()
    }
    'config' = @{
        words = @(
            , @('get', 'print a setting')
            , @('set', 'change a setting')
            , @('unset', 'take a setting out of the file')
            , @('list', 'all settings that hold, and where each comes from')
            , @('dump', 'the profiles of ~/.aws as awsenv reads them, without their secrets')
            , @('add-profile', 'a profile in ~/.aws/config by which other programs get a role from awsenv')
            , @('remove-profile', 'take a profile that config add-profile wrote out of ~/.aws/config')
        )
        flags = @(
            , @('--help', 'explain it')
        )
        places = @()
    }
    'login' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--duration', 'how long the session is to last: seconds, or a form like 1h30m', '-')
            , @('--region', 'the region to work in', 'REGION')
            , @('--mfa-serial', 'the MFA device: its ARN, or the serial of a hardware device', '-')
            , @('--mfa-stdin', 'read the MFA code from stdin')
            , @('--refresh', 'a new session, even where a good one is cached')
            , @('--shell', 'write for this shell: sh, bash, zsh, fish, powershell', 'DIALECT')
            , @('--print', 'print the script, secrets included, even to a terminal')
            , @('--format', 'as data instead of a script: json, process, dotenv, export; the shell stays as it is', 'FORMAT')
            , @('--help', 'explain it')
        )
        places = @('PROFILE')
    }
    'assume' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--duration', 'how long the session is to last: seconds, or a form like 1h30m', '-')
            , @('--region', 'the region to work in', 'REGION')
            , @('--mfa-serial', 'the MFA device: its ARN, or the serial of a hardware device', '-')
            , @('--mfa-stdin', 'read the MFA code from stdin')
            , @('--refresh', 'a new session, even where a good one is cached')
            , @('--from', 'the profile, or the access key id, to start from', 'PROFILE')
            , @('--session-name', 'what CloudTrail calls the session (default: your user name)', '-')
            , @('--external-id', 'the id that the role''s trust policy asks for', '-')
            , @('--source-identity', 'who is behind the session, through all later roles', '-')
            , @('--tag', 'a session tag, KEY=VALUE; may be given again', '-')
            , @('--transitive-tag', 'the key of a tag that later roles inherit; may be given again', '-')
            , @('--policy', 'a session policy: JSON, or the path of a file that has it', 'FILE')
            , @('--policy-arn', 'a managed policy as session policy; may be given again', '-')
            , @('--yes', 'no question where an account is to be confirmed, if the settings allow that')
            , @('--min-ttl', 'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m', '-')
            , @('--shell', 'write for this shell: sh, bash, zsh, fish, powershell', 'DIALECT')
            , @('--print', 'print the script, secrets included, even to a terminal')
            , @('--format', 'as data instead of a script: json, process, dotenv, export; the shell stays as it is', 'FORMAT')
            , @('--help', 'explain it')
        )
        places = @('TARGET')
    }
    'exec' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--duration', 'how long the session is to last: seconds, or a form like 1h30m', '-')
            , @('--region', 'the region to work in', 'REGION')
            , @('--mfa-serial', 'the MFA device: its ARN, or the serial of a hardware device', '-')
            , @('--mfa-stdin', 'read the MFA code from stdin')
            , @('--refresh', 'a new session, even where a good one is cached')
            , @('--from', 'the profile, or the access key id, to start from', 'PROFILE')
            , @('--session-name', 'what CloudTrail calls the session (default: your user name)', '-')
            , @('--external-id', 'the id that the role''s trust policy asks for', '-')
            , @('--source-identity', 'who is behind the session, through all later roles', '-')
            , @('--tag', 'a session tag, KEY=VALUE; may be given again', '-')
            , @('--transitive-tag', 'the key of a tag that later roles inherit; may be given again', '-')
            , @('--policy', 'a session policy: JSON, or the path of a file that has it', 'FILE')
            , @('--policy-arn', 'a managed policy as session policy; may be given again', '-')
            , @('--yes', 'no question where an account is to be confirmed, if the settings allow that')
            , @('--min-ttl', 'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m', '-')
            , @('--help', 'explain it')
        )
        places = @('TARGET', 'COMMAND')
    }
    'credential-process' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--duration', 'how long the session is to last: seconds, or a form like 1h30m', '-')
            , @('--region', 'the region to work in', 'REGION')
            , @('--mfa-serial', 'the MFA device: its ARN, or the serial of a hardware device', '-')
            , @('--mfa-stdin', 'read the MFA code from stdin')
            , @('--refresh', 'a new session, even where a good one is cached')
            , @('--from', 'the profile, or the access key id, to start from', 'PROFILE')
            , @('--session-name', 'what CloudTrail calls the session (default: your user name)', '-')
            , @('--external-id', 'the id that the role''s trust policy asks for', '-')
            , @('--source-identity', 'who is behind the session, through all later roles', '-')
            , @('--tag', 'a session tag, KEY=VALUE; may be given again', '-')
            , @('--transitive-tag', 'the key of a tag that later roles inherit; may be given again', '-')
            , @('--policy', 'a session policy: JSON, or the path of a file that has it', 'FILE')
            , @('--policy-arn', 'a managed policy as session policy; may be given again', '-')
            , @('--min-ttl', 'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m', '-')
            , @('--print', 'print the script, secrets included, even to a terminal')
            , @('--help', 'explain it')
        )
        places = @('TARGET')
    }
    'unset' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--shell', 'write for this shell: sh, bash, zsh, fish, powershell', 'DIALECT')
            , @('--print', 'print the script, secrets included, even to a terminal')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'clear' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--shell', 'write for this shell: sh, bash, zsh, fish, powershell', 'DIALECT')
            , @('--print', 'print the script, secrets included, even to a terminal')
            , @('--all', 'forget every cached session')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'whoami' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--offline', 'ask nobody: what the environment and the files say')
            , @('--json', 'as JSON')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'console' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--duration', 'how long the session is to last: seconds, or a form like 1h30m', '-')
            , @('--region', 'the region to show', 'REGION')
            , @('--mfa-serial', 'the MFA device: its ARN, or the serial of a hardware device', '-')
            , @('--mfa-stdin', 'read the MFA code from stdin')
            , @('--refresh', 'a new session, even where a good one is cached')
            , @('--from', 'the profile, or the access key id, to start from', 'PROFILE')
            , @('--session-name', 'what CloudTrail calls the session (default: your user name)', '-')
            , @('--external-id', 'the id that the role''s trust policy asks for', '-')
            , @('--source-identity', 'who is behind the session, through all later roles', '-')
            , @('--tag', 'a session tag, KEY=VALUE; may be given again', '-')
            , @('--transitive-tag', 'the key of a tag that later roles inherit; may be given again', '-')
            , @('--policy', 'a session policy: JSON, or the path of a file that has it', 'FILE')
            , @('--policy-arn', 'a managed policy as session policy; may be given again', '-')
            , @('--yes', 'no question where an account is to be confirmed, if the settings allow that')
            , @('--min-ttl', 'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m', '-')
            , @('--service', 'the service to show: ec2, s3, cfn, ..., or its name in the console''s address', '-')
            , @('--print', 'print the link, a secret, instead of opening a browser')
            , @('--help', 'explain it')
        )
        places = @('TARGET')
    }
    'list' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--json', 'as JSON')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'status' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'prompt' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'renew' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--shell', 'write for this shell: sh, bash, zsh, fish, powershell', 'DIALECT')
            , @('--print', 'print the script, secrets included, even to a terminal')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'init' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--path', 'print where the installed file is')
            , @('--install', 'put the line that loads it into the shell''s start-up file, after showing it')
            , @('--uninstall', 'take that line out again')
            , @('--yes', 'do not ask before a file is changed')
            , @('--help', 'explain it')
        )
        places = @('SHELL')
    }
    'completion' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--help', 'explain it')
        )
        places = @('SHELL')
    }
    'keys add' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--csv', 'the console''s download', 'FILE')
            , @('--stdin', 'the id on the first line of stdin, the secret on the next')
            , @('--mfa-serial', 'the MFA device of its user (default: the one that IAM knows of)', '-')
            , @('--replace', 'in the place of another key of that name')
            , @('--offline', 'don''t ask AWS whether it is a key')
            , @('--help', 'explain it')
        )
        places = @('NAME')
    }
    'keys import' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--yes', 'don''t ask: the line goes in the place of the key')
            , @('--no-line', 'don''t ask: the key goes, and no line stands there')
            , @('--keep', 'don''t ask: the key stays in the file too')
            , @('--replace', 'in the place of another key of that name')
            , @('--offline', 'don''t ask AWS whether it is a key')
            , @('--help', 'explain it')
        )
        places = @('PROFILE')
    }
    'keys list' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--json', 'as JSON')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'keys rotate' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--mfa-serial', 'the MFA device: its ARN, or the serial of a hardware device', '-')
            , @('--mfa-stdin', 'read the MFA code from stdin')
            , @('--yes', 'delete the user''s other key, where it is inactive, without a question')
            , @('--help', 'explain it')
        )
        places = @('PROFILE')
    }
    'keys remove' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--restore', 'write it back into ~/.aws/credentials')
            , @('--yes', 'don''t ask')
            , @('--help', 'explain it')
        )
        places = @('PROFILE')
    }
    'policy user' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--account', 'the account''s id, where USER is a name', '-')
            , @('--partition', 'aws, aws-cn, aws-us-gov, aws-eusc', '-')
            , @('--as', 'json, cloudformation, terraform', 'POLICY_FORM')
            , @('--help', 'explain it')
        )
        places = @('USER', 'ROLE', 'COMMAND')
    }
    'policy trust' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--account', 'the account''s id, where USER is a name', '-')
            , @('--partition', 'aws, aws-cn, aws-us-gov, aws-eusc', '-')
            , @('--as', 'json, cloudformation, terraform', 'POLICY_FORM')
            , @('--mfa-age', 'how long one MFA code counts: seconds, or a form like 12h', '-')
            , @('--role', 'the role that a template makes: its name, with its path if it has one', '-')
            , @('--tags', 'allow session tags (sts:TagSession)')
            , @('--source-identity', 'allow a source identity (sts:SetSourceIdentity)')
            , @('--check', 'check the trust policy in this file; - reads it from stdin', 'FILE')
            , @('--help', 'explain it')
        )
        places = @('USER')
    }
    'config get' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--help', 'explain it')
        )
        places = @('KEY')
    }
    'config set' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--help', 'explain it')
        )
        places = @('KEY', 'VALUE')
    }
    'config unset' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--help', 'explain it')
        )
        places = @('KEY')
    }
    'config list' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--json', 'as JSON')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'config dump' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--json', 'as JSON, which is the only form so far')
            , @('--help', 'explain it')
        )
        places = @()
    }
    'config add-profile' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--all', 'one for each profile that has role_arn')
            , @('--from', 'the profile, or the access key id, to start from', 'PROFILE')
            , @('--region', 'the region to work in (default: that of the role or its source)', 'REGION')
            , @('--duration', 'how long a session is to last', '-')
            , @('--help', 'explain it')
        )
        places = @('NAME', 'TARGET')
    }
    'config remove-profile' = @{
        words = @()
        flags = @(
            , @('--debug', 'say on stderr what is done and asked; never a secret')
            , @('--help', 'explain it')
        )
        places = @('PROFILE')
    }
}

# The words of a kind, where they are always the same.
$global:__awsenv_literals = @{
    'DIALECT' = 'sh', 'bash', 'zsh', 'fish', 'powershell'
    'FORMAT' = 'json', 'process', 'dotenv', 'export'
    'SHELL' = 'bash', 'zsh', 'fish', 'powershell'
    'POLICY_FORM' = 'json', 'cloudformation', 'terraform'
    'KEY' = 'aws_vault', 'endpoints', 'browser'
}

Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName awsenv -ScriptBlock {
    param($word, $ast, $position)
    __awsenv_complete $word $ast $position
}
