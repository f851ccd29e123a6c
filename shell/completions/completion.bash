# shellcheck shell=bash
# What completes the words of awsenv in bash 3.2 and later. The hook loads it at the first Tab; without the hook:
# awsenv completion bash >~/.local/share/bash-completion/completions/awsenv
# The names of profiles and the like stand in files that awsenv keeps: no process is started for them. What is typed is
# neither expanded nor run.

function __awsenv_completion() {
    COMPREPLY=()
    \builtin local IFS=$' \t\n' __awsenv_typed='' __awsenv_kept='' __awsenv_quote='' __awsenv_is_file=''
    \builtin local -a __awsenv_line __awsenv_names
    __awsenv_line=() __awsenv_names=()
    __awsenv_read_line "${COMP_LINE:0:COMP_POINT}"

    \builtin local __awsenv_path='' __awsenv_words='' __awsenv_flags='' __awsenv_places=''
    \builtin local __awsenv_value='' __awsenv_account='' __awsenv_prefix='' __awsenv_each='' __awsenv_at=1
    __awsenv_table ''
    while ((__awsenv_at < ${#__awsenv_line[@]})); do
        if [[ ${__awsenv_places} == COMMAND* && -z ${__awsenv_account} ]]; then \builtin break; fi
        if __awsenv_begins_command "${__awsenv_line[__awsenv_at]}"; then \builtin break; fi
        __awsenv_read_word "${__awsenv_line[__awsenv_at]}"
        __awsenv_at=$((__awsenv_at + 1))
    done

    \builtin local __awsenv_kind="${__awsenv_places%% *}"
    if [[ -n ${__awsenv_account} ]]; then __awsenv_kind=ROLE; fi
    if ((__awsenv_at < ${#__awsenv_line[@]})) || __awsenv_begins_command "${__awsenv_typed}"; then
        __awsenv_kind=COMMAND
    fi
    if [[ -n ${__awsenv_value} ]]; then
        __awsenv_kind=${__awsenv_value}
    elif [[ ${__awsenv_kind} != COMMAND && ${__awsenv_typed} == --*=* ]]; then
        __awsenv_prefix="${__awsenv_typed%%=*}="
        __awsenv_read_word "${__awsenv_typed%%=*}"
        __awsenv_kind=${__awsenv_value}
    elif [[ ${__awsenv_kind} != COMMAND && ${__awsenv_typed} == -* ]]; then
        __awsenv_kind=FLAG
    fi
    if [[ -n ${__awsenv_is_file} ]]; then __awsenv_kind=FILE; fi
    # A list: what stands before its last comma stays.
    if [[ ${__awsenv_kind} == *S && ${__awsenv_typed} == *,* ]]; then __awsenv_prefix="${__awsenv_typed%,*},"; fi
    if [[ -n ${__awsenv_value} ]]; then __awsenv_words=''; fi
    __awsenv_offer_kind "${__awsenv_kind}"
}

# Cuts the line up to the cursor into words and takes their quotes off. __awsenv_typed is the last one, and
# __awsenv_kept the part of it that stays where it is: readline replaces what stands behind an open quote, else behind
# the last of COMP_WORDBREAKS.
function __awsenv_read_line() {
    \builtin local __awsenv_i __awsenv_char __awsenv_next __awsenv_word='' __awsenv_break='' __awsenv_is_word=''
    for ((__awsenv_i = 0; __awsenv_i < ${#1}; __awsenv_i++)); do
        __awsenv_char=${1:__awsenv_i:1}
        __awsenv_next=${1:__awsenv_i+1:1}
        case ${__awsenv_quote}${__awsenv_char} in
            "''" | '""') __awsenv_quote='' __awsenv_kept=${__awsenv_break} ;;
            \"\\)
                case ${__awsenv_next} in
                    [\$\`\"\\]) __awsenv_word=${__awsenv_word}${__awsenv_next} __awsenv_i=$((__awsenv_i + 1)) ;;
                    *) __awsenv_word="${__awsenv_word}\\" ;;
                esac
                ;;
            [\'\"]?) __awsenv_word=${__awsenv_word}${__awsenv_char} ;;
            [\'\"]) __awsenv_quote=${__awsenv_char} __awsenv_kept=${__awsenv_word} __awsenv_is_word=1 ;;
            \\) __awsenv_word=${__awsenv_word}${__awsenv_next} __awsenv_i=$((__awsenv_i + 1)) __awsenv_is_word=1 ;;
            [[:space:]\<\>])
                if [[ -n ${__awsenv_is_word} && -z ${__awsenv_is_file} ]]; then __awsenv_line+=("${__awsenv_word}"); fi
                if [[ ${__awsenv_char} == [\<\>] ]]; then
                    __awsenv_is_file=1
                elif [[ -n ${__awsenv_is_word} ]]; then
                    __awsenv_is_file=''
                fi
                __awsenv_word='' __awsenv_break='' __awsenv_kept='' __awsenv_is_word=''
                ;;
            *)
                __awsenv_word=${__awsenv_word}${__awsenv_char} __awsenv_is_word=1
                if [[ ${COMP_WORDBREAKS-} == *"${__awsenv_char}"* ]]; then
                    __awsenv_break=${__awsenv_word} __awsenv_kept=${__awsenv_word}
                fi
                ;;
        esac
    done
    __awsenv_typed=${__awsenv_word}
}

# What a word before the cursor means for those after it: it goes on with the command's name, is an option, whose value
# may follow, or takes the next of the command's places.
function __awsenv_read_word() {
    if [[ -n ${__awsenv_value} ]]; then
        if [[ ${__awsenv_value} == TARGETS || ${__awsenv_value} == EACH_ROLE ]]; then __awsenv_each=1; fi
        __awsenv_value=''
    elif [[ $1 == -?* ]]; then
        case " ${__awsenv_flags} " in
            *" $1="*)
                __awsenv_value=" ${__awsenv_flags}"
                __awsenv_value=${__awsenv_value#*" $1="}
                __awsenv_value=${__awsenv_value%% *}
                ;;
            *) ;;
        esac
    elif [[ -n ${__awsenv_account} ]]; then
        __awsenv_account=''
    elif [[ " ${__awsenv_words} " == *" $1 "* ]]; then
        __awsenv_path="${__awsenv_path:+${__awsenv_path} }$1"
        __awsenv_table "${__awsenv_path}"
    else
        if [[ ${__awsenv_places} == TARGET* ]] && __awsenv_is_account "$1"; then __awsenv_account=$1; fi
        case ${__awsenv_places} in
            *' '*) __awsenv_places=${__awsenv_places#* } ;;
            *) __awsenv_places='' ;;
        esac
        __awsenv_words=''
    fi
}

# Whether the command begins with this word: behind --each there is no target.
function __awsenv_begins_command() {
    [[ -n ${__awsenv_each} && ${__awsenv_places} == *COMMAND && -z ${__awsenv_value} && ($1 != -* || $1 == --) ]]
}

function __awsenv_is_account() {
    if [[ $1 == [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9] ]]; then \builtin return 0; fi
    \builtin local __awsenv_names_file='' __awsenv_first=0 __awsenv_count=0
    __awsenv_find_names account "$1"
    [[ ${__awsenv_names[__awsenv_first]-} == "$1" ]]
}

# Sets __awsenv_names_file to the file of a kind of names, and __awsenv_first and __awsenv_count to those of its lines
# that begin with $2. They are sorted by their bytes and found by halving: a loop over thousands of them is felt.
function __awsenv_find_names() {
    \builtin local __awsenv_low=0 __awsenv_high __awsenv_middle
    __awsenv_names_file="${HOME-}/.cache/awsenv/completion/$1" __awsenv_first=0 __awsenv_count=0
    if [[ ${XDG_CACHE_HOME-} == /* ]]; then __awsenv_names_file=${XDG_CACHE_HOME}/awsenv/completion/$1; fi
    if [[ ! -f ${__awsenv_names_file} || ! -r ${__awsenv_names_file} ]]; then \builtin return 0; fi
    __awsenv_read_names
    __awsenv_high=${#__awsenv_names[@]}
    while ((__awsenv_low < __awsenv_high)); do
        __awsenv_middle=$(((__awsenv_low + __awsenv_high) / 2))
        # Unlike [[, it compares bytes.
        if \builtin test "${__awsenv_names[__awsenv_middle]}" \< "$2"; then
            __awsenv_low=$((__awsenv_middle + 1))
        else
            __awsenv_high=${__awsenv_middle}
        fi
    done
    __awsenv_first=${__awsenv_low} __awsenv_high=${#__awsenv_names[@]}
    while ((__awsenv_low < __awsenv_high)); do
        __awsenv_middle=$(((__awsenv_low + __awsenv_high) / 2))
        if [[ ${__awsenv_names[__awsenv_middle]} == "$2"* ]]; then
            __awsenv_low=$((__awsenv_middle + 1))
        else
            __awsenv_high=${__awsenv_middle}
        fi
    done
    __awsenv_count=$((__awsenv_low - __awsenv_first))
}

function __awsenv_read_names() {
    if ! \builtin mapfile -t __awsenv_names <"${__awsenv_names_file}" 2>/dev/null; then
        # Before bash 4.
        IFS=$'\n' \builtin read -r -d '' -a __awsenv_names <"${__awsenv_names_file}" || \builtin true
    fi
}

function __awsenv_offer_kind() {
    \builtin local __awsenv_word
    case $1 in
        FLAG)
            for __awsenv_word in ${__awsenv_flags}; do __awsenv_offer "${__awsenv_word%%=*}"; done
            ;;
        FILE) \builtin compopt -o default 2>/dev/null || \builtin true ;;
        COMMAND)
            if [[ ${__awsenv_line[__awsenv_at]-} == -- ]]; then __awsenv_at=$((__awsenv_at + 1)); fi
            if ((__awsenv_at < ${#__awsenv_line[@]})) || [[ ${__awsenv_typed} == */* ]]; then
                __awsenv_offer_kind FILE
            else
                while IFS='' \builtin read -r __awsenv_word; do
                    __awsenv_offer "${__awsenv_word}"
                done < <(\builtin compgen -c -- "${__awsenv_typed}" || \builtin true)
            fi
            ;;
        *)
            __awsenv_literals "$1"
            for __awsenv_word in ${__awsenv_words}; do __awsenv_offer "${__awsenv_prefix}${__awsenv_word}"; done
            __awsenv_offer_names "$1"
            ;;
    esac
}

# The names of a kind, as the files have them; of roles, those in the account.
function __awsenv_offer_names() {
    \builtin local __awsenv_start="${__awsenv_typed:${#__awsenv_prefix}}"
    case $1 in
        PROFILE) __awsenv_offer_found profile "${__awsenv_start}" ;;
        SSO_SESSION) __awsenv_offer_found sso_session "${__awsenv_start}" ;;
        REGION | REGIONS) __awsenv_offer_found region "${__awsenv_start}" ;;
        KEY) __awsenv_offer_found key "${__awsenv_start}" ;;
        ACCOUNT) __awsenv_offer_found account "${__awsenv_start}" ;;
        ROLE) __awsenv_offer_found role "${__awsenv_account}"$'\t'"${__awsenv_start}" "${__awsenv_account}"$'\t' ;;
        TARGET | TARGETS)
            __awsenv_offer_found alias "${__awsenv_start}"
            __awsenv_offer_found target "${__awsenv_start}"
            if [[ $1 == TARGET ]]; then __awsenv_offer_found account "${__awsenv_start}"; fi
            ;;
        *) ;;
    esac
}

# Offers the names of a kind that begin with $2, without the $3 that they begin with.
function __awsenv_offer_found() {
    \builtin local __awsenv_names_file='' __awsenv_first=0 __awsenv_count=0 __awsenv_text=''
    \builtin local __awsenv_lead="${__awsenv_prefix:${#__awsenv_kept}}" __awsenv_cut="${3-}${__awsenv_kept:${#__awsenv_prefix}}"
    \builtin local __awsenv_origin=${#COMPREPLY[@]}
    __awsenv_find_names "$1" "$2"
    if ((__awsenv_count == 0)); then \builtin return 0; fi
    # To read the lines anew, to where they are offered, takes a fifth of the time of a copy.
    if ! \builtin mapfile -t -O "${__awsenv_origin}" -s "${__awsenv_first}" -n "${__awsenv_count}" COMPREPLY \
        <"${__awsenv_names_file}" 2>/dev/null; then
        COMPREPLY+=("${__awsenv_names[@]:__awsenv_first:__awsenv_count}")
    fi
    if [[ -z ${__awsenv_lead}${__awsenv_cut} ]] && __awsenv_is_plain; then \builtin return 0; fi

    __awsenv_names=("${COMPREPLY[@]:__awsenv_origin}")
    COMPREPLY=("${COMPREPLY[@]:0:__awsenv_origin}")
    if [[ -n ${__awsenv_quote} ]]; then
        for __awsenv_text in "${__awsenv_names[@]}"; do __awsenv_offer "${__awsenv_prefix}${__awsenv_text#"${3-}"}"; done
        \builtin return 0
    fi
    __awsenv_names=("${__awsenv_names[@]#"${__awsenv_cut}"}")
    if [[ -z ${__awsenv_lead}${__awsenv_names[0]} ]]; then __awsenv_names=("${__awsenv_names[@]:1}"); fi
    if ((${#__awsenv_names[@]} == 0)); then \builtin return 0; fi
    \builtin printf -v __awsenv_text -- "${__awsenv_lead}%q\\n" "${__awsenv_names[@]}"
    __awsenv_split_text
    COMPREPLY+=("${__awsenv_names[@]}")
}

# The lines of __awsenv_text, one by one. (A here-string would be a file in /tmp before bash 5.1.)
function __awsenv_split_text() {
    \builtin local __awsenv_options=$- IFS=$'\n'
    \builtin set -f
    # shellcheck disable=SC2206 # split at line ends, and at nothing else
    __awsenv_names=(${__awsenv_text})
    if [[ ${__awsenv_options} != *f* ]]; then \builtin set +f; fi
}

# Whether nothing that is offered needs a quote where it is put.
function __awsenv_is_plain() {
    \builtin local IFS=/
    case ${__awsenv_quote} in
        '') [[ ${COMPREPLY[*]} != *[!A-Za-z0-9_./+:@-]* ]] ;;
        *) [[ ${COMPREPLY[*]} != *[\'\"\\\$\`!]* ]] ;;
    esac
}

# Offers a word that goes on with what is typed, in the quotes that it takes there.
function __awsenv_offer() {
    \builtin local __awsenv_full="$1" __awsenv_rest __awsenv_i __awsenv_text=''
    if [[ ${__awsenv_full} != "${__awsenv_typed}"* ]]; then \builtin return 0; fi
    __awsenv_rest=${__awsenv_full:${#__awsenv_kept}}
    if [[ -z ${__awsenv_rest} ]]; then \builtin return 0; fi
    if [[ -z ${__awsenv_quote} ]]; then
        \builtin printf -v __awsenv_text '%q' "${__awsenv_rest}"
    else
        for ((__awsenv_i = 0; __awsenv_i < ${#__awsenv_rest}; __awsenv_i++)); do
            case ${__awsenv_quote}${__awsenv_rest:__awsenv_i:1} in
                "''") __awsenv_text="${__awsenv_text}'\\''" ;;
                '"!') __awsenv_text="${__awsenv_text}\"'!'\"" ;;
                \"[\$\`\"\\]) __awsenv_text="${__awsenv_text}\\${__awsenv_rest:__awsenv_i:1}" ;;
                *) __awsenv_text=${__awsenv_text}${__awsenv_rest:__awsenv_i:1} ;;
            esac
        done
    fi
    COMPREPLY+=("${__awsenv_text}")
}
