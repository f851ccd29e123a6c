"""awsenv for xonsh, in Python alone. In ~/.xonshrc: exec(open('/path/to/awsenv.xsh').read())"""


def __awsenv_load():
    import json
    import os
    import re
    import shutil
    import subprocess
    import sys
    import time

    from xonsh.built_ins import XSH
    from xonsh.tools import unthreadable

    CHANGING = ('login', 'assume', 'unset', 'clear', 'renew')
    COLOURS = ('red', 'green', 'yellow', 'blue', 'magenta', 'cyan')

    def say(text):
        print('awsenv: ' + text, file=sys.stderr)
        return 1

    @XSH.aliases.return_command
    def awsenv(args):
        """Puts an assumed AWS role into this shell. Calls that don't are the program's, in pipes and jobs as well."""
        if is_change(args):
            return ['__awsenv_change', *args]
        # Without words, awsenv says whether there is a hook; doctor says whether it has the right version.
        hook = ['--hook=xonsh'] if not args else ['--hook=xonsh@0.2.0'] if args[0] == 'doctor' else []
        return ['awsenv', *hook, *args]

    # xonsh refuses it in a pipe, where it could ask nothing.
    @unthreadable
    def awsenv_change(args, stdin=None, stdout=None, stderr=None, spec=None):
        program = shutil.which('awsenv', path=os.pathsep.join(XSH.env['PATH']))
        if program is None:
            say('the program "awsenv" is not on the PATH')
            return 127
        call = [program, '--hook=xonsh', *args]
        done = subprocess.run(call, env=XSH.env.detype(), stdin=stdin, stdout=subprocess.PIPE, stderr=stderr)
        text = done.stdout.decode('utf-8', 'replace')
        if not text.startswith('{'):
            print(text, end='', file=stdout)
        elif done.returncode == 0:
            return change(text, (spec and spec.env) or {})
        return done.returncode

    def is_change(args):
        """A call that asks for help, or for a text of its own, changes nothing."""
        own = re.compile('-h|--help|--print|(--format|--shell)(=.*)?', re.S)
        return bool(args) and args[0] in CHANGING and not any(own.fullmatch(arg) for arg in args)

    def change(text, of_this_call):
        """All of an answer, or nothing. None removes a variable."""
        variables = parsed(text)
        if not variables:
            return say('the answer has come damaged: nothing is changed')
        for name in variables:
            if name in of_this_call:
                return say(f'error: {name} is set for this call alone: nothing has been changed')
        for name, value in variables.items():
            if value is None:
                XSH.env.pop(name, None)
            else:
                XSH.env[name] = value
        return 0

    def parsed(text):
        try:
            variables = json.loads(text)
        except ValueError:
            return None
        is_whole = all(
            re.fullmatch('[A-Z_][A-Z0-9_]*', name) and isinstance(value, (str, type(None)))
            for name, value in variables.items()
        )
        return variables if is_whole else None

    def segment():
        """The role, and how long it lasts, for the prompt; with a blank behind it, or nothing."""
        role = XSH.env.get('AWSENV_ROLE', '')
        if not role:
            return ''
        # Braces would be fields of the prompt.
        label = ''.join(sign if sign.isprintable() and sign not in '{}' else '?' for sign in role[:256])
        expires = XSH.env.get('AWSENV_EXPIRES', '')
        left = int(expires) - int(time.time()) if re.fullmatch('[0-9]{1,12}', expires) else None
        colour = 'RED' if left is None or left < 300 else 'YELLOW' if left < 900 else 'GREEN'
        account = XSH.env.get('AWSENV_COLOUR', '')
        if XSH.env.get('NO_COLOR'):
            return '(%s %s) ' % (label, time_of(left))
        first = {'magenta': 'PURPLE'}.get(account, account.upper()) if account in COLOURS else colour
        return '{%s}(%s {%s}%s){RESET} ' % (first, label, colour, time_of(left))

    def time_of(left):
        """As in `awsenv status`."""
        if left is None:
            return '?'
        if left <= 0:
            return 'expired'
        if left < 60:
            return f'{left}s'
        hours, minutes = left // 3600, left % 3600 // 60
        return f'{minutes}m' if hours == 0 else f'{hours}h' if minutes == 0 else f'{hours}h {minutes}m'

    XSH.aliases['awsenv'] = awsenv
    XSH.aliases['__awsenv_change'] = awsenv_change
    XSH.env['PROMPT_FIELDS']['awsenv'] = segment
    prompt = XSH.env['PROMPT']
    if XSH.env.get('XONSH_INTERACTIVE') and str(XSH.env.get('AWSENV_PROMPT', '')) != '0':
        if isinstance(prompt, str) and '{awsenv}' not in prompt:
            XSH.env['PROMPT'] = '{awsenv}' + prompt


__awsenv_load()
del __awsenv_load
