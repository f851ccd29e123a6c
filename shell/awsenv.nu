# awsenv for nushell 0.108 and later. In config.nu: source /path/to/awsenv.nu

# Put an assumed AWS role into this shell.
def --env --wrapped awsenv [...words: string] {
    if not (__awsenv_is_change $words) {
        # Without words, awsenv says whether there is a hook; doctor says whether it has the right version.
        let hook = match ($words | get -o 0) {
            null => ['--hook=nushell']
            'doctor' => ['--hook=nushell@0.2.0']
            _ => []
        }
        ^awsenv ...$hook ...$words
    } else {
        # A failure of the program ends the call here.
        let text = (^awsenv --hook=nushell ...$words)
        if $text starts-with '{' {
            let change = (__awsenv_parsed $text)
            hide-env --ignore-errors ...($change | where value == null | get name)
            load-env ($change | where value != null | reduce --fold {} {|it, all| $all | insert $it.name $it.value })
        } else if $text != '' {
            print $text
        }
    }
}

# Whether a call is to change the environment. One that asks for help, or for a text of its own, is not.
def __awsenv_is_change [words: list<string>] {
    if ($words | get -o 0) not-in ['login' 'assume' 'unset' 'clear' 'renew'] { return false }
    not ($words | any {|word| $word =~ '^(-h|--help|--print|(--format|--shell)(=.*)?)$' })
}

# The names and values of an answer; null removes a variable. The error of `from json` itself would show secrets.
def __awsenv_parsed [text: string] {
    let change = try { $text | from json | transpose name value } catch { [] }
    let is_whole = ($change | is-not-empty) and ($change | all {|it|
        $it.name =~ '^[A-Z_][A-Z0-9_]*$' and ($it.value | describe) in ['string' 'nothing']
    })
    if not $is_whole { error make --unspanned { msg: 'awsenv: the answer has come damaged: nothing is changed' } }
    $change
}

# The role, and how long it lasts, for the prompt; with a blank behind it, or nothing.
def __awsenv_segment [] {
    let role = $env.AWSENV_ROLE? | default ''
    if $role == '' { return '' }
    let label = $role | str substring 0..255 | str replace --all --regex '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]' '?'
    let expires = $env.AWSENV_EXPIRES? | default ''
    let left = if $expires =~ '^[0-9]{1,12}$' { ($expires | into int) - ((date now | into int) // 1_000_000_000) }
    let colour = if $left == null or $left < 300 { 'red' } else if $left < 900 { 'yellow' } else { 'green' }
    let account = $env.AWSENV_COLOUR? | default ''
    let first = if $account in ['red' 'green' 'yellow' 'blue' 'magenta' 'cyan'] { $account } else { $colour }
    if ($env.NO_COLOR? | default '') != '' { return $"\(($label) (__awsenv_time $left)\) " }
    $"(ansi $first)\(($label) (ansi $colour)(__awsenv_time $left)\)(ansi reset) "
}

# The time that is left, as in `awsenv status`.
def __awsenv_time [left: any] {
    if $left == null { return '?' }
    if $left <= 0 { return 'expired' }
    if $left < 60 { return $"($left)s" }
    let hours = $left // 3600
    let minutes = $left mod 3600 // 60
    if $hours == 0 { $"($minutes)m" } else if $minutes == 0 { $"($hours)h" } else { $"($hours)h ($minutes)m" }
}

# The segment before the prompt of now, once.
if $nu.is-interactive and $env.AWSENV_PROMPT? != '0' {
    do --env {
        let before = $env.PROMPT_COMMAND? | default ''
        let is_closure = ($before | describe) == 'closure'
        if not ($is_closure and (view source $before) =~ '__awsenv_segment') {
            $env.PROMPT_COMMAND = {|| $"(__awsenv_segment)(if $is_closure { do $before } else { $before })" }
        }
    }
}
