"""Says who it is, before its first credentials have ended and afterwards, as a program that outlasts a session does."""
import sys
import time

import boto3

client = boto3.client('sts')
for pause in sys.argv[1:]:
    time.sleep(float(pause))
    identity = client.get_caller_identity()
    print(client._request_signer._credentials.get_frozen_credentials().access_key, identity['Arn'])
