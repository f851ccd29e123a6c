"""Says who it is after each pause, as a program that outlasts a session does."""
import sys
import time

import boto3

client = boto3.client('sts')
for pause in sys.argv[1:]:
    time.sleep(float(pause))
    print(client.get_caller_identity()['Arn'])
