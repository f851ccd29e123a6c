/** The prompt of zsh beside what makes PROMPT anew, in both orders. The stand-ins say whose place they take. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the prompt of zsh beside prompt managers', test => {
  const inZsh = needing(test, 'python3 and zsh', has('python3') && has('zsh'))
  const zsh = hookedShells.find(({ shell }) => shell.name === 'zsh')
  const hook = `. '${zsh?.hook}'`
  const standIn = (name: string) => `. '${fileURLToPath(new URL(`stand-ins/${name}.zsh`, import.meta.url))}'`
  const segment = '(Admin@1 expired)'
  const count = (text: string, part: string) => text.split(part).length - 1

  /** A zsh in which one line was typed: its prompts up to then are those of the line's start-up file. */
  async function opened(env: Readonly<Record<string, string>>, line: string): Promise<{ pty: Pty; first: string }> {
    const pty = openPty(zsh?.interactive ?? [], { env: { AWSENV_ROLE: 'Admin@1', AWSENV_EXPIRES: '1', ...env } })
    pty.type(`unsetopt prompt_sp; PROMPT='@''> '\r`)
    await pty.shows('@> ')
    return { pty, first: await typed(pty, line) }
  }
  async function typed(pty: Pty, line: string): Promise<string> {
    pty.type(`${line}\r`)
    await pty.shows('\n')
    return pty.shows('@> ')
  }

  const p10k = standIn('powerlevel10k')
  // As the wizard writes ~/.p10k.zsh.
  const config = 'POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=(context status) POWERLEVEL9K_DISABLE_HOT_RELOAD=true'
  for (const [title, line] of [
    ['powerlevel10k first', `${config}; ${p10k}; ${hook}`],
    ['powerlevel10k first, its configuration last', `${p10k}; ${hook}; ${config}; p10k reload`],
    ['the hook first', `${hook}; ${p10k}; ${config}; p10k reload`],
    ["VS Code's integration last", `${config}; ${p10k}; ${hook}; ${standIn('vscode')}`],
  ] as const) {
    inZsh(
      `4.2 powerlevel10k, ${title}: the segment from the first prompt on, once, and one start of powerlevel10k`,
      async () => {
        using fake = fakeAwsenv()
        const { pty, first } = await opened(fake.env, line)
        await using _ = pty
        assert.is(count(first, segment), 1, first)
        for (const [line, status] of [
          ['true', 0],
          ["sh -c 'exit 3'", 3],
        ] as const) {
          const shown = await typed(pty, line)
          // _p9k_set_prompt: each element in its turn, by p10k segment -t
          assert.match(shown, ` ${segment} | context | [${status}] |@> `)
          assert.is(count(shown, segment), 1, shown)
        }
        assert.not.match(await typed(pty, 'unset AWSENV_ROLE'), 'Admin')
        await typed(pty, 'AWSENV_ROLE=Admin@1')
        assert.not.match(await typed(pty, 'AWSENV_PROMPT=0'), 'Admin')
        // _p9k_must_init: an element that comes before the first prompt costs nothing
        assert.match(await typed(pty, 'echo "<$p10k_inits>"'), '<1>')
      },
    )
  }

  inZsh(
    '4.2 powerlevel10k that comes at a later prompt, or reads its configuration anew, has the segment',
    async () => {
      using fake = fakeAwsenv()
      const { pty } = await opened(fake.env, hook)
      await using _ = pty
      await typed(pty, `${config}; ${p10k}`)
      assert.match(await typed(pty, 'true'), ` ${segment} | context | [0] |@> `)
      // `source ~/.p10k.zsh`, which unsets all of POWERLEVEL9K_* first
      await typed(pty, `unset -m 'POWERLEVEL9K_*'; ${config}; p10k reload`)
      assert.match(await typed(pty, 'true'), ` ${segment} | context | [0] |@> `)
    },
  )

  inZsh(
    '4.2 powerlevel10k without a configuration asks by its wizard, and has its own elements and the segment then',
    async () => {
      using fake = fakeAwsenv()
      const { pty, first } = await opened(fake.env, `${p10k}; ${hook}`)
      await using _ = pty
      assert.match(first, 'wizard')
      assert.match(await typed(pty, 'cd /'), ` ${segment} | context | / |@> `)
    },
  )

  inZsh(
    '4.2 a segment of awsenv in ~/.p10k.zsh, as docs/prompt.md once told, stays alone, and AWSENV_PROMPT=0 keeps the rest off',
    async () => {
      using fake = fakeAwsenv()
      const own = 'function prompt_awsenv() { [[ -z $__awsenv_ps1 ]] || p10k segment -t "own $__awsenv_ps1" }'
      const { pty } = await opened(
        fake.env,
        `${hook}; ${p10k}; ${own}; POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=(awsenv context); AWSENV_PROMPT=0`,
      )
      await using _ = pty
      assert.match(await typed(pty, 'true'), / own \(Admin@1 expired\) {2}\| context \|@> $/)
    },
  )

  inZsh('4.2, 29 powerlevel10k shows what a role is called as it stands', async () => {
    using fake = fakeAwsenv()
    const file = join(fake.directory, 'PWNED')
    const AWSENV_ROLE = `$(touch ${file})\`touch ${file}\`%n`
    const { pty } = await opened({ ...fake.env, AWSENV_ROLE }, `${config}; ${p10k}; ${hook}`)
    await using _ = pty
    assert.match(await typed(pty, 'true'), `(${AWSENV_ROLE} expired)`)
    assert.not(existsSync(file))
  })

  const theme = "theme() { PROMPT='[t]@''> ' }"
  for (const [title, line, before] of [
    ['a theme, sourced first', `${theme}; precmd_functions=(theme); ${hook}`, '[t]@> '],
    ['a theme, sourced later', `${hook}; ${theme}; precmd_functions+=(theme)`, '[t]@> '],
    // prompt_pure_async_callback makes the prompt anew when it is there already
    ['pure, sourced first', `${standIn('pure')}; ${hook}`, '@> '],
    ['pure, sourced later', `${hook}; ${standIn('pure')}`, '@> '],
    [
      'a theme and VS Code, the hook in between',
      `${theme}; precmd_functions=(theme); ${hook}; ${standIn('vscode')}`,
      '[t]@> ',
    ],
    [
      'a theme and VS Code, the hook last',
      `${theme}; precmd_functions=(theme); ${standIn('vscode')}; ${hook}`,
      '[t]@> ',
    ],
    [
      'a theme and VS Code, the hook first',
      `${hook}; ${theme}; precmd_functions+=(theme); ${standIn('vscode')}`,
      '[t]@> ',
    ],
  ] as const) {
    inZsh(`4.1 in zsh: ${title}: one segment at each prompt`, async () => {
      using fake = fakeAwsenv()
      const { pty } = await opened(fake.env, line)
      await using _ = pty
      await typed(pty, 'true')
      for (const line of ['true', '', 'false']) {
        const shown = await typed(pty, line)
        assert.match(shown, `${segment} ${before}`)
        assert.is(count(shown, segment), 1, shown)
        // __vsc_precmd: the marks stand around all of PS1
        if (shown.includes('633;A')) assert.ok(shown.indexOf('633;A') < shown.indexOf(segment), shown)
      }
      if (line.includes('pure')) {
        pty.type('zle-line-init() { prompt_pure_async_callback; zle reset-prompt }; zle -N zle-line-init\r')
        await pty.shows('[pure with git]')
        assert.match(await pty.shows('@> '), `${segment} @> `)
      }
    })
  }
})
