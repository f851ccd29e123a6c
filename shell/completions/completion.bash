# shellcheck shell=bash
# What completes the words of awsenv in bash 3.2 and later. The hook loads it at the first Tab; without the hook:
# awsenv completion bash >~/.local/share/bash-completion/completions/awsenv
# The names of profiles and the like stand in a file that awsenv keeps: no process is started for them. What is typed is
# neither expanded nor run.

function __awsenv_completion() {
    COMPREPLY=()
    \builtin local IFS=$' \t\n' __awsenv_typed='' __awsenv_kept='' __awsenv_quote='' __awsenv_is_file=''
    \builtin local -a __awsenv_line __awsenv_names
    __awsenv_line=() __awsenv_names=()
    __awsenv_read_line "${COMP_LINE:0:COMP_POINT}"

    \builtin local __awsenv_path='' __awsenv_words='' __awsenv_flags='' __awsenv_places=''
    \builtin local __awsenv_value='' __awsenv_account='' __awsenv_prefix='' __awsenv_at=1
    __awsenv_table ''
    while ((__awsenv_at < ${#__awsenv_line[@]})); do
        if [[ ${__awsenv_places} == COMMAND* && -z ${__awsenv_account} ]]; then \builtin break; fi
        __awsenv_read_word "${__awsenv_line[__awsenv_at]}"
        __awsenv_at=$((__awsenv_at + 1))
    done

    \builtin local __awsenv_kind="${__awsenv_places%% *}"
    if [[ -n ${__awsenv_account} ]]; then __awsenv_kind=ROLE; fi
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

function __awsenv_is_account() {
    \builtin local __awsenv_one
    if [[ $1 == [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9] ]]; then \builtin return 0; fi
    __awsenv_read_names
    for __awsenv_one in ${__awsenv_names[@]+"${__awsenv_names[@]}"}; do
        if [[ ${__awsenv_one} == account$'\t'"$1" ]]; then \builtin return 0; fi
    done
    \builtin return 1
}

# Sets __awsenv_names to the lines of the file of the names, if there is one. At once: line by line takes three times
# as long, which is felt where there are thousands.
function __awsenv_read_names() {
    \builtin local __awsenv_file="${HOME-}/.cache/awsenv/names"
    if [[ ${XDG_CACHE_HOME-} == /* ]]; then __awsenv_file=${XDG_CACHE_HOME}/awsenv/names; fi
    if [[ -f ${__awsenv_file} && -r ${__awsenv_file} ]]; then
        IFS=$'\n' \builtin read -r -d '' -a __awsenv_names <"${__awsenv_file}" || \builtin true
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
            for __awsenv_word in ${__awsenv_words}; do __awsenv_offer "${__awsenv_word}"; done
            __awsenv_offer_names "$1"
            ;;
    esac
}

# The names of a kind, as the file has them; of roles, those in the account.
function __awsenv_offer_names() {
    \builtin local __awsenv_one __awsenv_two __awsenv_three __awsenv_start="${__awsenv_typed:${#__awsenv_prefix}}"
    case $1 in
        PROFILE) __awsenv_one=profile ;;
        REGION) __awsenv_one=region ;;
        KEY) __awsenv_one=key ;;
        TARGET | ACCOUNT) __awsenv_one=account ;;
        ROLE) __awsenv_one=role$'\t'${__awsenv_account} ;;
        *) \builtin return 0 ;;
    esac
    __awsenv_one=${__awsenv_one}$'\t'${__awsenv_start}
    __awsenv_two=${__awsenv_one} __awsenv_three=${__awsenv_one}
    if [[ $1 == TARGET ]]; then
        __awsenv_two=alias$'\t'${__awsenv_start} __awsenv_three=target$'\t'${__awsenv_start}
    fi
    __awsenv_read_names
    for __awsenv_word in ${__awsenv_names[@]+"${__awsenv_names[@]}"}; do
        case ${__awsenv_word} in
            "${__awsenv_one}"* | "${__awsenv_two}"* | "${__awsenv_three}"*) __awsenv_offer "${__awsenv_word##*$'\t'}" ;;
            *) ;;
        esac
    done
}

# Offers a word that goes on with what is typed, in the quotes that it takes there.
function __awsenv_offer() {
    \builtin local __awsenv_full="${__awsenv_prefix}$1" __awsenv_rest __awsenv_i __awsenv_text=''
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
