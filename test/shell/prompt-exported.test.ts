/** What a shell with the hook hands down to its children: nothing that only the hook understands. */
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

/** The environment, each variable in a line. */
const ENV = "env -0 | tr '\\n\\0' ' \\n'"

describe('shell: what the prompt hands down', test => {
  const session = { AWSENV_ROLE: 'Admin', AWSENV_EXPIRES: '1' }
  const typed = async (pty: Pty, line: string) => {
    pty.type(`${line}\r`)
    await pty.shows('\n')
    return pty.shows('@> ')
  }

  for (const { shell, hook, interactive } of hookedShells) {
    const { name } = shell
    const prompt = name === 'bash' ? 'PS1' : 'PROMPT'
    const onTerminal = needing(test, `python3 and ${name}`, has('python3') && has(name))
    const child = name === 'bash' ? 'bash --norc' : 'zsh -f'
    const list = name === 'bash' ? `${ENV}; declare -xF; echo 'en''d'` : `${ENV}; echo 'en''d'`

    for (const [title, before, after] of [
      ['set -a around it', 'set -a', 'set +a'],
      ['set -a for good', 'set -a', ':'],
      ['an exported prompt', `export PROMPT_COMMAND='true;' ${prompt}`, ':'],
      ['a prompt that is exported later', ':', `export ${prompt} ${name === 'bash' ? 'PROMPT_COMMAND' : ''}`],
    ] as const) {
      onTerminal(
        `4.5 ${name} with ${title}: no child complains, shows a role or has a function of the hook`,
        async () => {
          using fake = fakeAwsenv()
          await using pty = openPty(interactive, { env: { ...fake.env, ...session, __awsenv_ps1: 'inherited' } })
          pty.type(`${prompt}='@''> '; ${before}\r`)
          await pty.shows('@> ')
          for (const line of [`. '${hook}'`, after]) assert.match(await typed(pty, line), '(Admin expired) @> ')
          pty.type(`${list}\r`)
          const environment = await pty.shows('end\r\n')
          // A reference in PS1 or PROMPT_COMMAND is nothing without the hook.
          const ours = environment.split('\r\n').filter(line => /awsenv_/.test(line) && !/^(PS1|PROMPT\w*)=/.test(line))
          assert.equal(ours, [])
          await pty.shows('@> ')
          pty.type(`${child}\r`)
          for (const line of [`${prompt}="$${prompt}"`, `AWSENV_ROLE=Other; ${prompt}='#''> '`]) {
            pty.type(`${line}\r`)
            await pty.shows('\n')
          }
          const shown = await pty.shows('#> ')
          assert.not.match(shown, /not found|Admin/)
          pty.type('exit\r')
          await pty.shows('(Admin expired) @> ')
          pty.type(`echo exit | ENV= sh -i; echo 'en''d'\r`)
          assert.not.match(await pty.shows('end\r\n'), /not found|expired/)
        },
      )
    }
  }

  needing(
    test,
    'python3 and bash',
    has('python3') && has('bash'),
  )("4.5 the user's own exported PROMPT_COMMAND goes on working in a child of bash", async () => {
    using fake = fakeAwsenv()
    const [bash] = hookedShells
    await using pty = openPty(bash?.interactive ?? [], { env: { ...fake.env, ...session } })
    pty.type(`PS1='@''> '; export PROMPT_COMMAND='seen=$((seen+1))'; export PS1\r`)
    await pty.shows('@> ')
    for (const line of [`. '${bash?.hook}'`, 'bash --norc']) await typed(pty, line)
    assert.match(await typed(pty, 'echo "<$seen>"'), '<1>')
  })
})
