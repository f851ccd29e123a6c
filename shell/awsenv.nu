# awsenv for nushell 0.108 and later. In config.nu: source /path/to/awsenv.nu

# Put an assumed AWS role into this shell.
@complete __awsenv_complete
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
            # The next prompt looks whether it has this.
            if $nu.is-interactive { $env.AWSENV_RESTORE? | default '' | job send 0 --tag 2897 }
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

# Before each prompt.
def --env __awsenv_prompt [] {
    __awsenv_tell_of_loss
    if (__awsenv_is_ending) {
        # A record, which no program gets as a variable.
        $env.__awsenv_tried = { end: $env.AWSENV_EXPIRES }
        try { awsenv renew } catch { null }
    }
    __awsenv_place
}

# A change that was made in a block with an environment of its own has ended with it.
def __awsenv_tell_of_loss [] {
    mut last: any = null
    loop { try { $last = (job recv --tag 2897 --timeout 0sec) } catch { break } }
    if $last != null and $last != ($env.AWSENV_RESTORE? | default '') {
        print --stderr 'awsenv: error: the last change was made in a block, and has ended with it'
        print --stderr 'awsenv: hint: call awsenv outside of it, or write "do --env", or "def --env"'
    }
}

# Whether there is a role with less than five minutes left, which awsenv has not tried to renew yet.
def __awsenv_is_ending [] {
    let left = __awsenv_left
    if $left == null or $left <= 0 or $left >= 300 or $env.AWSENV_RENEW? == '0' { return false }
    if ($env.AWSENV_ROLE? | default '') == '' or ($env.AWSENV_ROLE_ARN? | default '') == '' { return false }
    $env.AWSENV_EXPIRES != $env.__awsenv_tried?.end?
}

# The seconds that are left, or null.
def __awsenv_left [] {
    let expires = $env.AWSENV_EXPIRES? | default ''
    if $expires =~ '^[0-9]{1,12}$' { ($expires | into int) - ((date now | into int) // 1_000_000_000) }
}

# Puts the segment before the prompt of now, once, unless that shows the role itself.
def --env __awsenv_place [] {
    let before = $env.PROMPT_COMMAND? | default ''
    let is_closure = ($before | describe) == 'closure'
    if $is_closure and (view source $before) =~ '__awsenv_segment' { return }
    let is_starship = $is_closure and (view source $before) =~ 'starship'
    if $env.AWSENV_PROMPT? == '0' or $is_starship and $env.AWSENV_PROMPT? != '1' { return }
    $env.PROMPT_COMMAND = {|| $"(__awsenv_segment)(if $is_closure { do $before } else { $before })" }
}

# The role, and how long it lasts, for the prompt; with a blank behind it, or nothing.
def __awsenv_segment [] {
    let role = $env.AWSENV_ROLE? | default ''
    if $role == '' or $env.AWSENV_PROMPT? == '0' { return '' }
    let label = $role | str substring 0..255 | str replace --all --regex '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]' '?'
    let left = __awsenv_left
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

# What Tab offers behind awsenv; null leaves it to nushell, which offers files. awsenv knows the words.
def __awsenv_complete [spans: list<string>] {
    let words = $spans | skip 1 | str replace --regex '^(["\x27`])(.*?)\1?$' '$2'
    let answer = try { ^awsenv complete ($words | to json --raw) | complete } catch { return [] }
    if $answer.exit_code != 0 { return [] }
    let answer = $answer.stdout | from json
    if $answer.files { return null }
    if $answer.command != null {
        # The command behind `exec` is the user's, and so is what completes it.
        let completer = $env.config?.completions?.external?.completer?
        return (if $completer != null { do $completer ($spans | skip ($answer.command + 1)) })
    }
    let typed = $words | last
    let quote = $spans | last | str substring 0..0
    $answer.words
    | where {|word| $word.name | str starts-with --ignore-case $typed }
    | each {|word| { value: (__awsenv_quoted $word.name $quote), description: $word.description } }
}

# In the quotes that were begun, if they will do.
def __awsenv_quoted [word: string, quote: string] {
    if $quote == '"' or "'" in $word { return ($word | to json) }
    if $quote != "'" and $word =~ '^[\w./:@,=+-]+$' { $word } else { $"'($word)'" }
}

# Once, however often this is sourced.
if $nu.is-interactive {
    do --env {
        let hooks = $env.config?.hooks?.pre_prompt? | default [] | append []
        if not ($hooks | any {|hook| ($hook | describe) == 'closure' and (view source $hook) =~ '__awsenv_prompt' }) {
            $env.config.hooks.pre_prompt = ($hooks | append {|| __awsenv_prompt })
        }
    }
}
