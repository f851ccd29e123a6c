/** nushell, elvish and xonsh as a person has them: the line of `init --install` in the start-up file, and the prompt. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the prompt of nushell, elvish and xonsh', test => {
  for (const { shell, argv, interactive, hook, segment } of plainShells) {
    needing(
      test,
      `python3 and ${shell.name}`,
      has('python3') && has(argv[0]),
    )(`${shell.name} loads the hook from its start-up file, and shows the role that awsenv puts into it`, async () => {
      using fake = fakeAwsenv()
      const env = { ...fake.env, LC_ALL: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1' }
      const [file] =
        shell.hook?.startUpFiles({ env, configHome: '~/.config', isWindows: false, read: () => undefined }, '') ?? []
      const path = join(fake.directory, 'home', (file?.path ?? '').replace('~/', ''))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${shell.hook?.source(hook)}\n`.repeat(2))
      fake.answers(shell.renderForHook({ AWSENV_ROLE: 'dev{RED}\u202e%n', AWSENV_EXPIRES: 'x' }))
      await using pty = openPty(interactive, { env })
      using _terminal = answering(pty)
      await pty.shows(AT_PROMPT)
      pty.type('awsenv assume x\r')
      await pty.shows(segment('dev{RED}?%n'))
      pty.type('exit\r')
      await pty.ended()
      assert.not.match(pty.screen(), segment('dev{RED}?%n').repeat(2))
      assert.equal(fake.calls()[0]?.args, ['assume', 'x'])
    })
  }
})

/** All three tell the terminal to mark what is pasted, as soon as they read a line. */
const AT_PROMPT = '\u001b[?2004h'

/** Some ask where the cursor is, as a terminal knows. */
function answering(pty: Pty): Disposable {
  let answered = 0
  const timer = setInterval(() => {
    for (const asked = pty.screen().split('\u001b[6n').length - 1; answered < asked; answered++) pty.type('\u001b[1;1R')
  }, 20)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
