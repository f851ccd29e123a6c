/** The prompt beside other tools that hook into it. The stand-ins say whose place they take. */
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the prompt beside other tools', test => {
  const session = { AWSENV_ROLE: 'Admin@1', AWSENV_EXPIRES: '1' }
  const count = (text: string, part: string) => text.split(part).length - 1

  for (const { shell, hook, interactive } of hookedShells) {
    const { name } = shell
    const isBash = name === 'bash'
    const onTerminal = needing(test, `python3 and ${name}`, has('python3') && has(name))
    const vscode = fileURLToPath(new URL(`stand-ins/vscode.${name}`, import.meta.url))
    const status = isBash ? '[$?]' : '[%?]'

    /** What the terminal shows from one prompt to the next. */
    const typed = async (pty: Pty, line: string) => {
      pty.type(`${line}\r`)
      await pty.shows('\n')
      return (await pty.shows('@> ')).concat(await pty.shows('\u001b]633;B\u0007'))
    }

    // Each way of meeting: VS Code sources ~/.bashrc or ~/.zshrc first, "if [[ $VSCODE_INJECTION == 1 ]]"; or a person
    // sources the hook in a terminal in which VS Code is at work already.
    for (const [when, lines] of [
      ['first', [`${isBash ? 'PROMPT_COMMAND=:; ' : ''}. '${hook}'; . '${vscode}'`]],
      ['last', [`. '${vscode}'`, `. '${hook}'`]],
      ['last, after a hook of the user', [`${isBash ? 'PROMPT_COMMAND=:; ' : ''}. '${vscode}'; . '${hook}'`]],
      ['first, and again', [`. '${hook}'; . '${vscode}'`, `. '${hook}'`]],
    ] as const) {
      onTerminal(
        `41: in VS Code's terminal, sourced ${when}, ${name} has one segment, all marks, and no phantom command`,
        async () => {
          using fake = fakeAwsenv()
          await using pty = openPty(interactive, { env: { ...fake.env, ...session } })
          pty.type(`PS1='${status}@''> '\r`)
          await pty.shows('@> ')
          for (const line of lines) {
            pty.type(`${line}\r`)
            await pty.shows('@> ')
          }
          await typed(pty, 'true')
          for (const [line, code, commands] of [
            ["sh -c 'exit 3'", 3, ["sh -c 'exit 3'"]],
            ['true', 0, ['true']],
            ['', 0, []],
            ['false', 1, ['false']],
            ['', 1, []],
            ['true; true', 0, [isBash ? 'true' : 'true; true']],
          ] as const) {
            const shown = await typed(pty, line)
            // __vsc_command_output_start: printf '\e]633;E;%s;%s\a' — what it was told to be a command of the user's
            const said = [...shown.matchAll(/\]633;E;([^\u0007]*)\u0007/g)]
              .map(([, command]) => command)
              .filter(Boolean)
            assert.equal(said, commands, `E of ${JSON.stringify(line)}`)
            // __vsc_command_complete: printf '\e]633;D;%s\a' "$__vsc_status"
            assert.match(shown, `]633;D;${code}\u0007`)
            // __vsc_restore_exit_code "${__vsc_status}" — the user's own prompt sees the user's status
            assert.match(shown, `[${code}]@> `)
            // __vsc_update_prompt: PS1="$__vsc_custom_PS1" — wrapped once, from A to B
            assert.is(count(shown, ']633;A\u0007'), 1, shown)
            assert.is(count(shown, ']633;B\u0007'), 1, shown)
            assert.is(count(shown, '(Admin@1 expired) '), 1, shown)
          }
          // "$__vsc_custom_PS1" != "$PS1" — who changes PS1 at each prompt is wrapped each time; this one stands still
          const prompts = []
          for (const _ of [1, 2]) {
            pty.type(`printf '<%q>' "$PS1"\r`)
            await pty.shows('<')
            prompts.push((await pty.shows('>')) ?? '')
            await pty.shows('\u001b]633;B\u0007')
          }
          assert.is(prompts[0], prompts[1])
        },
      )
    }

    onTerminal(`41: beside a hook like direnv's, before or after it, ${name} has both, and the status`, async () => {
      using fake = fakeAwsenv()
      const direnv = isBash
        ? `_direnv_hook() { local s=$?; seen="$seen$s "; return $s; }; PROMPT_COMMAND="_direnv_hook\${PROMPT_COMMAND:+;$PROMPT_COMMAND}"`
        : `_direnv_hook() { seen="$seen$? " }; precmd_functions=(_direnv_hook $precmd_functions)`
      for (const lines of [
        [direnv, `. '${hook}'`],
        [`. '${hook}'`, direnv],
      ]) {
        await using pty = openPty(interactive, { env: { ...fake.env, ...session } })
        pty.type(`PS1='${status}@''> '\r`)
        await pty.shows('@> ')
        for (const line of lines) {
          pty.type(`${line}\r`)
          await pty.shows(']@> ')
        }
        pty.type('seen=; (exit 3)\r')
        assert.match(await pty.shows('[3]@> '), '(Admin@1 expired) ')
        pty.type('echo "<$seen>"\r')
        await pty.shows('<3 >')
        assert.is(count(await pty.shows('@> '), '(Admin@1 expired) '), 1)
      }
    })
  }

  needing(
    test,
    'python3 and bash',
    has('python3') && has('bash'),
  )('41: beside bash-preexec, already at work, no command of the user is lost, and none is made up', async () => {
    using fake = fakeAwsenv()
    const [bash] = hookedShells
    // rcaloras/bash-preexec: __bp_interactive_mode, the last of PROMPT_COMMAND, lets the DEBUG trap report the next
    // command that isn't one of PROMPT_COMMAND's; __bp_precmd_invoke_cmd calls precmd_functions
    const preexec = `__bp_imported=defined; said=
      __bp_precmd() { local s=$? f; for f in "\${precmd_functions[@]}"; do (exit $s); "$f"; done; }
      __bp_mode() { mode=on; }
      __bp_debug() { [ -n "$mode" ] || return 0; mode=; case $'\\n'$PROMPT_COMMAND$'\\n' in *$'\\n'"$BASH_COMMAND"$'\\n'*) ;; *) said="$said$BASH_COMMAND|";; esac; }
      PROMPT_COMMAND=$'__bp_precmd\\n__bp_mode'; trap __bp_debug DEBUG`
    await using pty = openPty(bash?.interactive ?? [], { env: { ...fake.env, ...session } })
    for (const line of ["PS1='@''> '", ...preexec.split('\n'), `. '${bash?.hook}'`, 'said=', 'true', '', 'false']) {
      pty.type(`${line}\r`)
      await pty.shows(line.startsWith('PS1') ? '@> ' : '\n')
      if (!line.startsWith('PS1')) await pty.shows('@> ')
    }
    pty.type('echo "<$said>"\r')
    await pty.shows('<true|false|echo "<$said>"|>')
    assert.is(count(await pty.shows('@> '), '(Admin@1 expired) '), 1)
  })
})
