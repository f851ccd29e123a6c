"""Who boto3 is, by its own chain of credentials: ARN and key id."""
import boto3

session = boto3.Session()
arn = session.client("sts").get_caller_identity()["Arn"]
print(arn, session.get_credentials().get_frozen_credentials().access_key, end="")
