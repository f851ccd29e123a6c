#compdef awsenv
# What completes the words of awsenv in zsh. The hook loads it at the first Tab; without the hook, in a folder of fpath:
# awsenv completion zsh >~/.zfunc/_awsenv
# The names of profiles and the like stand in files that awsenv keeps: no process is started for them. What is typed is
# neither expanded nor run.

function '_awsenv' {
    \builtin emulate -L 'zsh'
    \builtin setopt 'no_aliases' 'extended_glob'
    \builtin local __awsenv_path='' __awsenv_value='' __awsenv_account='' __awsenv_each='' __awsenv_word __awsenv_kind
    \builtin local -a __awsenv_words __awsenv_flags __awsenv_places __awsenv_names
    \builtin local -i __awsenv_at
    '__awsenv_table' ''
    for (( __awsenv_at = 2; __awsenv_at < CURRENT; __awsenv_at++ )); do
        if [[ "${__awsenv_places[1]-}" == 'COMMAND' && -z "${__awsenv_account}" ]]; then \builtin break; fi
        if '__awsenv_begins_command' "${words[__awsenv_at]}"; then \builtin break; fi
        '__awsenv_read_word' "${(Q)words[__awsenv_at]}"
    done

    __awsenv_kind="${__awsenv_places[1]-}"
    if [[ -n "${__awsenv_account}" ]]; then __awsenv_kind='ROLE'; fi
    if (( __awsenv_at < CURRENT )) || '__awsenv_begins_command' "${PREFIX}"; then __awsenv_kind='COMMAND'; fi
    if [[ -n "${__awsenv_value}" ]]; then
        __awsenv_kind="${__awsenv_value}"
    elif [[ "${__awsenv_kind}" != 'COMMAND' && "${PREFIX}" == --*=* ]]; then
        '__awsenv_read_word' "${PREFIX%%=*}"
        __awsenv_kind="${__awsenv_value}"
        'compset' -P 1 '*='
    elif [[ "${__awsenv_kind}" != 'COMMAND' && "${PREFIX}" == -* ]]; then
        '__awsenv_offer_described' "${(@)__awsenv_flags/(#b)(--[^=:]##)(=[^:]#|):/${match[1]}:}"
        \builtin return
    fi
    if [[ -n "${__awsenv_value}" ]]; then __awsenv_words=(); fi
    # A list: what stands before its last comma stays.
    if [[ "${__awsenv_kind}" == *'S' ]]; then 'compset' -P '*,'; fi
    '__awsenv_offer_kind' "${__awsenv_kind}"
}

# What a word before the cursor means for those after it: it goes on with the command's name, is an option, whose value
# may follow, or takes the next of the command's places.
function '__awsenv_read_word' {
    if [[ -n "${__awsenv_value}" ]]; then
        if [[ "${__awsenv_value}" == ('TARGETS'|'EACH_ROLE') ]]; then __awsenv_each='1'; fi
        __awsenv_value=''
    elif [[ "$1" == -?* ]]; then
        \builtin local __awsenv_flag="${__awsenv_flags[(r)${(b)1}=*]-}"
        if [[ -n "${__awsenv_flag}" ]]; then __awsenv_value="${${__awsenv_flag#*=}%%:*}"; fi
    elif [[ -n "${__awsenv_account}" ]]; then
        __awsenv_account=''
    elif [[ -n "${__awsenv_words[(r)${(b)1}:*]-}" ]]; then
        __awsenv_path="${__awsenv_path:+${__awsenv_path} }$1"
        '__awsenv_table' "${__awsenv_path}"
    else
        if [[ "${__awsenv_places[1]-}" == 'TARGET' ]] && '__awsenv_is_account' "$1"; then __awsenv_account="$1"; fi
        if (( ${#__awsenv_places} > 0 )); then \builtin shift __awsenv_places; fi
        __awsenv_words=()
    fi
}

# Whether the command begins with this word: behind --each there is no target.
function '__awsenv_begins_command' {
    [[ -n "${__awsenv_each}" && "${__awsenv_places[-1]-}" == 'COMMAND' && -z "${__awsenv_value}" && ( "$1" != -* || "$1" == '--' ) ]]
}

function '__awsenv_is_account' {
    if [[ "$1" == [0-9](#c12) ]]; then \builtin return 0; fi
    '__awsenv_read_names' 'account'
    (( ${__awsenv_names[(Ie)$1]} ))
}

# Sets __awsenv_names to the names of a kind, if there is a file of them.
function '__awsenv_read_names' {
    \builtin local __awsenv_file="${HOME-}/.cache/awsenv/completion/$1"
    if [[ "${XDG_CACHE_HOME-}" == /* ]]; then __awsenv_file="${XDG_CACHE_HOME}/awsenv/completion/$1"; fi
    __awsenv_names=()
    if [[ -f "${__awsenv_file}" && -s "${__awsenv_file}" && -r "${__awsenv_file}" ]]; then
        __awsenv_names=("${(@f)$(<"${__awsenv_file}")}")
    fi
}

function '__awsenv_offer_kind' {
    case "$1" in
        ('FILE') '_files' ;;
        ('COMMAND')
            if (( __awsenv_at < CURRENT )) && [[ "${words[__awsenv_at]}" == '--' ]]; then __awsenv_at+=1; fi
            \builtin shift "$(( __awsenv_at - 1 ))" words
            CURRENT="$(( CURRENT - __awsenv_at + 1 ))"
            '_normal'
            ;;
        ('TARGET'|'TARGETS')
            '__awsenv_offer_names' 'alias'
            '__awsenv_offer_names' 'target'
            if [[ "$1" == 'TARGET' ]]; then '__awsenv_offer_names' 'account'; fi
            ;;
        ('REGIONS') '__awsenv_offer_names' 'region' ;;
        ('ROLE') '__awsenv_offer_names' 'role' "${__awsenv_account}" ;;
        (*)
            '__awsenv_literals' "$1"
            '__awsenv_offer_described' "${__awsenv_words[@]}"
            '__awsenv_offer_names' "${(L)1}"
            ;;
    esac
}

# The names of a kind, as the files have them; of a role, those in an account. They are sorted already.
function '__awsenv_offer_names' {
    if [[ -z "$1" ]]; then \builtin return 0; fi
    '__awsenv_read_names' "$1"
    if (( $# > 1 )); then
        \builtin local __awsenv_start="$2"$'\t'
        __awsenv_names=("${(@)${(@M)__awsenv_names:#${(b)__awsenv_start}*}#${(b)__awsenv_start}}")
    fi
    'compadd' -V "awsenv $1" -a __awsenv_names
}

# Words with what they mean, as NAME:MEANING.
function '__awsenv_offer_described' {
    \builtin local -a __awsenv_plain __awsenv_shown
    __awsenv_plain=("${(@)@%%:*}")
    __awsenv_shown=("${(@)${(@)@/:/  -- }%  -- }")
    if (( $# > 0 )); then 'compadd' -J 'awsenv' -l -d __awsenv_shown -a __awsenv_plain; fi
}
