/** The prompt of bash beside what makes PS1 anew at each prompt, in both orders. The stand-ins say whose place they take. */
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the prompt of bash beside prompt managers', test => {
  const inBash = needing(test, 'python3 and bash', has('python3') && has('bash'))
  const [bash] = hookedShells
  const hook = `. '${bash?.hook}'`
  const standIn = (name: string) => `. '${fileURLToPath(new URL(`stand-ins/${name}.bash`, import.meta.url))}'`
  const segment = '(Admin@1 expired) '
  const count = (text: string, part: string) => text.split(part).length - 1

  /** A bash in which these lines were typed. */
  async function opened(env: Readonly<Record<string, string>>, lines: readonly string[]): Promise<Pty> {
    const pty = openPty(bash?.interactive ?? [], { env: { ...env, AWSENV_ROLE: 'Admin@1', AWSENV_EXPIRES: '1' } })
    for (const line of ["PS1='@''> '", ...lines]) {
      pty.type(`${line}\r`)
      await pty.shows('\n')
      await pty.shows('@> ')
    }
    return pty
  }

  /** Types a line, and gives what the terminal shows from its end to the end of the next prompt. */
  async function typed(pty: Pty, line: string): Promise<string> {
    pty.type(`${line}\r`)
    await pty.shows('\n')
    return pty.shows('@> ')
  }

  const theme = "theme() { PS1='[t]@''> '; }"
  for (const [title, before, after, prompt] of [
    // vte.sh and many a ~/.bashrc: PROMPT_COMMAND is an array when a theme adds an element of its own.
    ["after VTE's or history's element", `${theme}; PROMPT_COMMAND=('history -a' theme)`, '', '[t]@> '],
    [
      "after VTE's element, sourced later",
      "PROMPT_COMMAND=('history -a')",
      `${theme}; PROMPT_COMMAND+=(theme)`,
      '[t]@> ',
    ],
    ['before an element of history', `${theme}; PROMPT_COMMAND=(theme 'history -a')`, '', '[t]@> '],
    ['that sets PROMPT_COMMAND later', ':', `${theme}; PROMPT_COMMAND="$PROMPT_COMMAND; theme"`, '[t]@> '],
    // gp_install_prompt: PROMPT_COMMAND="${PROMPT_COMMAND};${new_entry}", and line feeds become semicolons
    ['bash-git-prompt, sourced first', standIn('bash-git-prompt'), '', '@> '],
    ['bash-git-prompt, sourced later', ':', standIn('bash-git-prompt'), '@> '],
    ['bash-git-prompt, later, after history', "PROMPT_COMMAND='history -a'", standIn('bash-git-prompt'), '@> '],
    // _omp_install_hook: PROMPT_COMMAND=(_omp_hook "${PROMPT_COMMAND[@]}")
    ['oh-my-posh, sourced first', standIn('oh-my-posh'), '', '@> '],
    ['oh-my-posh, sourced later', "PROMPT_COMMAND=('history -a')", standIn('oh-my-posh'), '@> '],
    ['oh-my-posh, after VTE', `PROMPT_COMMAND=(true); ${standIn('oh-my-posh')}`, '', '@> '],
  ] as const) {
    inBash(`4.1 beside a theme: ${title}: one segment at each prompt, and the user's status`, async () => {
      using fake = fakeAwsenv()
      await using pty = await opened(fake.env, [before, hook, ...(after === '' ? [] : [after, ':'])])
      for (const [line, status] of [
        ['true', 0],
        ['(exit 3)', 3],
        ['', 3],
      ] as const) {
        const shown = await typed(pty, line)
        assert.match(shown, prompt)
        assert.is(count(shown, segment), 1, shown)
        // setLastCommandState, _omp_hook: what they show is the status of the user's command
        if (/\[(git|omp)/.test(shown)) assert.match(shown, new RegExp(`\\[(git|omp) ${status}\\]`))
      }
      assert.is(count(await typed(pty, 'unset AWSENV_ROLE'), '('), 0)
    })
  }

  for (const as of ['', '__bp_as_array=1; ']) {
    for (const [order, lines] of [
      ['after it', [`${as}PROMPT_COMMAND=theme; ${theme}; ${standIn('bash-preexec')}`, hook]],
      ['in the same file, after it', [`${as}PROMPT_COMMAND=theme; ${theme}; ${standIn('bash-preexec')}; ${hook}`]],
      ['before it', [hook, `${as}${theme}; PROMPT_COMMAND="$PROMPT_COMMAND;theme"; ${standIn('bash-preexec')}`]],
      [
        'with a theme in precmd_functions',
        [`${as}${theme}; precmd_functions+=(theme); ${standIn('bash-preexec')}; ${hook}`],
      ],
    ] as const) {
      inBash(
        `4.1 beside bash-preexec${as && ' with an array'}, sourced ${order}: the segment, and each command once`,
        async () => {
          using fake = fakeAwsenv()
          await using pty = await opened(fake.env, [...lines, ':', '__bp_said='])
          for (const line of ['true', '', 'false']) assert.match(await typed(pty, line), `${segment}[t]@> `)
          // __bp_preexec_invoke_exec: no command is made up, and none is lost
          pty.type('echo "<$__bp_said>"\r')
          await pty.shows('<true|false|echo "<$__bp_said>"|>')
          assert.match(await pty.shows('@> '), `${segment}[t]@> `)
        },
      )
    }
  }

  inBash('4.1 in ble.sh, which evaluates each element of PROMPT_COMMAND by itself', async () => {
    using fake = fakeAwsenv()
    await using pty = await opened(fake.env, [
      `${theme}; PROMPT_COMMAND=(true theme)`,
      `${hook}; ${standIn('ble')}`,
      ':',
    ])
    for (const line of ['true', '', 'false']) assert.match(await typed(pty, line), `${segment}[t]@> `)
  })

  const vscode = standIn('vscode')
  for (const [title, lines] of [
    ['a theme in the first element', [`${theme}; PROMPT_COMMAND=theme; ${hook}; ${vscode}`]],
    ['a theme, the hook last', [`${theme}; PROMPT_COMMAND=theme; ${vscode}`, hook]],
    ['bash-git-prompt after the hook', [`${hook}; ${standIn('bash-git-prompt')}; ${vscode}`]],
    ['bash-git-prompt before the hook', [`${standIn('bash-git-prompt')}; ${hook}; ${vscode}`]],
    ['oh-my-posh', [`${standIn('oh-my-posh')}; ${hook}; ${vscode}`]],
    ['oh-my-posh after the hook', [`${hook}; ${standIn('oh-my-posh')}; ${vscode}`]],
    ['a theme, and an element of history', [`${theme}; PROMPT_COMMAND=(theme 'history -a'); ${hook}; ${vscode}`]],
    ['an element of history alone', [`PROMPT_COMMAND=(true 'history -a'); ${hook}; ${vscode}`]],
    ['an element of history, the hook last', [`PROMPT_COMMAND=(true 'history -a'); ${vscode}`, hook]],
  ] as const) {
    inBash(
      `4.1, 41: in VS Code's terminal, ${title}: one segment between the marks, and nothing of awsenv's is reported`,
      async () => {
        using fake = fakeAwsenv()
        await using pty = await opened(fake.env, [...lines, ':', ':'])
        for (const [line, status] of [
          ['true', 0],
          ["sh -c 'exit 3'", 3],
          ['', 3],
          ['true', 0],
        ] as const) {
          pty.type(`${line}\r`)
          await pty.shows('\n')
          const shown = `${await pty.shows('@> ')}${await pty.shows('\u001b]633;B\u0007')}`
          assert.is(count(shown, segment), 1, shown)
          // __vsc_update_prompt: wrapped once, from A to B, with the segment inside
          assert.is(count(shown, ']633;A\u0007'), 1, shown)
          assert.ok(shown.indexOf(']633;A\u0007') < shown.indexOf(segment), shown)
          // __vsc_command_complete: printf '\e]633;D;%s\a' "$__vsc_status"
          assert.match(shown, `]633;D;${status}\u0007`)
          // __vsc_preexec: an element of PROMPT_COMMAND after the first is reported as a command; the hook adds none
          assert.not.match(shown, /633;E;[^\u0007]*awsenv/)
        }
      },
    )
  }
})
