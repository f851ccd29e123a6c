/** The shells whose hooks only make the changes, as the tests run them. .ci/run installs those that a system lacks. */
import { fileURLToPath } from 'node:url'
import { elvish } from '../../src/shells/elvish.ts'
import { nushell } from '../../src/shells/nushell.ts'
import type { Shell } from '../../src/shells/shell.ts'
import { xonsh } from '../../src/shells/xonsh.ts'
import { has } from './real-shells.ts'

export type PlainShell = {
  readonly shell: Shell
  /** What runs a script file, without the user's files. */
  readonly argv: readonly [program: string, option: string]
  /** The command line of a shell that a person types into, with its start-up files. */
  readonly interactive: readonly string[]
  readonly hook: string
  /** The statement that loads the hook in a script. */
  readonly load: string
  /** Runs a call so many times, and prints each time its status and the variable AWS_REGION: `3 [value]`. */
  repeated(times: number, call: string): string
  /** The statement that empties PATH. */
  readonly lost: string
  /** Sets an exported variable. */
  setting(name: string, value: string): string
  /** Does what the hook does before a prompt. */
  readonly atPrompt: string
  /** Prints the segment, in brackets. */
  readonly showing: string
  /** How the segment shows a role. */
  label(role: string): string
  /** The statements that run `next` only if the call succeeds. */
  onSuccess(call: string, next: string): string
  /** Statements behind which the script goes on, whether they succeed or fail. */
  attempt(statements: string): string
}

const elvishHook = hookOf('elv')
const nushellHook = hookOf('nu')
const xonshHook = hookOf('xsh')

export const plainShells: readonly PlainShell[] = [
  {
    shell: nushell,
    argv: [installed('nu'), '--no-config-file'],
    interactive: [installed('nu')],
    hook: nushellHook,
    load: nushell.hook?.source(nushellHook) ?? '',
    repeated: (times, call) => `for i in 1..${times} {
      print $"(try { ${call}; 0 } catch {|e| $e.exit_code? | default 1 }) [($env.AWS_REGION? | default '')]"
    }`,
    lost: '$env.PATH = []',
    setting: (name, value) => `$env.${name} = '${value}'`,
    atPrompt: '__awsenv_prompt',
    showing: 'print $"[(__awsenv_segment)]"',
    label: role => role,
    onSuccess: (call, next) => `${call}; print (${next})`,
    // Without a value of its own, this would be the error, which nushell prints.
    attempt: statements => `try { ${statements} } catch { null }`,
  },
  {
    shell: elvish,
    argv: [installed('elvish'), '-norc'],
    interactive: [installed('elvish')],
    hook: elvishHook,
    // What a script defines in a text that it evaluates, it has to take out of it.
    load: `var h; ${elvish.hook?.source(elvishHook)} &on-end={|n| set h = $n}; var awsenv~ = $h[awsenv~]`,
    repeated: (times, call) => `for i [(range ${times})] {
      var status = 0
      try { ${call} } catch e { try { set status = $e[reason][exit-status] } catch { set status = 1 } }
      var value = ''; if (has-env AWS_REGION) { set value = (get-env AWS_REGION) }
      echo $status' ['$value']'
    }`,
    lost: 'set paths = []',
    setting: (name, value) => `set-env ${name} '${value}'`,
    atPrompt: '$h[-renew~]',
    showing: "print '['; put [($h[-segment~])] | each {|all| each {|part| print $part } $all }; echo ']'",
    label: role => role,
    onSuccess: (call, next) => `${call}; ${next}`,
    attempt: statements => `try { ${statements} } catch { }`,
  },
  {
    shell: xonsh,
    argv: [installed('xonsh'), '--no-rc'],
    interactive: [installed('xonsh'), '--shell-type=readline'],
    hook: xonshHook,
    // As before a person: in a script there is no prompt and no Tab.
    load: `$XONSH_INTERACTIVE = True; ${xonsh.hook?.source(xonshHook)}; $XONSH_INTERACTIVE = False`,
    repeated: (times, call) => `for i in range(${times}):
    status = !(${call}).rtn
    print(f"{status} [{__xonsh__.env.get('AWS_REGION', '')}]", flush=True)`,
    lost: '$PATH = []',
    setting: (name, value) => `$${name} = '${value}'`,
    atPrompt: '__xonsh__.builtins.events.on_pre_prompt_format.fire()',
    showing: `print('[' + __xonsh__.env['PROMPT_FIELDS']['awsenv']() + ']', flush=True)`,
    label: role => role.replace(/[{}]/g, '?'),
    onSuccess: (call, next) => (call.startsWith('exec') ? `${call}\n${next}` : `${call} && ${next}`),
    attempt: statements => `try:\n${statements.replace(/^/gm, '    ')}\nexcept BaseException:\n    pass`,
  },
]

/** A program on PATH, or as .ci/run installs it. */
export function installed(program: string): string {
  return has(program) ? program : fileURLToPath(new URL(`../../.ci/venv/bin/${program}`, import.meta.url))
}

function hookOf(extension: string): string {
  return fileURLToPath(new URL(`../../shell/awsenv.${extension}`, import.meta.url))
}
