"""What botocore would use in each of the environments on stdin, as JSON: method, key, region, or the name of its error."""
import json
import os
import sys

import botocore.session


def described(environment):
    os.environ.clear()
    os.environ.update(environment)
    session = botocore.session.Session()
    try:
        region = session.get_config_variable("region")
        session.get_scoped_config()
        credentials = session.get_credentials()
        if credentials is None:
            return {"region": region}
        # To look at the key of a role would be to assume it.
        isAtHand = credentials.method in ("env", "shared-credentials-file", "config-file", "custom-process", "container-role")
        key = credentials.get_frozen_credentials().access_key if isAtHand else None
        return {"region": region, "method": credentials.method, "key": key}
    except Exception as error:
        return {"error": type(error).__name__}


json.dump([described(environment) for environment in json.load(sys.stdin)], sys.stdout)
