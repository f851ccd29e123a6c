# What awsenv replaces, second half: ROLE_ARN. The role's credentials, into the shell that sources this.
aws sts get-caller-identity --endpoint-url "$AWS_ENDPOINT_URL" || exit
answer=$(aws sts assume-role --endpoint-url "$AWS_ENDPOINT_URL" --role-arn "$1" --role-session-name old) || exit
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
AWS_ACCESS_KEY_ID=$(jq -r .Credentials.AccessKeyId <<<"$answer")
AWS_SECRET_ACCESS_KEY=$(jq -r .Credentials.SecretAccessKey <<<"$answer")
AWS_SESSION_TOKEN=$(jq -r .Credentials.SessionToken <<<"$answer")
aws sts get-caller-identity --endpoint-url "$AWS_ENDPOINT_URL" || exit
