/** The Tab key in nushell, elvish and xonsh, which ask awsenv for the words; test/completion/ says which those are. */
import * as assert from 'uvu/assert'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'
import { atPrompt, openPlain } from '../support/plain-terminal.ts'
import { until } from '../support/until.ts'

describe('shell: the Tab key in nushell, elvish and xonsh', test => {
  for (const real of plainShells) {
    const { shell, argv } = real
    const onTerminal = needing(test, `python3 and ${shell.name}`, has('python3') && has(argv[0]))

    onTerminal(`${shell.name} tells awsenv the words, and inserts each name so that it arrives as it is`, async () => {
      using fake = fakeAwsenv()
      await using pty = await openPlain(real, fake)
      // Without a quote, elvish shows what it will insert, and waits for an Enter more.
      const quote = shell.name === 'elvish' ? "'" : ''
      for (const [i, value] of HOSTILE.entries()) {
        const name = `n${100 + i}${value}.`
        fake.answers(offering(name))
        pty.type(`awsenv whoami -x ${quote}n${100 + i}\t`)
        await calls(fake, 2 * i + 1)
        pty.type('\r')
        await calls(fake, 2 * i + 2)
        await atPrompt(pty)
        const [asked, called] = fake.calls().slice(-2)
        assert.equal(JSON.parse(asked?.args[1] ?? ''), ['whoami', '-x', `n${100 + i}`])
        // With readline, xonsh inserts nothing but words in quotes, where a dollar sign begins a variable.
        const inserted = shell.name === 'xonsh' && name.includes('$') ? `n${100 + i}` : name
        assert.equal([asked?.args[0], called?.args], ['complete', ['whoami', '-x', inserted]])
      }
      assert.not.match(pty.screen(), /^PWN/m)
    })

    onTerminal(
      `${shell.name} completes the command behind exec itself, and offers nothing where awsenv fails`,
      async () => {
        using fake = fakeAwsenv()
        await using pty = await openPlain(real, fake)
        fake.answers(JSON.stringify({ words: [], files: false, command: 3 }))
        pty.type('awsenv exec work -- cat /etc/hostnam\t')
        await calls(fake, 1)
        pty.type('\r')
        await calls(fake, 2)
        await atPrompt(pty)
        assert.equal(fake.calls().at(-1)?.args, ['exec', 'work', '--', 'cat', '/etc/hostname'])
        fake.answers(offering('whoami'), 1)
        pty.type('awsenv who\t')
        await calls(fake, 3)
        // nushell says that there is nothing, and waits for an Enter more.
        pty.type('\r\r')
        await calls(fake, 4)
        assert.equal(fake.calls().at(-1)?.args, ['who'])
      },
    )
  }
})

function offering(name: string): string {
  return JSON.stringify({ words: [{ name, description: 'target' }], files: false, command: null })
}

async function calls(fake: FakeAwsenv, count: number): Promise<void> {
  await until(() => fake.calls().length >= count)
}

const HOSTILE = [
  ...[' a b', "it's", 'say "hi"', '$HOME $(id)', '`id`', 'a\\b', 'c\\', '; & | #', '* ? {a,b}', '-n'],
  ...["\u2019; echo PWN >&2; '", '\u6f22\u5b57 e\u0301'],
]
