/** docs/from-zero.md: every command of the page is carried out in an empty account, and has to say what the page shows. */
import * as assert from 'uvu/assert'
import { emptyAccount } from '../../tools/demo/empty-account.ts'
import { pinEndpoint } from '../../tools/demo/private-home.ts'
import { startSandbox } from '../../tools/sandbox/sandbox.ts'
import { keyOf } from '../commands/story.ts'
import { describe } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'
import { pageAt } from './page.ts'
import { asPattern, steady, transcriptOf } from './transcript.ts'

/** The commands of the page, each with the lines that it shows. */
const COMMANDS = transcriptOf(pageAt('docs/from-zero.md'))

describe('docs/from-zero.md', test => {
  test('shows what its commands say, one after the other', async () => {
    assert.is(COMMANDS.length, 5)
    const sandbox = await startSandbox()
    try {
      const account = emptyAccount(sandbox)
      using alice = machine({ env: { AWS_ENDPOINT_URL: sandbox.url }, now: () => sandbox.clock.now() })
      pinEndpoint(alice.home, sandbox.url)
      alice.write('credentials', keyOf('administrator', account.administrator))
      alice.write('config', '[profile administrator]\nregion = eu-central-1\n')
      const answers: Readonly<Record<string, () => string>> = {
        'Make these changes?': () => 'y',
        'Code that the device shows now': () => account.shownCode(-1),
        'The code after it': () => account.shownCode(),
        'MFA code': () => account.unusedCode(),
      }
      const answer = (question: string) =>
        Object.entries(answers).find(([start]) => question.startsWith(start))?.[1]() ?? ''
      for (const { command, lines } of COMMANDS) {
        alice.answers = [answer, answer]
        const said = await saidBy(alice, command)
        assert.match(said, asPattern(lines), `${command}\n${said}`)
      }
    } finally {
      await sandbox.close()
    }
  })
})

/** All that a person sees, with what differs each time made equal. */
async function saidBy(machine: Machine, command: string): Promise<string> {
  const [, ...words] = command.split(' ')
  const shownBefore = machine.shown.length
  const { exitCode, script, stderr, questions } = await machine.inShell(...words)
  assert.is(exitCode, 0, stderr)
  const changesShell = ['login', 'assume'].includes(words[0] ?? '')
  const asked = questions.map(question => `${question}${/\[y\/N\] $/.test(question) ? 'y' : '461015'}\n`)
  const seen = [changesShell ? '' : script, ...machine.shown.slice(shownBefore), ...asked, stderr].join('')
  return steady(seen, machine.home)
}
