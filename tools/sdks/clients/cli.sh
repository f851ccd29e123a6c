# Says who it is after each pause. Each call is a process of its own.
for pause; do
    sleep "$pause"
    aws sts get-caller-identity --query Arn --output text || exit
done
