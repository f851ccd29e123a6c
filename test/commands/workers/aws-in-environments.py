"""The stdout of `aws configure list` in each of the environments on stdin, as JSON. Each is a process of its own, forked
after the AWS CLI is loaded, which takes a second. The argument is the program."""
import json
import os
import runpy
import sys

given = dict(os.environ)
import awscli.clidriver  # noqa: E402, F401

# Where its data lies, which it tells itself by a variable.
own = {name: value for name, value in os.environ.items() if given.get(name) != value}


def output_in(environment):
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.dup2(writing, 1)
        os.environ.clear()
        os.environ.update({**environment, **own})
        sys.argv = ["aws", "configure", "list"]
        try:
            runpy.run_path(program, run_name="__main__")
        finally:
            sys.stdout.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.wait()
    return text


program = sys.argv[1]
json.dump([output_in(environment) for environment in json.load(sys.stdin)], sys.stdout)
