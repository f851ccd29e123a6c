# awsenv for fish 3.2 and later. In ~/.config/fish/config.fish: source /path/to/awsenv.fish
# Builtins are called as builtin NAME, past functions of their names. What belongs to the user (variables, events, the
# universal store) is neither changed nor relied on.

# =============================================================================
# Wrapper: only this shell itself can put a role into its environment.

# In the caller's own scope, where the caller's local variables are seen.
function awsenv --no-scope-shadowing --description 'Put an assumed AWS role into this shell'
    if not command -q awsenv
        builtin printf 'awsenv: the program "awsenv" is not on the PATH\n' >&2
        return 127
    end
    builtin set -l __awsenv_has_ticket
    if builtin test "$argv[1]" = --ticket
        builtin set __awsenv_has_ticket 1
        builtin set -e argv[1]
    end
    if not builtin functions -q __awsenv_is_change
        builtin printf 'awsenv: error: this shell has a part of the hook only: nothing has been changed\n' >&2
        builtin printf 'awsenv: hint: source awsenv.fish in this shell, or run: command awsenv init fish | source\n' >&2
        return 1
    end
    if not __awsenv_is_change $argv
        # Without words, awsenv says whether there is a hook; doctor says whether it has the right version.
        builtin set -q argv[1]
        or builtin set argv --hook=fish
        builtin test "$argv[1]" != doctor
        or builtin set argv --hook=fish@0.2.0 $argv
        command awsenv $argv
        return
    end
    builtin set -q __awsenv_has_ticket[1]
    or __awsenv_ticket $argv
    or return 75
    # A trace would show the secrets. This one ends with the function.
    builtin set -l fish_trace
    builtin functions -q __awsenv_ready
    and __awsenv_ready $argv
    and return 0
    __awsenv_can_change $argv
    or return 1
    __awsenv_change $argv
end

# Whether a call is to change the environment. One that asks for help, or for a text of its own, is not.
function __awsenv_is_change
    builtin contains -- "$argv[1]" login assume unset clear renew
    or return 1
    for __awsenv_word in $argv
        switch $__awsenv_word
            case -h --help --print --format '--format=*' --shell '--shell=*'
                return 1
        end
    end
end

# Whether what is set here stays: not so where a variable is set for this call alone (`AWS_REGION=x awsenv assume`), or
# local to the caller. What is set and not exported the program doesn't see, and could not bring back.
function __awsenv_can_change --no-scope-shadowing
    if builtin contains -- "$argv[1]" unset clear; and builtin test -z "$AWSENV_ROLE$AWSENV_EXPIRES$AWSENV_RESTORE"
        return 0
    end
    builtin set -l __awsenv_managed
    __awsenv_list_managed
    for __awsenv_name in $__awsenv_managed
        if builtin set -ql $__awsenv_name
            builtin printf 'awsenv: error: %s is set for this call alone, or local to a function: nothing has been changed\n' $__awsenv_name >&2
            builtin printf 'awsenv: hint: export it before the call; --region and --from are for one call\n' >&2
            return 1
        end
        if builtin set -qg $__awsenv_name; and not builtin set -qgx $__awsenv_name
            builtin printf 'awsenv: error: %s is set and not exported, and could not come back: nothing has been changed\n' $__awsenv_name >&2
            builtin printf 'awsenv: hint: export it, or erase it\n' >&2
            return 1
        end
    end
end

# Sets __awsenv_managed to the names of all variables that awsenv sets and unsets.
function __awsenv_list_managed --no-scope-shadowing
    builtin set __awsenv_managed AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_DELEGATION_TOKEN AWS_CREDENTIAL_SCOPE \
        AWS_ACCESS_KEY AWS_SECRET_KEY AMAZON_ACCESS_KEY_ID AMAZON_SECRET_ACCESS_KEY AMAZON_SESSION_TOKEN \
        AWS_ROLE_ARN AWS_ROLE_SESSION_NAME AWS_WEB_IDENTITY_TOKEN_FILE \
        AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI \
        AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE AWS_VAULT AWSU_PROFILE \
        AWS_SSO_PROFILE AWSUME_EXPIRATION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN \
        AWS_REGION AWS_DEFAULT_REGION AWS_CREDENTIAL_EXPIRATION AWS_SESSION_EXPIRATION AWS_ACCOUNT_ID \
        AWSUME_PROFILE AWSENV_ROLE AWSENV_ROLE_ARN AWSENV_EXPIRES AWSENV_FROM AWSENV_COLOUR \
        AWSENV_RESTORE
end

# Runs the binary and evaluates its whole output if it succeeded and the last word is there; else nothing.
function __awsenv_change
    builtin set -l fish_trace
    # --hook says who calls. It is a word, since other callers of awsenv would inherit a variable.
    builtin set -l __awsenv_text (command awsenv --hook=fish $argv)
    builtin set -l __awsenv_status $status
    if builtin set -q MSYSTEM
        builtin set __awsenv_text (builtin string replace --all \r '' -- $__awsenv_text)
        __awsenv_keep_from_msys
    end
    switch "$__awsenv_text"
        case ''
        case 'begin; *; builtin true; end; end'
            if builtin test $__awsenv_status = 0
                builtin eval $__awsenv_text
                builtin set __awsenv_status $status
            end
            # Cut short; or, after something else, all there: it can hold secrets.
        case b be beg begi begin 'begin;*' '*; end; end'
            if builtin test $__awsenv_status = 0
                builtin printf 'awsenv: the answer has come damaged: nothing is changed\n' >&2
                builtin set __awsenv_status 1
            end
        case '*'
            builtin printf '%s\n' $__awsenv_text
    end
    return $__awsenv_status
end

# MSYS2 rewrites words that begin with / when it starts a native program, and one secret in 64 does:
# https://github.com/aws/aws-sam-cli/issues/9193. It must still rewrite paths, as in AWS_CONFIG_FILE.
function __awsenv_keep_from_msys
    builtin set -l __awsenv_names 'AWS_SECRET_ACCESS_KEY;AWS_SESSION_TOKEN;AWSENV_'
    switch ";$MSYS2_ENV_CONV_EXCL;"
        case "*;$__awsenv_names;*"
        case '*'
            builtin set -gx MSYS2_ENV_CONV_EXCL (builtin string join ';' -- $MSYS2_ENV_CONV_EXCL $__awsenv_names)
    end
end

# In `eval (awsenv assume x)` the status of this call would be lost. So the answer is the call itself, a ticket, which
# the eval runs with its status; and the call fails, so that `(awsenv assume x; and next)` stops there.
function __awsenv_ticket
    builtin status is-command-substitution
    or return 0
    builtin string join -- ' ' awsenv --ticket (builtin string escape -- $argv)
    return 1
end

# =============================================================================
# Ready: awsenv leaves its answers in memory, so that a switch to a cached role starts no process. This chapter reads and
# compares their files (src/credentials/ready/texts.ts), and evaluates nothing of them. If anything differs from what
# awsenv saw, awsenv is asked.

# Whether it has answered the call. It sees the variables of the caller, as awsenv does. A builtin sets a variable itself
# where it can: fish takes as long for one (...) as for ten builtins.
function __awsenv_ready --no-scope-shadowing
    builtin test "$AWSENV_READY" != 0
    and builtin -q path # fish 3.5: older ones have no clock
    and not builtin set -q MSYSTEM
    or return 1
    # The fields of AWSENV_RESTORE.
    builtin set -l __awsenv_kept
    builtin set -l __awsenv_id
    builtin set -l __awsenv_written
    builtin set -l __awsenv_target
    builtin set -l __awsenv_previous
    if builtin test -n "$AWSENV_RESTORE"
        builtin string match -qr '^2\.(?<__awsenv_kept>[A-Za-z0-9_-]*)\.(?<__awsenv_id>[0-9a-f]+)\.(?<__awsenv_written>[A-Za-z0-9_-]*)\.(?<__awsenv_target>[A-Za-z0-9_-]*)\.(?<__awsenv_previous>[A-Za-z0-9_-]*)\z' -- "$AWSENV_RESTORE"
        or return 1
    end
    builtin set -l __awsenv_call
    builtin set -l __awsenv_directory
    __awsenv_name_call $argv
    and __awsenv_find_call
    and __awsenv_is_own $__awsenv_directory/$__awsenv_call
    # The lines of the call's file (callText in texts.ts).
    and builtin read -z -l -d \n __awsenv_head __awsenv_from __awsenv_until __awsenv_uptime __awsenv_replaced \
        __awsenv_around __awsenv_program __awsenv_session __awsenv_words __awsenv_label __awsenv_arn __awsenv_clock \
        __awsenv_watched <$__awsenv_directory/$__awsenv_call
    and builtin test "$__awsenv_head" = "awsenv ready 2 $__awsenv_call"
    and builtin test "$__awsenv_replaced" = "$__awsenv_kept"
    and __awsenv_is_around
    and __awsenv_is_unchanged
    or return 1

    builtin set -l __awsenv_old
    if builtin test -n "$__awsenv_id"
        __awsenv_has_session
        or return 1
    end
    builtin set -l __awsenv_field
    builtin set -l __awsenv_names
    builtin set -l __awsenv_values
    if builtin test -n "$__awsenv_session"
        __awsenv_read_session $__awsenv_session
        or return 1
    end
    builtin set -l __awsenv_changed
    builtin set -l __awsenv_now
    __awsenv_is_alone
    and __awsenv_is_current
    and __awsenv_switch
end

# Sets __awsenv_call to the name of the call's file. The words have to be plain.
function __awsenv_name_call --no-scope-shadowing
    switch "$argv"
        case unset
            builtin test -n "$__awsenv_id"
            and builtin set __awsenv_call unset
            return
        case 'assume -'
            builtin test -n "$__awsenv_previous"
            or return 1
            builtin set __awsenv_call -=$__awsenv_previous
            builtin set argv assume
        case 'assume *'
            builtin set __awsenv_call "$argv[2]"
            builtin set -q argv[3]
            and builtin set __awsenv_call "$argv[2]=$argv[3]"
        case '*'
            return 1
    end
    builtin set __awsenv_call "assume=$AWSENV_FROM=$__awsenv_call"
    not builtin set -q argv[4]
    and not builtin string match -qvr '^(?:[A-Za-z0-9_.@+][A-Za-z0-9_.@+-]*)?\z' -- "$AWSENV_FROM" $argv[2..]
end

# Sets __awsenv_directory to where the call's file is. fish doesn't know the user's number, but whose a directory is.
function __awsenv_find_call --no-scope-shadowing
    builtin set -l __awsenv_places $XDG_RUNTIME_DIR/awsenv
    builtin test -e "$__awsenv_places/ready/$__awsenv_call"
    or builtin set -a __awsenv_places /run/user/*/awsenv /dev/shm/awsenv-*
    for __awsenv_place in $__awsenv_places
        builtin test -O $__awsenv_place -a ! -L $__awsenv_place -a -e $__awsenv_place/ready/$__awsenv_call
        or continue
        builtin set __awsenv_directory $__awsenv_place/ready
        builtin test -O $__awsenv_directory -a -k $__awsenv_directory -a ! -L $__awsenv_directory
        return
    end
    return 1
end

# chmod takes the sticky bit away: it is the one bit that fish can see.
function __awsenv_is_own
    builtin test -f $argv -a -O $argv -a -k $argv -a ! -L $argv
end

# Whether all around the shell is as the call's line says: = before the value of each variable that is set.
function __awsenv_is_around --no-scope-shadowing
    builtin set -l __awsenv_a =$HOME
    builtin set -l __awsenv_b =$XDG_CONFIG_HOME
    builtin set -l __awsenv_c =$XDG_STATE_HOME
    builtin set -l __awsenv_d =$XDG_DATA_HOME
    builtin set -l __awsenv_e =$XDG_RUNTIME_DIR
    builtin set -l __awsenv_f =$TZ
    builtin set -l __awsenv_g =$HTTPS_PROXY
    builtin set -l __awsenv_h =$https_proxy
    builtin set -l __awsenv_i =$NO_PROXY
    builtin set -l __awsenv_j =$no_proxy
    builtin test "$__awsenv_around" = "$__awsenv_a|$__awsenv_b|$__awsenv_c|$__awsenv_d|$__awsenv_e|$__awsenv_f|$__awsenv_g|$__awsenv_h|$__awsenv_i|$__awsenv_j"
end

# Whether the files that the answer depends on are there (+) or not (-), or lie between their two stamps by time.
function __awsenv_is_unchanged --no-scope-shadowing
    builtin set -l __awsenv_absent
    builtin set -l __awsenv_present
    builtin set -l __awsenv_stamps
    builtin set -l __awsenv_stamped
    builtin string match -qr '^(?:(?:-|stamp=[0-9a-f=]+)\n/.*\n)+\+\n(?<__awsenv_present>/.*)\nend\n\z' -- "$__awsenv_watched"
    and builtin test -e $__awsenv_present
    and builtin string match -qra '(?m)^stamp(?<__awsenv_stamps>=.*)\n(?<__awsenv_stamped>.*)$' -- "$__awsenv_watched"
    or return 1
    builtin string match -qra '(?m)^-\n(?<__awsenv_absent>.*)$' -- "$__awsenv_watched"
    and builtin path filter -q -- $__awsenv_absent
    and return 1
    for __awsenv_path in $__awsenv_stamped
        builtin test $__awsenv_path -nt $__awsenv_directory/stamp$__awsenv_stamps[1]=a -a $__awsenv_directory/stamp$__awsenv_stamps[1]=b -nt $__awsenv_path
        or return 1
        builtin set -e __awsenv_stamps[1]
    end
end

# Sets __awsenv_field (of AWSENV_RESTORE), __awsenv_names and __awsenv_values to what the file of a session says.
function __awsenv_read_session --no-scope-shadowing
    builtin set -l __awsenv_end
    builtin string match -qr '^session=[0-9a-f]+=[A-Z0-9]+\z' -- "$argv"
    and __awsenv_is_own $__awsenv_directory/$argv
    and builtin read -z -l -d \n __awsenv_head __awsenv_line __awsenv_text <$__awsenv_directory/$argv
    and builtin test "$__awsenv_head" = "awsenv ready 2 $argv"
    and builtin string match -qra '\G(?<__awsenv_names>[A-Z_]+)=(?<__awsenv_values>.*)\n(?<__awsenv_end>end\n\z)?' -- "$__awsenv_text"
    and builtin test -n "$__awsenv_end[-1]"
    and builtin string match -qr '(?m)^AWSENV_EXPIRES=[0-9]{1,12}$' -- "$__awsenv_text"
    and builtin set __awsenv_field $__awsenv_line
end

# Whether the variables are those of this shell's session, each with the value that awsenv gave it, exported, and neither
# local nor universal. Sets __awsenv_old to their names.
function __awsenv_has_session --no-scope-shadowing
    builtin set -l __awsenv_field
    builtin set -l __awsenv_names
    builtin set -l __awsenv_values
    __awsenv_read_session "session=$__awsenv_id=$AWS_ACCESS_KEY_ID"
    and builtin test "$__awsenv_field" = "$__awsenv_written"
    and builtin set __awsenv_old $__awsenv_names AWSENV_RESTORE
    # Each has one value: one at least, and together as many as there are line breaks below.
    and builtin set -qgx $__awsenv_old
    and builtin set -q $__awsenv_old\[1]
    or return 1
    builtin set -l __awsenv_now \n$$__awsenv_names
    builtin set __awsenv_values \n$__awsenv_values
    builtin test "$__awsenv_now" = "$__awsenv_values"
    or return 1
    # The status is how many are not set there: all of them, if it is the number of the last.
    builtin set -ql $__awsenv_old
    builtin test "$__awsenv_old[$status]" = AWSENV_RESTORE
    or return 1
    builtin set -qU $__awsenv_old
    builtin test "$__awsenv_old[$status]" = AWSENV_RESTORE
end

# Whether the shell has no other variable of AWS or of awsenv than those of __awsenv_old and some that do nothing to an answer.
function __awsenv_is_alone --no-scope-shadowing
    builtin set -l __awsenv_known $__awsenv_old\|
    not builtin set -n | builtin string match -qr "(?x) ^ (?! (?: $__awsenv_known AWSENV_PICKER | AWSENV_PROMPT | AWSENV_READY
        | AWSENV_RENEW | AWSENV_SHELL | AWS_CLI_AUTO_PROMPT | AWS_DEFAULT_OUTPUT | AWS_EXECUTION_ENV | AWS_MAX_ATTEMPTS
        | AWS_PAGER | AWS_RETRY_MODE ) \z ) (?: AWS | AMAZON_ )"
end

# Whether the program is the one that this shell would run, and the time is left that the call's lines say.
function __awsenv_is_current --no-scope-shadowing
    builtin read -l -d . __awsenv_up __awsenv_rest </proc/uptime
    and builtin set -l __awsenv_seen (builtin path mtime -- /; builtin path mtime -R -- /; builtin command -s awsenv)
    and builtin set -q __awsenv_seen[3]
    and builtin test "$__awsenv_seen[3]" = "$__awsenv_program"
    or return 1
    builtin set __awsenv_changed $__awsenv_seen[1..2]
    builtin set __awsenv_now (builtin math $__awsenv_changed[1] + $__awsenv_changed[2])
    and not builtin string match -qvr '^[0-9]{1,12}\z' -- $__awsenv_now $__awsenv_from $__awsenv_until $__awsenv_up $__awsenv_uptime
    and builtin test $__awsenv_now -ge $__awsenv_from -a $__awsenv_now -lt $__awsenv_until -a $__awsenv_up -lt $__awsenv_uptime
end

# Puts the new session in the place of what this shell has, and says so.
function __awsenv_switch --no-scope-shadowing
    if builtin test -z "$__awsenv_session"
        builtin set __awsenv_label $AWSENV_ROLE
        builtin set -eg $__awsenv_old
        builtin printf 'awsenv: %s has left this shell, whose environment now has no credentials\n' $__awsenv_label >&2
        return 0
    end
    builtin set -l __awsenv_became 'is assumed'
    if builtin test -n "$AWSENV_ROLE_ARN"; and builtin test "$AWSENV_ROLE_ARN" = "$__awsenv_arn"; and builtin test "$AWSENV_EXPIRES" -gt $__awsenv_now
        builtin set __awsenv_became 'was active already, and is assumed anew'
        builtin string match -q "*=$AWS_ACCESS_KEY_ID" -- $__awsenv_session
        and builtin set __awsenv_became 'is active already'
    end
    if builtin test -z "$__awsenv_target"; or builtin test "$__awsenv_target" = "$__awsenv_words"
        builtin set __awsenv_target $__awsenv_previous
    end
    builtin string match -qr '^session=(?<__awsenv_id>[0-9a-f]+)' -- $__awsenv_session
    builtin set -q __awsenv_old[1]
    and builtin set -eg $__awsenv_old
    for __awsenv_name in $__awsenv_names
        builtin set -gx $__awsenv_name $__awsenv_values[1]
        builtin set -e __awsenv_values[1]
    end
    builtin set -gx AWSENV_RESTORE "2.$__awsenv_kept.$__awsenv_id.$__awsenv_field.$__awsenv_words.$__awsenv_target"
    builtin set -l __awsenv_left
    builtin set -l __awsenv_time
    __awsenv_count $__awsenv_changed
    builtin printf 'awsenv: %s %s (%s), until %s (%s)\n' $__awsenv_label $__awsenv_became $__awsenv_arn $__awsenv_clock $__awsenv_time >&2
end

# =============================================================================
# Prompt: the role, and how long it lasts. For a prompt of one's own, "$__awsenv_ps1" is the segment with a blank after
# it, or nothing; AWSENV_PROMPT=0 then leaves fish_prompt alone.

# Runs before each prompt; fish keeps $status around it. It starts no process and writes no file, but for the one renewal.
function __awsenv_prompt
    builtin set -gu __awsenv_ps1 ''
    builtin set -eg __awsenv_inside
    builtin test -n "$AWSENV_ROLE"
    or return 0
    builtin set -l __awsenv_left
    builtin set -l __awsenv_time
    __awsenv_look
    __awsenv_renew
    __awsenv_segment
    __awsenv_is_silent
    or __awsenv_is_shown
    or __awsenv_wrap
end

# Sets __awsenv_left to the seconds that the session has left, or to nothing where AWSENV_EXPIRES is no number. fish has
# no clock; but it can tell when a file was changed, and how long ago that is.
function __awsenv_look --no-scope-shadowing
    builtin set __awsenv_left
    builtin string match -qr '^[0-9]{1,12}\z' -- "$AWSENV_EXPIRES"
    or return 0
    if builtin -q path
        __awsenv_count (builtin path mtime -- /; builtin path mtime -R -- /)
    else
        # fish 3.4 and older
        __awsenv_count (command date +%s) 0
    end
end

# Sets __awsenv_left to the seconds that the session has left, and __awsenv_time to that as in `awsenv status`. The sum of
# the arguments is the time.
function __awsenv_count --no-scope-shadowing
    builtin set -l __awsenv_difference "($AWSENV_EXPIRES - $argv[1] - $argv[2])"
    builtin set -l __awsenv_counted (
        builtin math $__awsenv_difference
        builtin math "floor($__awsenv_difference / 3600)"
        builtin math "floor($__awsenv_difference % 3600 / 60)"
    )
    builtin set __awsenv_left $__awsenv_counted[1]
    builtin set __awsenv_time "$__awsenv_counted[2]h $__awsenv_counted[3]m"
    if builtin test $__awsenv_counted[2] = 0
        builtin set __awsenv_time $__awsenv_counted[3]m
    else if builtin test $__awsenv_counted[3] = 0
        builtin set __awsenv_time $__awsenv_counted[2]h
    end
end

# Renews a role five minutes before its end: once, with the login session at hand, within 2 s, and without a
# question. Running programs keep their old credentials.
function __awsenv_renew --no-scope-shadowing
    builtin set -q __awsenv_left[1]
    and builtin test $__awsenv_left -gt 0 -a $__awsenv_left -lt 300
    # One test each: in a longer one, a value like -n would be an operator.
    and builtin test -n "$AWSENV_ROLE_ARN"
    and builtin test "$AWSENV_RENEW" != 0
    and builtin test "$AWSENV_EXPIRES" != "$__awsenv_tried"
    or return 0
    builtin set -g __awsenv_tried $AWSENV_EXPIRES
    command -q awsenv
    and awsenv renew </dev/null
    __awsenv_look
end

# Sets __awsenv_ps1: the role in its account's colour, if any, and the time as in `awsenv status`.
function __awsenv_segment --no-scope-shadowing
    builtin set -l __awsenv_colour 31
    if not builtin set -q __awsenv_left[1]
        builtin set __awsenv_time '?'
    else if builtin test $__awsenv_left -le 0
        builtin set __awsenv_time expired
    else if builtin test $__awsenv_left -lt 60
        builtin set __awsenv_time "$__awsenv_left"s
    else if builtin test $__awsenv_left -ge 900
        builtin set __awsenv_colour 32
    else if builtin test $__awsenv_left -ge 300
        builtin set __awsenv_colour 33
    end
    if not builtin test "$__awsenv_role" = "$AWSENV_ROLE"
        builtin set -g __awsenv_role $AWSENV_ROLE
        builtin set -g __awsenv_label (builtin string replace -ar '[\x00-\x1f\x7f-\x9f\x{61c}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}]' '?' -- "$AWSENV_ROLE" | builtin string sub -l 256)
    end
    builtin set -g __awsenv_ps1 "($__awsenv_label"
    builtin set __awsenv_time " $__awsenv_time)"
    if builtin test -z "$NO_COLOR"; and not builtin contains -- "$TERM" '' dumb
        if builtin contains -- "$AWSENV_COLOUR" red green yellow blue magenta cyan
            builtin set __awsenv_time \e"[$__awsenv_colour"m"$__awsenv_time"
            builtin set __awsenv_colour 3(builtin contains -i -- $AWSENV_COLOUR red green yellow blue magenta cyan)
        end
        builtin set -g __awsenv_ps1 \e"[$__awsenv_colour"m"$__awsenv_ps1"
        builtin set __awsenv_time "$__awsenv_time"\e'[39m'
    end
    builtin set -g __awsenv_ps1 "$__awsenv_ps1$__awsenv_time "
end

# Whether fish_prompt is the one that has shown the segment, in itself or in one that it calls.
function __awsenv_is_shown
    builtin functions -Dv fish_prompt | builtin read -z -l __awsenv_now
    builtin test "$__awsenv_shown" = "$__awsenv_now"
end

# Puts the segment before what fish_prompt shows now. The number tells the functions apart where something else has
# come around fish_prompt in the meantime, as VS Code does: one that called itself would never end.
function __awsenv_wrap
    builtin functions -q fish_prompt
    or return 0
    if builtin functions fish_prompt | builtin string match -q '*__awsenv_around*'
        return 0
    end
    builtin set -l __awsenv_number 1
    while builtin functions -q __awsenv_fish_prompt_$__awsenv_number
        builtin set __awsenv_number (builtin math $__awsenv_number + 1)
    end
    builtin functions -c fish_prompt __awsenv_fish_prompt_$__awsenv_number
    builtin eval "function fish_prompt --description 'awsenv, and the prompt of before'; __awsenv_around __awsenv_fish_prompt_$__awsenv_number \$argv; end"
end

# Shows the segment, unless it is shown already, and then the prompt that was there before, with the $status for it.
function __awsenv_around
    builtin set -l __awsenv_status $status
    if builtin test -n "$__awsenv_ps1"; and not builtin set -qg __awsenv_inside; and not __awsenv_is_silent
        builtin functions -Dv fish_prompt | builtin read -z -g __awsenv_shown
        builtin set -g __awsenv_inside 1
        __awsenv_return $__awsenv_status
        builtin set -l __awsenv_lines ($argv)
        # A terminal's marks (VS Code's, kitty's) stay before the segment, which belongs to the prompt, not to the output
        # before it. The mark B ends a prompt.
        builtin string match -q \e']*' -- "$__awsenv_lines[1]"
        and builtin set -l __awsenv_parts (builtin string match -r '^((?:\e\](?!(?:133|633);B)[^\a\e]*(?:\a|\e\\\\))+)(.*)' -- "$__awsenv_lines[1]")
        and builtin set __awsenv_lines[1] "$__awsenv_parts[3]"
        __awsenv_fit
        builtin printf '%s' "$__awsenv_parts[2]" $__awsenv_lines[1]
        builtin set -q __awsenv_lines[2]
        and builtin printf '\n%s' $__awsenv_lines[2..]
    else
        __awsenv_return $__awsenv_status
        $argv
    end
    builtin set -eg __awsenv_inside
end

# A prompt that fills the line, as tide's, has no room for the segment: fish would cut role and directory away. So the
# filling is made shorter; where there is none, the segment has a line of its own. ($COLUMNS can't be made less for a
# moment: tide hears of it, and draws its prompt anew, without an end.)
function __awsenv_fit --no-scope-shadowing
    builtin set -l __awsenv_line "$__awsenv_lines[1]"
    builtin set __awsenv_lines[1] "$__awsenv_ps1$__awsenv_line"
    # No more characters than columns, escapes and all, and each of one column: that fits.
    builtin string match -qr "^[ -~\e]{0,$COLUMNS}\z" -- "$__awsenv_lines[1]"
    and return
    builtin set -l __awsenv_over (builtin string length --visible -- "$__awsenv_lines[1]" 2>/dev/null)
    builtin set __awsenv_over (builtin math "$__awsenv_over - $COLUMNS" 2>/dev/null)
    builtin test "$__awsenv_over" -gt 0 2>/dev/null
    or return
    if builtin set __awsenv_line (builtin string replace -r "([^\p{L}\p{N}\e])\1{$__awsenv_over}(?=\1)" '$1' -- "$__awsenv_line")
        builtin set __awsenv_lines[1] "$__awsenv_ps1$__awsenv_line"
    else
        builtin set __awsenv_lines $__awsenv_ps1 "$__awsenv_line" $__awsenv_lines[2..]
    end
end

function __awsenv_return --argument-names __awsenv_status
    return $__awsenv_status
end

# starship shows the role itself. STARSHIP_SHELL proves nothing about this shell: it is inherited.
function __awsenv_is_silent
    switch "$AWSENV_PROMPT"
        case 0
            return 0
        case 1
            return 1
    end
    builtin test "$__awsenv_beside" = starship
end

# At the first prompt, when config.fish has been read: then it comes after all that define fish_prompt anew each time.
if builtin status is-interactive
    # -u: what was inherited as exported stays so otherwise.
    builtin set -gu __awsenv_ps1 ''
    function __awsenv_first_prompt --on-event fish_prompt
        builtin functions -e __awsenv_first_prompt
        builtin set -g __awsenv_beside nothing
        for __awsenv_name in fish_prompt __vsc_fish_prompt
            builtin functions -q $__awsenv_name
            and builtin functions $__awsenv_name | builtin string match -q '*STARSHIP_CMD_STATUS*'
            and builtin set -g __awsenv_beside starship
        end
        function __awsenv_each_prompt --on-event fish_prompt
            __awsenv_prompt
        end
        __awsenv_prompt
    end
end

# =============================================================================
# Completion: the first Tab asks the binary for the completion, which replaces this function.

function __awsenv_complete
    command -q awsenv
    or return 0
    builtin set -l __awsenv_text (command awsenv --hook=fish completion fish </dev/null 2>/dev/null)
    and builtin printf '%s\n' $__awsenv_text | builtin source 2>/dev/null
    builtin functions -q __awsenv_completion
    and __awsenv_completion
end

if builtin status is-interactive
    builtin complete -c awsenv -f -a '(__awsenv_complete)'
end
