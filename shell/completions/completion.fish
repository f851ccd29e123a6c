# What completes the words of awsenv in fish 3.2 and later. The hook loads it at the first Tab; without the hook:
# awsenv completion fish >~/.config/fish/completions/awsenv.fish
# The names of profiles and the like stand in files that awsenv keeps: no process is started for them. What is typed is
# neither expanded nor run.

# Prints what can stand at the cursor, a word and what it means in each line; fish takes what fits, and quotes it.
function __awsenv_completion
    builtin set -l __awsenv_typed (builtin commandline -ct)
    builtin set -l __awsenv_line (builtin commandline -opc)
    builtin set -l __awsenv_path
    builtin set -l __awsenv_words
    builtin set -l __awsenv_flags
    builtin set -l __awsenv_places
    builtin set -l __awsenv_value
    builtin set -l __awsenv_account
    builtin set -l __awsenv_each
    __awsenv_table ''
    # Word by word: those that are left begin a command.
    builtin set -e __awsenv_line[1]
    while builtin set -q __awsenv_line[1]
        if builtin test "$__awsenv_places[1]" = COMMAND; and builtin test -z "$__awsenv_account"
            break
        end
        __awsenv_begins_command $__awsenv_line[1]
        and break
        __awsenv_read_word $__awsenv_line[1]
        builtin set -e __awsenv_line[1]
    end

    builtin set -l __awsenv_kind $__awsenv_places[1]
    builtin test -z "$__awsenv_account"
    or builtin set __awsenv_kind ROLE
    if builtin set -q __awsenv_line[1]; or __awsenv_begins_command "$__awsenv_typed"
        builtin set __awsenv_kind COMMAND
    end
    builtin set -l __awsenv_prefix
    if builtin test -n "$__awsenv_value"
        builtin set __awsenv_kind $__awsenv_value
        builtin set __awsenv_words
    else if builtin test "$__awsenv_kind" = COMMAND
    else if builtin string match -q -- '--*=*' "$__awsenv_typed"
        builtin set __awsenv_prefix (builtin string replace -r '=.*' '=' -- "$__awsenv_typed")
        __awsenv_read_word (builtin string replace -r '=.*' '' -- "$__awsenv_typed")
        builtin set __awsenv_kind $__awsenv_value
        builtin set __awsenv_words
    else if builtin string match -q -- '-*' "$__awsenv_typed"
        builtin string replace -r '^([^=\t]+)=[^\t]*' '$1' -- $__awsenv_flags
        return 0
    end
    # A list: what stands before its last comma stays.
    if builtin string match -qr 'S$' -- "$__awsenv_kind"; and builtin string match -q -- '*,*' "$__awsenv_typed"
        builtin set __awsenv_prefix (builtin string replace -r '[^,]*$' '' -- "$__awsenv_typed")
    end
    __awsenv_offer_kind "$__awsenv_kind"
end

# What a word before the cursor means for those after it: it goes on with the command's name, is an option, whose value
# may follow, or takes the next of the command's places.
function __awsenv_read_word --no-scope-shadowing
    if builtin test -n "$__awsenv_value"
        builtin contains -- "$__awsenv_value" TARGETS EACH_ROLE
        and builtin set __awsenv_each 1
        builtin set __awsenv_value
    else if builtin string match -qr -- '^-.' "$argv[1]"
        for __awsenv_flag in $__awsenv_flags
            builtin set -l __awsenv_parts (builtin string split -m 1 = -- (builtin string split -m 1 \t -- $__awsenv_flag)[1])
            if builtin test "$__awsenv_parts[1]" = "$argv[1]"
                builtin set __awsenv_value $__awsenv_parts[2]
            end
        end
    else if builtin test -n "$__awsenv_account"
        builtin set __awsenv_account
    else if builtin contains -- "$argv[1]" (builtin string replace -r '\t.*' '' -- $__awsenv_words)
        builtin set -a __awsenv_path $argv[1]
        __awsenv_table "$__awsenv_path"
    else
        if builtin test "$__awsenv_places[1]" = TARGET; and __awsenv_is_account "$argv[1]"
            builtin set __awsenv_account $argv[1]
        end
        builtin set -e __awsenv_places[1]
        builtin set __awsenv_words
    end
    return 0
end

# Whether the command begins with this word: behind --each there is no target.
function __awsenv_begins_command --no-scope-shadowing
    builtin test -n "$__awsenv_each" -a -z "$__awsenv_value" -a "$__awsenv_places[-1]" = COMMAND
    and begin
        builtin test "$argv[1]" = --
        or not builtin string match -q -- '-*' "$argv[1]"
    end
end

function __awsenv_is_account
    builtin string match -qr '^[0-9]{12}$' -- $argv[1]
    and return 0
    builtin set -l __awsenv_file
    __awsenv_find_names account
    and builtin string match -qr -- '^'(builtin string escape --style=regex -- $argv[1])'$' <$__awsenv_file
end

# Sets __awsenv_file to the path of the file of the names of a kind, if there is one.
function __awsenv_find_names --no-scope-shadowing
    builtin set __awsenv_file "$HOME/.cache/awsenv/completion/$argv[1]"
    if builtin string match -q -- '/*' "$XDG_CACHE_HOME"
        builtin set __awsenv_file "$XDG_CACHE_HOME/awsenv/completion/$argv[1]"
    end
    builtin test -f "$__awsenv_file" -a -r "$__awsenv_file"
end

function __awsenv_offer_kind --no-scope-shadowing
    switch "$argv[1]"
        case FILE
            __fish_complete_path (builtin string replace -r '^--[^=]*=' '' -- "$__awsenv_typed") | builtin string replace -r -- '^' "$__awsenv_prefix"
        case COMMAND
            builtin test "$__awsenv_line[1]" != --
            or builtin set -e __awsenv_line[1]
            builtin complete --do-complete=(builtin string join ' ' -- (builtin string escape -- $__awsenv_line) "$__awsenv_typed")
        case TARGET TARGETS
            __awsenv_offer_names alias
            __awsenv_offer_names target
            if builtin test "$argv[1]" = TARGET
                __awsenv_offer_names account
            end
        case REGIONS
            __awsenv_offer_names region
        case ROLE
            __awsenv_offer_names role "$__awsenv_account"\t
        case '*'
            __awsenv_literals "$argv[1]"
            builtin string join \n -- "$__awsenv_prefix"$__awsenv_words
            __awsenv_offer_names (builtin string lower -- "$argv[1]")
    end
end

# The names of a kind, as the files have them, and the kind where they are few; of roles, those behind the account and
# the tab in $argv[2]. fish takes long over each: it gets those that begin with what is typed, else those that have its
# letters in the same order, as it compares them itself.
function __awsenv_offer_names --no-scope-shadowing
    builtin set -l __awsenv_file
    __awsenv_find_names $argv[1]
    or return 0
    builtin set -l __awsenv_start "$__awsenv_typed"
    builtin set -l __awsenv_pattern "$__awsenv_typed*"
    if builtin test -n "$__awsenv_prefix$argv[2]"; or not builtin string match -qr '^[A-Za-z0-9_.@+:/-]*\z' -- "$__awsenv_typed"
        builtin set __awsenv_start (__awsenv_unquoted (builtin string sub -s (builtin math 1 + (builtin string length -- "$__awsenv_prefix")) -- "$__awsenv_typed"))
        builtin set __awsenv_pattern (__awsenv_literally "$argv[2]$__awsenv_start")'*'
    end
    builtin set -l __awsenv_names (builtin string match -i -- $__awsenv_pattern <$__awsenv_file)
    or begin
        builtin set __awsenv_pattern (__awsenv_literally "$argv[2]")'*'(builtin string join '*' -- (__awsenv_literally (builtin string split '' -- "$__awsenv_start")))'*'
        builtin set __awsenv_names (builtin string match -i -- $__awsenv_pattern <$__awsenv_file)
    end
    if builtin set -q __awsenv_names[501]; and builtin test -z "$__awsenv_prefix$argv[2]"
        builtin string match -i -- $__awsenv_pattern <$__awsenv_file
    else
        builtin string replace -r -- '^(?:.*\t)?(.+)$' "$__awsenv_prefix"'$1'\t$argv[1] $__awsenv_names
    end
    return 0
end

# The word that is typed, without its quotes, of which one may be open.
function __awsenv_unquoted
    builtin string unescape -- "$argv[1]"
    or builtin string unescape -- "$argv[1]'"
    or builtin string unescape -- "$argv[1]\""
end

# Each word, so that a pattern of string match means nothing but it.
function __awsenv_literally
    builtin string replace -ra '[\\\\*?]' '\\\\$0' -- $argv
end
