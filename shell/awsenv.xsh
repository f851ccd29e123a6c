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
    from xonsh.events import events
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

    def program_path():
        return shutil.which('awsenv', path=os.pathsep.join(XSH.env['PATH']))

    # xonsh refuses it in a pipe, where it could ask nothing.
    @unthreadable
    def awsenv_change(args, stdin=None, stdout=None, stderr=None, spec=None):
        program = program_path()
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

    def text_of(name):
        return str(XSH.env.get(name, ''))

    def seconds_left():
        expires = text_of('AWSENV_EXPIRES')
        return int(expires) - int(time.time()) if re.fullmatch('[0-9]{1,12}', expires) else None

    def segment():
        """The role, and how long it lasts, for the prompt; with a blank behind it, or nothing."""
        role = text_of('AWSENV_ROLE')
        if not role or text_of('AWSENV_PROMPT') == '0':
            return ''
        # Braces would be fields of the prompt.
        label = ''.join(sign if sign.isprintable() and sign not in '{}' else '?' for sign in role[:256])
        left = seconds_left()
        colour = 'RED' if left is None or left < 300 else 'YELLOW' if left < 900 else 'GREEN'
        account = text_of('AWSENV_COLOUR')
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

    def prompt(**_):
        """Before each prompt: a role with less than five minutes left is renewed, once; the segment gets its place."""
        left = seconds_left()
        end = text_of('AWSENV_EXPIRES')
        is_role = text_of('AWSENV_ROLE') and text_of('AWSENV_ROLE_ARN')
        if is_role and left is not None and 0 < left < 300 and text_of('AWSENV_RENEW') != '0' and end not in tried:
            tried.add(end)
            if program_path() is not None:
                awsenv_change(['renew'], stdin=subprocess.DEVNULL)
        before = XSH.env['PROMPT']
        if isinstance(before, str) and '{awsenv}' not in before and text_of('AWSENV_PROMPT') != '0':
            XSH.env['PROMPT'] = '{awsenv}' + before

    def complete(context):
        """What Tab offers behind awsenv, which knows the words; nothing leaves it to xonsh, which offers files."""
        command = context.command
        if command is None or not command.completing_command('awsenv') or program_path() is None:
            return None
        words = [arg.value for arg in command.args[1 : command.arg_index]] + [command.prefix]
        call = [program_path(), 'complete', json.dumps(words)]
        done = subprocess.run(call, env=XSH.env.detype(), stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode != 0:
            return None
        offer = json.loads(done.stdout)
        if offer['command'] is not None:
            return complete_command_behind(command, offer['command'] + 1)
        begins = get_filter_function()
        start = len(command.raw_prefix)
        return {
            RichCompletion(quoted(word['name']), start, description=word['description'], append_closing_quote=False)
            for word in offer['words']
            if begins(word['name'], command.prefix)
        }

    def complete_command_behind(command, first):
        """The command behind `exec` is completed as if it stood alone."""
        own = command._replace(args=command.args[first:], arg_index=command.arg_index - first)
        if own.arg_index == 0:
            return complete_command(own)
        return XSH.shell.shell.completer.complete_from_context(CompletionContext(own))

    def quoted(word):
        """In xonsh's quotes, a dollar sign begins a variable."""
        if re.fullmatch(r'[\w./:@%+,=-]+', word):
            return word
        return f'@({word!r})' if '$' in word else repr(word)

    XSH.aliases['awsenv'] = awsenv
    XSH.aliases['__awsenv_change'] = awsenv_change
    XSH.env['PROMPT_FIELDS']['awsenv'] = segment
    if XSH.env.get('XONSH_INTERACTIVE'):
        from xonsh.completers.commands import complete_command
        from xonsh.completers.completer import add_one_completer
        from xonsh.completers.tools import RichCompletion, contextual_completer, get_filter_function
        from xonsh.parsers.completion_context import CompletionContext

        tried = set()
        XSH.completers.pop('awsenv', None)
        add_one_completer('awsenv', contextual_completer(complete), 'start')
        for handler in [handler for handler in events.on_pre_prompt_format if handler.__name__ == '__awsenv_prompt']:
            events.on_pre_prompt_format.discard(handler)
        prompt.__name__ = '__awsenv_prompt'
        events.on_pre_prompt_format(prompt)


__awsenv_load()
del __awsenv_load
