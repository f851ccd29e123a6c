# What awsenv replaces, first half: SERIAL CODE. A session with MFA, into the shell and into ~/.aws/credentials.
answer=$(aws sts get-session-token --endpoint-url "$AWS_ENDPOINT_URL" --duration-seconds 43200 --serial-number "$1" --token-code "$2") || exit
cp ~/.aws/credentials ~/.aws/credentials.bk
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
AWS_ACCESS_KEY_ID=$(jq -r .Credentials.AccessKeyId <<<"$answer")
AWS_SECRET_ACCESS_KEY=$(jq -r .Credentials.SecretAccessKey <<<"$answer")
AWS_SESSION_TOKEN=$(jq -r .Credentials.SessionToken <<<"$answer")
cat >~/.aws/credentials <<END
[default]
aws_access_key_id = $AWS_ACCESS_KEY_ID
aws_secret_access_key = $AWS_SECRET_ACCESS_KEY
aws_session_token = $AWS_SESSION_TOKEN
END
aws sts get-caller-identity --endpoint-url "$AWS_ENDPOINT_URL" || exit
