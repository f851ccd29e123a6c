# What completes the words of awsenv in fish 3.2 and later. The hook loads it at the first Tab; without the hook:
# awsenv completion fish >~/.config/fish/completions/awsenv.fish
# The names of profiles and the like stand in a file that awsenv keeps: no process is started for them. What is typed is
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
    builtin set -l __awsenv_at 2
    __awsenv_table ''
    while builtin test $__awsenv_at -le (builtin count $__awsenv_line)
        if builtin test "$__awsenv_places[1]" = COMMAND; and builtin test -z "$__awsenv_account"
            break
        end
        __awsenv_read_word $__awsenv_line[$__awsenv_at]
        builtin set __awsenv_at (builtin math $__awsenv_at + 1)
    end

    builtin set -l __awsenv_kind $__awsenv_places[1]
    builtin test -z "$__awsenv_account"
    or builtin set __awsenv_kind ROLE
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
    __awsenv_offer_kind "$__awsenv_kind"
end

# What a word before the cursor means for those after it: it goes on with the command's name, is an option, whose value
# may follow, or takes the next of the command's places.
function __awsenv_read_word --no-scope-shadowing
    if builtin test -n "$__awsenv_value"
        builtin set __awsenv_value
    else if builtin string match -q -- '-?*' "$argv[1]"
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

function __awsenv_is_account
    builtin string match -qr '^[0-9]{12}$' -- $argv[1]
    and return 0
    builtin set -l __awsenv_file (__awsenv_names_file)
    and builtin string match -qr -- '^account\t'(builtin string escape --style=regex -- $argv[1])'$' <$__awsenv_file
end

# Prints the path of the file of the names, if there is one.
function __awsenv_names_file
    builtin set -l __awsenv_file "$HOME/.cache/awsenv/names"
    if builtin string match -q -- '/*' "$XDG_CACHE_HOME"
        builtin set __awsenv_file "$XDG_CACHE_HOME/awsenv/names"
    end
    builtin test -f "$__awsenv_file" -a -r "$__awsenv_file"
    and builtin printf '%s' $__awsenv_file
end

function __awsenv_offer_kind --no-scope-shadowing
    switch "$argv[1]"
        case FILE
            __fish_complete_path (builtin string replace -r '^--[^=]*=' '' -- "$__awsenv_typed") | builtin string replace -r -- '^' "$__awsenv_prefix"
        case COMMAND
            builtin test "$__awsenv_line[$__awsenv_at]" != --
            or builtin set __awsenv_at (builtin math $__awsenv_at + 1)
            builtin complete --do-complete=(builtin string join ' ' -- (builtin string escape -- $__awsenv_line[$__awsenv_at..-1]) "$__awsenv_typed")
        case TARGET
            __awsenv_offer_names 'alias|target|account'
        case ROLE
            __awsenv_offer_names role (builtin string escape --style=regex -- $__awsenv_account)'\t'
        case '*'
            __awsenv_literals "$argv[1]"
            builtin string join \n -- "$__awsenv_prefix"$__awsenv_words
            __awsenv_offer_names (builtin string lower -- "$argv[1]")
    end
end

# The names of one of some kinds, as the file has them, and the kind; of roles, those in an account.
function __awsenv_offer_names --no-scope-shadowing
    builtin set -l __awsenv_file (__awsenv_names_file)
    and builtin string replace -rf -- "^($argv[1])\t$argv[2](.+)" "$__awsenv_prefix"'$2'\t'$1' <$__awsenv_file
    return 0
end

# Sets what can follow the words of a command: the rest of its name, its options, and the kinds of its arguments.
function __awsenv_table --no-scope-shadowing
    builtin set __awsenv_words
    builtin set __awsenv_flags
    builtin set __awsenv_places
    switch "$argv[1]"
        case ''
            builtin set -a __awsenv_words login\t'log in with MFA, once for all roles, and put the session into this shell'
            builtin set -a __awsenv_words assume\t'assume a role and put it into this shell'
            builtin set -a __awsenv_words exec\t'run one command with a role; this shell stays as it is'
            builtin set -a __awsenv_words credential-process\t'the JSON that the AWS SDKs, Terraform and the AWS Toolkit ask for; never asks a question'
            builtin set -a __awsenv_words unset\t'put this shell back to what it was before the first login or assume'
            builtin set -a __awsenv_words clear\t'unset, and forget this shell\'s session, so that it has to be asked for anew'
            builtin set -a __awsenv_words whoami\t'who you are to AWS, how long, and where profile, key and region come from'
            builtin set -a __awsenv_words console\t'open the web console as a role'
            builtin set -a __awsenv_words list\t'aliases, profiles, keys and cached sessions, with the time left'
            builtin set -a __awsenv_words status\t'one line about the session of this shell; exit code 3 where there is no valid one'
            builtin set -a __awsenv_words prompt\t'the segment for a prompt of your own: role and time left, or nothing'
            builtin set -a __awsenv_words renew\t'the role of this shell anew, if that takes no question'
            builtin set -a __awsenv_words init\t'print the hook of a shell, for the shell\'s start-up file'
            builtin set -a __awsenv_words completion\t'print what completes the words of awsenv in a shell'
            builtin set -a __awsenv_words keys\t'add, import, list, rotate, remove'
            builtin set -a __awsenv_words policy\t'user, trust'
            builtin set -a __awsenv_words config\t'get, set, unset, list, dump, add-profile, remove-profile'
            builtin set -a __awsenv_flags --version\t'which version this is'
            builtin set -a __awsenv_flags --help\t'explain it'
        case keys
            builtin set -a __awsenv_words add\t'put a long-term access key into awsenv\'s vault'
            builtin set -a __awsenv_words import\t'move a key from ~/.aws into awsenv\'s vault'
            builtin set -a __awsenv_words list\t'the long-term keys in awsenv\'s vault'
            builtin set -a __awsenv_words rotate\t'put a new key in the place of one in awsenv\'s vault'
            builtin set -a __awsenv_words remove\t'take a key out of awsenv\'s vault'
            builtin set -a __awsenv_flags --help\t'explain it'
        case policy
            builtin set -a __awsenv_words user\t'print the policy of an IAM user who may only assume the roles'
            builtin set -a __awsenv_words trust\t'print or check the trust policy of a role that demands the user\'s MFA'
            builtin set -a __awsenv_flags --help\t'explain it'
        case config
            builtin set -a __awsenv_words get\t'print a setting'
            builtin set -a __awsenv_words set\t'change a setting'
            builtin set -a __awsenv_words unset\t'take a setting out of the file'
            builtin set -a __awsenv_words list\t'all settings that hold, and where each comes from'
            builtin set -a __awsenv_words dump\t'the profiles of ~/.aws as awsenv reads them, without their secrets'
            builtin set -a __awsenv_words add-profile\t'a profile in ~/.aws/config by which other programs get a role from awsenv'
            builtin set -a __awsenv_words remove-profile\t'take a profile that config add-profile wrote out of ~/.aws/config'
            builtin set -a __awsenv_flags --help\t'explain it'
        case login
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --duration=-\t'how long the session is to last: seconds, or a form like 1h30m'
            builtin set -a __awsenv_flags --region=REGION\t'the region to work in'
            builtin set -a __awsenv_flags --mfa-serial=-\t'the MFA device: its ARN, or the serial of a hardware device'
            builtin set -a __awsenv_flags --mfa-stdin\t'read the MFA code from stdin'
            builtin set -a __awsenv_flags --refresh\t'a new session, even where a good one is cached'
            builtin set -a __awsenv_flags --shell=DIALECT\t'write for this shell: sh, bash, zsh, fish, powershell'
            builtin set -a __awsenv_flags --print\t'print the script, secrets included, even to a terminal'
            builtin set -a __awsenv_flags --format=FORMAT\t'as data instead of a script: json, process, dotenv, export; the shell stays as it is'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places PROFILE
        case assume
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --duration=-\t'how long the session is to last: seconds, or a form like 1h30m'
            builtin set -a __awsenv_flags --region=REGION\t'the region to work in'
            builtin set -a __awsenv_flags --mfa-serial=-\t'the MFA device: its ARN, or the serial of a hardware device'
            builtin set -a __awsenv_flags --mfa-stdin\t'read the MFA code from stdin'
            builtin set -a __awsenv_flags --refresh\t'a new session, even where a good one is cached'
            builtin set -a __awsenv_flags --from=PROFILE\t'the profile, or the access key id, to start from'
            builtin set -a __awsenv_flags --session-name=-\t'what CloudTrail calls the session (default: your user name)'
            builtin set -a __awsenv_flags --external-id=-\t'the id that the role\'s trust policy asks for'
            builtin set -a __awsenv_flags --source-identity=-\t'who is behind the session, through all later roles'
            builtin set -a __awsenv_flags --tag=-\t'a session tag, KEY=VALUE; may be given again'
            builtin set -a __awsenv_flags --transitive-tag=-\t'the key of a tag that later roles inherit; may be given again'
            builtin set -a __awsenv_flags --policy=FILE\t'a session policy: JSON, or the path of a file that has it'
            builtin set -a __awsenv_flags --policy-arn=-\t'a managed policy as session policy; may be given again'
            builtin set -a __awsenv_flags --yes\t'no question where an account is to be confirmed, if the settings allow that'
            builtin set -a __awsenv_flags --min-ttl=-\t'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
            builtin set -a __awsenv_flags --shell=DIALECT\t'write for this shell: sh, bash, zsh, fish, powershell'
            builtin set -a __awsenv_flags --print\t'print the script, secrets included, even to a terminal'
            builtin set -a __awsenv_flags --format=FORMAT\t'as data instead of a script: json, process, dotenv, export; the shell stays as it is'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places TARGET
        case exec
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --duration=-\t'how long the session is to last: seconds, or a form like 1h30m'
            builtin set -a __awsenv_flags --region=REGION\t'the region to work in'
            builtin set -a __awsenv_flags --mfa-serial=-\t'the MFA device: its ARN, or the serial of a hardware device'
            builtin set -a __awsenv_flags --mfa-stdin\t'read the MFA code from stdin'
            builtin set -a __awsenv_flags --refresh\t'a new session, even where a good one is cached'
            builtin set -a __awsenv_flags --from=PROFILE\t'the profile, or the access key id, to start from'
            builtin set -a __awsenv_flags --session-name=-\t'what CloudTrail calls the session (default: your user name)'
            builtin set -a __awsenv_flags --external-id=-\t'the id that the role\'s trust policy asks for'
            builtin set -a __awsenv_flags --source-identity=-\t'who is behind the session, through all later roles'
            builtin set -a __awsenv_flags --tag=-\t'a session tag, KEY=VALUE; may be given again'
            builtin set -a __awsenv_flags --transitive-tag=-\t'the key of a tag that later roles inherit; may be given again'
            builtin set -a __awsenv_flags --policy=FILE\t'a session policy: JSON, or the path of a file that has it'
            builtin set -a __awsenv_flags --policy-arn=-\t'a managed policy as session policy; may be given again'
            builtin set -a __awsenv_flags --yes\t'no question where an account is to be confirmed, if the settings allow that'
            builtin set -a __awsenv_flags --min-ttl=-\t'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places TARGET COMMAND
        case credential-process
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --duration=-\t'how long the session is to last: seconds, or a form like 1h30m'
            builtin set -a __awsenv_flags --region=REGION\t'the region to work in'
            builtin set -a __awsenv_flags --mfa-serial=-\t'the MFA device: its ARN, or the serial of a hardware device'
            builtin set -a __awsenv_flags --mfa-stdin\t'read the MFA code from stdin'
            builtin set -a __awsenv_flags --refresh\t'a new session, even where a good one is cached'
            builtin set -a __awsenv_flags --from=PROFILE\t'the profile, or the access key id, to start from'
            builtin set -a __awsenv_flags --session-name=-\t'what CloudTrail calls the session (default: your user name)'
            builtin set -a __awsenv_flags --external-id=-\t'the id that the role\'s trust policy asks for'
            builtin set -a __awsenv_flags --source-identity=-\t'who is behind the session, through all later roles'
            builtin set -a __awsenv_flags --tag=-\t'a session tag, KEY=VALUE; may be given again'
            builtin set -a __awsenv_flags --transitive-tag=-\t'the key of a tag that later roles inherit; may be given again'
            builtin set -a __awsenv_flags --policy=FILE\t'a session policy: JSON, or the path of a file that has it'
            builtin set -a __awsenv_flags --policy-arn=-\t'a managed policy as session policy; may be given again'
            builtin set -a __awsenv_flags --min-ttl=-\t'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
            builtin set -a __awsenv_flags --print\t'print the script, secrets included, even to a terminal'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places TARGET
        case unset
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --shell=DIALECT\t'write for this shell: sh, bash, zsh, fish, powershell'
            builtin set -a __awsenv_flags --print\t'print the script, secrets included, even to a terminal'
            builtin set -a __awsenv_flags --help\t'explain it'
        case clear
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --shell=DIALECT\t'write for this shell: sh, bash, zsh, fish, powershell'
            builtin set -a __awsenv_flags --print\t'print the script, secrets included, even to a terminal'
            builtin set -a __awsenv_flags --all\t'forget every cached session'
            builtin set -a __awsenv_flags --help\t'explain it'
        case whoami
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --offline\t'ask nobody: what the environment and the files say'
            builtin set -a __awsenv_flags --json\t'as JSON'
            builtin set -a __awsenv_flags --help\t'explain it'
        case console
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --duration=-\t'how long the session is to last: seconds, or a form like 1h30m'
            builtin set -a __awsenv_flags --region=REGION\t'the region to show'
            builtin set -a __awsenv_flags --mfa-serial=-\t'the MFA device: its ARN, or the serial of a hardware device'
            builtin set -a __awsenv_flags --mfa-stdin\t'read the MFA code from stdin'
            builtin set -a __awsenv_flags --refresh\t'a new session, even where a good one is cached'
            builtin set -a __awsenv_flags --from=PROFILE\t'the profile, or the access key id, to start from'
            builtin set -a __awsenv_flags --session-name=-\t'what CloudTrail calls the session (default: your user name)'
            builtin set -a __awsenv_flags --external-id=-\t'the id that the role\'s trust policy asks for'
            builtin set -a __awsenv_flags --source-identity=-\t'who is behind the session, through all later roles'
            builtin set -a __awsenv_flags --tag=-\t'a session tag, KEY=VALUE; may be given again'
            builtin set -a __awsenv_flags --transitive-tag=-\t'the key of a tag that later roles inherit; may be given again'
            builtin set -a __awsenv_flags --policy=FILE\t'a session policy: JSON, or the path of a file that has it'
            builtin set -a __awsenv_flags --policy-arn=-\t'a managed policy as session policy; may be given again'
            builtin set -a __awsenv_flags --yes\t'no question where an account is to be confirmed, if the settings allow that'
            builtin set -a __awsenv_flags --min-ttl=-\t'a new session, unless the cached one lasts at least this long: seconds, or a form like 45m'
            builtin set -a __awsenv_flags --service=-\t'the service to show: ec2, s3, cfn, ..., or its name in the console\'s address'
            builtin set -a __awsenv_flags --print\t'print the link, a secret, instead of opening a browser'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places TARGET
        case list
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --json\t'as JSON'
            builtin set -a __awsenv_flags --help\t'explain it'
        case status
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --help\t'explain it'
        case prompt
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --help\t'explain it'
        case renew
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --shell=DIALECT\t'write for this shell: sh, bash, zsh, fish, powershell'
            builtin set -a __awsenv_flags --print\t'print the script, secrets included, even to a terminal'
            builtin set -a __awsenv_flags --help\t'explain it'
        case init
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --path\t'print where the installed file is'
            builtin set -a __awsenv_flags --install\t'put the line that loads it into the shell\'s start-up file, after showing it'
            builtin set -a __awsenv_flags --uninstall\t'take that line out again'
            builtin set -a __awsenv_flags --yes\t'do not ask before a file is changed'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places SHELL
        case completion
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places SHELL
        case 'keys add'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --csv=FILE\t'the console\'s download'
            builtin set -a __awsenv_flags --stdin\t'the id on the first line of stdin, the secret on the next'
            builtin set -a __awsenv_flags --mfa-serial=-\t'the MFA device of its user (default: the one that IAM knows of)'
            builtin set -a __awsenv_flags --replace\t'in the place of another key of that name'
            builtin set -a __awsenv_flags --offline\t'don\'t ask AWS whether it is a key'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places NAME
        case 'keys import'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --yes\t'don\'t ask: the line goes in the place of the key'
            builtin set -a __awsenv_flags --no-line\t'don\'t ask: the key goes, and no line stands there'
            builtin set -a __awsenv_flags --keep\t'don\'t ask: the key stays in the file too'
            builtin set -a __awsenv_flags --replace\t'in the place of another key of that name'
            builtin set -a __awsenv_flags --offline\t'don\'t ask AWS whether it is a key'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places PROFILE
        case 'keys list'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --json\t'as JSON'
            builtin set -a __awsenv_flags --help\t'explain it'
        case 'keys rotate'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --mfa-serial=-\t'the MFA device: its ARN, or the serial of a hardware device'
            builtin set -a __awsenv_flags --mfa-stdin\t'read the MFA code from stdin'
            builtin set -a __awsenv_flags --yes\t'delete the user\'s other key, where it is inactive, without a question'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places PROFILE
        case 'keys remove'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --restore\t'write it back into ~/.aws/credentials'
            builtin set -a __awsenv_flags --yes\t'don\'t ask'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places PROFILE
        case 'policy user'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --account=-\t'the account\'s id, where USER is a name'
            builtin set -a __awsenv_flags --partition=-\t'aws, aws-cn, aws-us-gov, aws-eusc'
            builtin set -a __awsenv_flags --as=POLICY_FORM\t'json, cloudformation, terraform'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places USER ROLE COMMAND
        case 'policy trust'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --account=-\t'the account\'s id, where USER is a name'
            builtin set -a __awsenv_flags --partition=-\t'aws, aws-cn, aws-us-gov, aws-eusc'
            builtin set -a __awsenv_flags --as=POLICY_FORM\t'json, cloudformation, terraform'
            builtin set -a __awsenv_flags --mfa-age=-\t'how long one MFA code counts: seconds, or a form like 12h'
            builtin set -a __awsenv_flags --role=-\t'the role that a template makes: its name, with its path if it has one'
            builtin set -a __awsenv_flags --tags\t'allow session tags (sts:TagSession)'
            builtin set -a __awsenv_flags --source-identity\t'allow a source identity (sts:SetSourceIdentity)'
            builtin set -a __awsenv_flags --check=FILE\t'check the trust policy in this file; - reads it from stdin'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places USER
        case 'config get'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places KEY
        case 'config set'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places KEY VALUE
        case 'config unset'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places KEY
        case 'config list'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --json\t'as JSON'
            builtin set -a __awsenv_flags --help\t'explain it'
        case 'config dump'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --json\t'as JSON, which is the only form so far'
            builtin set -a __awsenv_flags --help\t'explain it'
        case 'config add-profile'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --all\t'one for each profile that has role_arn'
            builtin set -a __awsenv_flags --from=PROFILE\t'the profile, or the access key id, to start from'
            builtin set -a __awsenv_flags --region=REGION\t'the region to work in (default: that of the role or its source)'
            builtin set -a __awsenv_flags --duration=-\t'how long a session is to last'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places NAME TARGET
        case 'config remove-profile'
            builtin set -a __awsenv_flags --debug\t'say on stderr what is done and asked; never a secret'
            builtin set -a __awsenv_flags --help\t'explain it'
            builtin set __awsenv_places PROFILE
    end
end

# Adds the words of a kind, where they are always the same.
function __awsenv_literals --no-scope-shadowing
    switch "$argv[1]"
        case DIALECT
            builtin set -a __awsenv_words sh bash zsh fish powershell
        case FORMAT
            builtin set -a __awsenv_words json process dotenv export
        case SHELL
            builtin set -a __awsenv_words bash zsh fish powershell
        case POLICY_FORM
            builtin set -a __awsenv_words json cloudformation terraform
        case KEY
            builtin set -a __awsenv_words aws_vault endpoints browser
    end
end

builtin complete -c awsenv -e
builtin complete -c awsenv -f -a '(__awsenv_completion)'
