#compdef awsenv
# What completes the words of awsenv in zsh. The hook loads it at the first Tab; without the hook, in a folder of fpath:
# awsenv completion zsh >~/.zfunc/_awsenv
# The names of profiles and the like stand in a file that awsenv keeps: no process is started for them. What is typed is
# neither expanded nor run.

function '_awsenv' {
    \builtin emulate -L 'zsh'
    \builtin setopt 'no_aliases' 'extended_glob'
    \builtin local __awsenv_path='' __awsenv_value='' __awsenv_account='' __awsenv_word __awsenv_kind
    \builtin local -a __awsenv_words __awsenv_flags __awsenv_places __awsenv_names
    \builtin local -i __awsenv_at
    '__awsenv_table' ''
    for (( __awsenv_at = 2; __awsenv_at < CURRENT; __awsenv_at++ )); do
        if [[ "${__awsenv_places[1]-}" == 'COMMAND' && -z "${__awsenv_account}" ]]; then \builtin break; fi
        '__awsenv_read_word' "${(Q)words[__awsenv_at]}"
    done

    __awsenv_kind="${__awsenv_places[1]-}"
    if [[ -n "${__awsenv_account}" ]]; then __awsenv_kind='ROLE'; fi
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
    '__awsenv_offer_kind' "${__awsenv_kind}"
}

# What a word before the cursor means for those after it: it goes on with the command's name, is an option, whose value
# may follow, or takes the next of the command's places.
function '__awsenv_read_word' {
    if [[ -n "${__awsenv_value}" ]]; then
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

function '__awsenv_is_account' {
    \builtin local __awsenv_line="account"$'\t'"$1"
    if [[ "$1" == [0-9](#c12) ]]; then \builtin return 0; fi
    '__awsenv_read_names'
    (( ${__awsenv_names[(Ie)$__awsenv_line]} ))
}

# Sets __awsenv_names to the lines of the file of the names, if there is one.
function '__awsenv_read_names' {
    \builtin local __awsenv_file="${HOME-}/.cache/awsenv/names"
    if [[ "${XDG_CACHE_HOME-}" == /* ]]; then __awsenv_file="${XDG_CACHE_HOME}/awsenv/names"; fi
    if (( ${#__awsenv_names} == 0 )) && [[ -f "${__awsenv_file}" && -r "${__awsenv_file}" ]]; then
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
        ('TARGET')
            '__awsenv_offer_names' 'alias'
            '__awsenv_offer_names' 'target'
            '__awsenv_offer_names' 'account'
            ;;
        ('ROLE') '__awsenv_offer_names' 'role' "${__awsenv_account}" ;;
        (*)
            '__awsenv_literals' "$1"
            '__awsenv_offer_described' "${__awsenv_words[@]}"
            '__awsenv_offer_names' "${(L)1}"
            ;;
    esac
}

# The names of a kind, as the file has them; of a role, those in an account.
function '__awsenv_offer_names' {
    \builtin local -a __awsenv_found
    if [[ -z "$1" ]]; then \builtin return 0; fi
    '__awsenv_read_names'
    \builtin local __awsenv_start="$1"$'\t'
    if (( $# > 1 )); then __awsenv_start+="$2"$'\t'; fi
    __awsenv_found=("${(@)${(@M)__awsenv_names:#${(b)__awsenv_start}*}#${(b)__awsenv_start}}")
    'compadd' -J "awsenv $1" -a __awsenv_found
}

# Words with what they mean, as NAME:MEANING.
function '__awsenv_offer_described' {
    \builtin local -a __awsenv_plain __awsenv_shown
    __awsenv_plain=("${(@)@%%:*}")
    __awsenv_shown=("${(@)${(@)@/:/  -- }%  -- }")
    if (( $# > 0 )); then 'compadd' -J 'awsenv' -l -d __awsenv_shown -a __awsenv_plain; fi
}

# Sets what can follow the words of a command: the rest of its name, its options, and the kinds of its arguments.
function '__awsenv_table' {
    __awsenv_words=() __awsenv_flags=() __awsenv_places=()
    case "$1" in
        ('')
            __awsenv_words=(
                'login:log in with MFA, once for all roles, and put the session into this shell'
                'assume:assume a role and put it into this shell'
                'exec:run one command with a role; this shell stays as it is'
                'credential-process:the JSON that the AWS SDKs, Terraform and the AWS Toolkit ask for; never asks a question'
                'unset:put this shell back to what it was before the first login or assume'
                'clear:unset, and forget this shell'\''s session, so that it has to be asked for anew'
                'whoami:who you are to AWS, how long, and where profile, key and region come from'
                'console:open the web console as a role'
                'list:aliases, profiles, keys and cached sessions, with the time left'
                'status:one line about the session of this shell; exit code 3 where there is no valid one'
                'prompt:the segment for a prompt of your own: role and time left, or nothing'
                'renew:the role of this shell anew, if that takes no question'
                'init:print the hook of a shell, for the shell'\''s start-up file'
                'completion:print what completes the words of awsenv in a shell'
                'keys:add, import, list, rotate, remove'
                'policy:user, trust'
                'config:get, set, unset, list, dump, add-profile, remove-profile'
            )
            __awsenv_flags=(
                '--version:which version this is'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('keys')
            __awsenv_words=(
                'add:put a long-term access key into awsenv'\''s vault'
                'import:move a key from ~/.aws into awsenv'\''s vault'
                'list:the long-term keys in awsenv'\''s vault'
                'rotate:put a new key in the place of one in awsenv'\''s vault'
                'remove:take a key out of awsenv'\''s vault'
            )
            __awsenv_flags=(
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('policy')
            __awsenv_words=(
                'user:print the policy of an IAM user who may only assume the roles'
                'trust:print or check the trust policy of a role that demands the user'\''s MFA'
            )
            __awsenv_flags=(
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('config')
            __awsenv_words=(
                'get:print a setting'
                'set:change a setting'
                'unset:take a setting out of the file'
                'list:all settings that hold, and where each comes from'
                'dump:the profiles of ~/.aws as awsenv reads them, without their secrets'
                'add-profile:a profile in ~/.aws/config by which other programs get a role from awsenv'
                'remove-profile:take a profile that config add-profile wrote out of ~/.aws/config'
            )
            __awsenv_flags=(
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('login')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--duration=-:how long the session is to last: seconds, or a form like 1h30m'
                '--region=REGION:the region to work in'
                '--mfa-serial=-:the MFA device: its ARN, or the serial of a hardware device'
                '--mfa-stdin:read the MFA code from stdin'
                '--refresh:a new session, even where a good one is cached'
                '--shell=DIALECT:write for this shell: sh, bash, zsh, fish, powershell'
                '--print:print the script, secrets included, even to a terminal'
                '--format=FORMAT:as data instead of a script: json, process, dotenv, export; the shell stays as it is'
                '--help:explain it'
            )
            __awsenv_places=('PROFILE')
            ;;
        ('assume')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--duration=-:how long the session is to last: seconds, or a form like 1h30m'
                '--region=REGION:the region to work in'
                '--mfa-serial=-:the MFA device: its ARN, or the serial of a hardware device'
                '--mfa-stdin:read the MFA code from stdin'
                '--refresh:a new session, even where a good one is cached'
                '--from=PROFILE:the profile, or the access key id, to start from'
                '--session-name=-:what CloudTrail calls the session (default: your user name)'
                '--external-id=-:the id that the role'\''s trust policy asks for'
                '--source-identity=-:who is behind the session, through all later roles'
                '--tag=-:a session tag, KEY=VALUE; may be given again'
                '--transitive-tag=-:the key of a tag that later roles inherit; may be given again'
                '--policy=FILE:a session policy: JSON, or the path of a file that has it'
                '--policy-arn=-:a managed policy as session policy; may be given again'
                '--yes:no question where an account is to be confirmed, if the settings allow that'
                '--min-ttl=-:a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
                '--shell=DIALECT:write for this shell: sh, bash, zsh, fish, powershell'
                '--print:print the script, secrets included, even to a terminal'
                '--format=FORMAT:as data instead of a script: json, process, dotenv, export; the shell stays as it is'
                '--help:explain it'
            )
            __awsenv_places=('TARGET')
            ;;
        ('exec')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--duration=-:how long the session is to last: seconds, or a form like 1h30m'
                '--region=REGION:the region to work in'
                '--mfa-serial=-:the MFA device: its ARN, or the serial of a hardware device'
                '--mfa-stdin:read the MFA code from stdin'
                '--refresh:a new session, even where a good one is cached'
                '--from=PROFILE:the profile, or the access key id, to start from'
                '--session-name=-:what CloudTrail calls the session (default: your user name)'
                '--external-id=-:the id that the role'\''s trust policy asks for'
                '--source-identity=-:who is behind the session, through all later roles'
                '--tag=-:a session tag, KEY=VALUE; may be given again'
                '--transitive-tag=-:the key of a tag that later roles inherit; may be given again'
                '--policy=FILE:a session policy: JSON, or the path of a file that has it'
                '--policy-arn=-:a managed policy as session policy; may be given again'
                '--yes:no question where an account is to be confirmed, if the settings allow that'
                '--min-ttl=-:a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
                '--help:explain it'
            )
            __awsenv_places=('TARGET' 'COMMAND')
            ;;
        ('credential-process')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--duration=-:how long the session is to last: seconds, or a form like 1h30m'
                '--region=REGION:the region to work in'
                '--mfa-serial=-:the MFA device: its ARN, or the serial of a hardware device'
                '--mfa-stdin:read the MFA code from stdin'
                '--refresh:a new session, even where a good one is cached'
                '--from=PROFILE:the profile, or the access key id, to start from'
                '--session-name=-:what CloudTrail calls the session (default: your user name)'
                '--external-id=-:the id that the role'\''s trust policy asks for'
                '--source-identity=-:who is behind the session, through all later roles'
                '--tag=-:a session tag, KEY=VALUE; may be given again'
                '--transitive-tag=-:the key of a tag that later roles inherit; may be given again'
                '--policy=FILE:a session policy: JSON, or the path of a file that has it'
                '--policy-arn=-:a managed policy as session policy; may be given again'
                '--min-ttl=-:a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
                '--print:print the script, secrets included, even to a terminal'
                '--help:explain it'
            )
            __awsenv_places=('TARGET')
            ;;
        ('unset')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--shell=DIALECT:write for this shell: sh, bash, zsh, fish, powershell'
                '--print:print the script, secrets included, even to a terminal'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('clear')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--shell=DIALECT:write for this shell: sh, bash, zsh, fish, powershell'
                '--print:print the script, secrets included, even to a terminal'
                '--all:forget every cached session'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('whoami')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--offline:ask nobody: what the environment and the files say'
                '--json:as JSON'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('console')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--duration=-:how long the session is to last: seconds, or a form like 1h30m'
                '--region=REGION:the region to show'
                '--mfa-serial=-:the MFA device: its ARN, or the serial of a hardware device'
                '--mfa-stdin:read the MFA code from stdin'
                '--refresh:a new session, even where a good one is cached'
                '--from=PROFILE:the profile, or the access key id, to start from'
                '--session-name=-:what CloudTrail calls the session (default: your user name)'
                '--external-id=-:the id that the role'\''s trust policy asks for'
                '--source-identity=-:who is behind the session, through all later roles'
                '--tag=-:a session tag, KEY=VALUE; may be given again'
                '--transitive-tag=-:the key of a tag that later roles inherit; may be given again'
                '--policy=FILE:a session policy: JSON, or the path of a file that has it'
                '--policy-arn=-:a managed policy as session policy; may be given again'
                '--yes:no question where an account is to be confirmed, if the settings allow that'
                '--min-ttl=-:a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
                '--service=-:the service to show: ec2, s3, cfn, ..., or its name in the console'\''s address'
                '--print:print the link, a secret, instead of opening a browser'
                '--help:explain it'
            )
            __awsenv_places=('TARGET')
            ;;
        ('list')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--json:as JSON'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('status')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('prompt')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('renew')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--shell=DIALECT:write for this shell: sh, bash, zsh, fish, powershell'
                '--print:print the script, secrets included, even to a terminal'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('init')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--path:print where the installed file is'
                '--install:put the line that loads it into the shell'\''s start-up file, after showing it'
                '--uninstall:take that line out again'
                '--yes:do not ask before a file is changed'
                '--help:explain it'
            )
            __awsenv_places=('SHELL')
            ;;
        ('completion')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--help:explain it'
            )
            __awsenv_places=('SHELL')
            ;;
        ('keys add')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--csv=FILE:the console'\''s download'
                '--stdin:the id on the first line of stdin, the secret on the next'
                '--mfa-serial=-:the MFA device of its user (default: the one that IAM knows of)'
                '--replace:in the place of another key of that name'
                '--offline:don'\''t ask AWS whether it is a key'
                '--help:explain it'
            )
            __awsenv_places=('NAME')
            ;;
        ('keys import')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--yes:don'\''t ask: the line goes in the place of the key'
                '--no-line:don'\''t ask: the key goes, and no line stands there'
                '--keep:don'\''t ask: the key stays in the file too'
                '--replace:in the place of another key of that name'
                '--offline:don'\''t ask AWS whether it is a key'
                '--help:explain it'
            )
            __awsenv_places=('PROFILE')
            ;;
        ('keys list')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--json:as JSON'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('keys rotate')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--mfa-serial=-:the MFA device: its ARN, or the serial of a hardware device'
                '--mfa-stdin:read the MFA code from stdin'
                '--yes:delete the user'\''s other key, where it is inactive, without a question'
                '--help:explain it'
            )
            __awsenv_places=('PROFILE')
            ;;
        ('keys remove')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--restore:write it back into ~/.aws/credentials'
                '--yes:don'\''t ask'
                '--help:explain it'
            )
            __awsenv_places=('PROFILE')
            ;;
        ('policy user')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--account=-:the account'\''s id, where USER is a name'
                '--partition=-:aws, aws-cn, aws-us-gov, aws-eusc'
                '--as=POLICY_FORM:json, cloudformation, terraform'
                '--help:explain it'
            )
            __awsenv_places=('USER' 'ROLE' 'COMMAND')
            ;;
        ('policy trust')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--account=-:the account'\''s id, where USER is a name'
                '--partition=-:aws, aws-cn, aws-us-gov, aws-eusc'
                '--as=POLICY_FORM:json, cloudformation, terraform'
                '--mfa-age=-:how long one MFA code counts: seconds, or a form like 12h'
                '--role=-:the role that a template makes: its name, with its path if it has one'
                '--tags:allow session tags (sts:TagSession)'
                '--source-identity:allow a source identity (sts:SetSourceIdentity)'
                '--check=FILE:check the trust policy in this file; - reads it from stdin'
                '--help:explain it'
            )
            __awsenv_places=('USER')
            ;;
        ('config get')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--help:explain it'
            )
            __awsenv_places=('KEY')
            ;;
        ('config set')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--help:explain it'
            )
            __awsenv_places=('KEY' 'VALUE')
            ;;
        ('config unset')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--help:explain it'
            )
            __awsenv_places=('KEY')
            ;;
        ('config list')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--json:as JSON'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('config dump')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--json:as JSON, which is the only form so far'
                '--help:explain it'
            )
            __awsenv_places=()
            ;;
        ('config add-profile')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--all:one for each profile that has role_arn'
                '--from=PROFILE:the profile, or the access key id, to start from'
                '--region=REGION:the region to work in (default: that of the role or its source)'
                '--duration=-:how long a session is to last'
                '--help:explain it'
            )
            __awsenv_places=('NAME' 'TARGET')
            ;;
        ('config remove-profile')
            __awsenv_flags=(
                '--debug:say on stderr what is done and asked; never a secret'
                '--help:explain it'
            )
            __awsenv_places=('PROFILE')
            ;;
    esac
}

# Adds the words of a kind, where they are always the same.
function '__awsenv_literals' {
    case "$1" in
        ('DIALECT') __awsenv_words+=('sh:' 'bash:' 'zsh:' 'fish:' 'powershell:') ;;
        ('FORMAT') __awsenv_words+=('json:' 'process:' 'dotenv:' 'export:') ;;
        ('SHELL') __awsenv_words+=('bash:' 'zsh:' 'fish:' 'powershell:') ;;
        ('POLICY_FORM') __awsenv_words+=('json:' 'cloudformation:' 'terraform:') ;;
        ('KEY') __awsenv_words+=('aws_vault:' 'endpoints:' 'browser:') ;;
    esac
}

# Loaded as _awsenv from a folder of fpath, it is called for the first time by this; else compinit is told of it.
if [[ "${funcstack[1]-}" == '_awsenv' ]]; then
    '_awsenv' "$@"
elif (( ${+functions[compdef]} )); then
    'compdef' '_awsenv' 'awsenv'
fi
