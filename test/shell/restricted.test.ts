/** Shells that may redirect nothing to a file, and run no exec. */
import * as assert from 'uvu/assert'
import { openPty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: restricted', test => {
  for (const { shell, hook, interactive } of hookedShells) {
    const { name, renderForHook: render } = shell
    const [, ...flags] = interactive
    const onTerminal = needing(test, `python3 and ${name}`, has('python3') && has(name))

    // rbash and `zsh -r` restrict themselves when their start-up files have been read, which source the hook.
    for (const [when, lines] of [
      ['before the restriction', [`. '${hook}'`, name === 'bash' ? 'set -r' : 'setopt restricted']],
      ['after it', name === 'bash' ? ['set -r', '. awsenv.bash'] : ['setopt restricted', '. awsenv.zsh']],
    ] as const) {
      onTerminal(`4.9 a restricted ${name} that sources it ${when} shows the segment, and no word more`, async () => {
        using fake = fakeAwsenv()
        const now = Math.floor(Date.now() / 1000)
        const directory = hook.slice(0, hook.lastIndexOf('/'))
        const env = { ...fake.env, PATH: `${fake.env['PATH']}:${directory}`, AWSENV_ROLE: 'a', AWSENV_EXPIRES: '1' }
        await using pty = openPty([name, ...flags], { env })
        pty.type(`${name === 'bash' ? 'PS1' : 'PROMPT'}='@''> '\r`)
        await pty.shows('@> ')
        for (const line of [...lines, 'true', 'false']) {
          pty.type(`${line}\r`)
          await pty.shows('\r\n')
          // zsh writes a mark and blanks before a prompt, which tell it whether the line was empty
          const shown = (await pty.shows('@> ')).replace(/\u001b\[[?\d]*[a-zA-Z]|[\r%#]/g, '').trim()
          assert.match(shown, /^(\(a expired\) )?@>$/)
        }
        assert.match(pty.screen().slice(-40), '(a expired) @> ')
        fake.answers(render({ AWSENV_EXPIRES: String(now + 3_650), AWSENV_ROLE: 'b' }))
        for (const line of [`export AWSENV_ROLE_ARN=arn AWSENV_EXPIRES=${now + 250}`, 'awsenv assume b']) {
          pty.type(`${line}\r`)
          await pty.shows('(b 1h) @> ')
        }
        fake.answers('a list\n')
        pty.type('awsenv list\r')
        await pty.shows('a list\r\n')
        assert.equal(
          fake.calls().map(({ args }) => args[0]),
          ['renew', 'assume', 'list'],
        )
        assert.not.match(pty.screen(), /restricted:|not found|cannot/)
      })
    }
  }
})
