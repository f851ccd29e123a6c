/** docs/from-zero.md: every command of the page is carried out in an empty account, and has to say what the page shows. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { emptyAccount } from '../../tools/demo/empty-account.ts'
import { pinEndpoint } from '../../tools/demo/private-home.ts'
import { startSandbox } from '../../tools/sandbox/sandbox.ts'
import { keyOf } from '../commands/story.ts'
import { describe } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/from-zero.md'), 'utf8')

/** The commands of the page, each with the lines that it shows; … stands for any lines. */
const COMMANDS = (PAGE.match(/(?:^ {4,}\S.*\n)+/gm) ?? [])
  .flatMap(block => block.replace(/^ +(?=[$+…A-Za-z])/gm, '').split(/^\$ /m))
  .filter(text => text !== '')
  .map(text => text.trimEnd().split('\n'))
  .map(([command = '', ...lines]) => ({ command, lines }))

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
  return seen
    .replaceAll(machine.home, '/home/alice')
    .replace(/\*{4}\w{4}/g, '****ABCD')
    .replace(/until (?:\d{4}-\d\d-\d\d )?\d\d:\d\d \((?:1h|59m)\)/g, 'until 21:30 (59m)')
}

function asPattern(lines: readonly string[]): RegExp {
  const escaped = lines.map(line => (line === '…' ? '(?:.*\\n)*?' : `${RegExp.escape(line)}\\n`))
  return new RegExp(`^${escaped.join('')}$`)
}
