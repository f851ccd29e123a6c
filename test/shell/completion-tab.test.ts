import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, powershellShell, runShell } from '../../tools/shells/real-shells.ts'
import { completingShells } from '../support/completing-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'
import { hostileValues } from '../support/hostile-values.ts'
import { writeNames } from '../support/names-of-completion.ts'

describe('shell: completion by the Tab key', test => {
  for (const real of completingShells.filter(real => real !== powershellShell)) {
    const { name } = real.shell
    const onTerminal = needing(test, `python3 and ${name}`, has('python3') && has(name))

    onTerminal(
      `${name} loads it at the first Tab, by one call, and inserts each name so that it arrives as it is`,
      async () => {
        using fake = fakeAwsenv()
        fake.answers(readFileSync(real.completions, 'utf8'))
        writeNames(cacheOf(fake), HOSTILE.map((value, i) => `target\t${named(value, i)}\n`).join(''))
        await using pty = openPty(real.interactive, { env: { ...fake.env, LC_ALL: 'C.UTF-8' } })
        await start(pty, name, real.hook)
        assert.equal(fake.calls(), [])
        // fish leaves an open quote to whoever opened it.
        const end = (quote: string) => (name === 'fish' ? quote : '')
        for (const [i] of HOSTILE.entries()) {
          for (const quote of quotesFor(i)) await run(pty, `awsenv assume ${quote}n${100 + i}\t${end(quote)}`)
        }
        const [first, ...others] = fake.calls().map(({ args }) => args)
        assert.equal(first, ['completion', name])
        const expected = HOSTILE.flatMap((value, i) => quotesFor(i).map(() => ['assume', named(value, i)]))
        assert.equal(others, expected)
        assert.not.match(pty.screen(), /^PWN/m)
      },
    )
  }

  needing(
    test,
    'python3 and zsh',
    has('python3') && has('zsh'),
  )('zsh finds it in a folder of fpath as well, without the hook', async () => {
    using fake = fakeAwsenv()
    writeNames(cacheOf(fake), 'target\tteam one\n')
    const zsh = completingShells.find(({ shell }) => shell.name === 'zsh')
    copyFileSync(zsh?.completions ?? '', join(fake.directory, '_awsenv'))
    await using pty = openPty(zsh?.interactive ?? [], { env: fake.env })
    await start(pty, 'zsh', '/dev/null', `fpath=('${fake.directory}' $fpath); `)
    for (const _ of ['first', 'second']) await run(pty, 'awsenv assume te\t')
    assert.equal(
      fake.calls().map(({ args }) => args),
      [
        ['assume', 'team one'],
        ['assume', 'team one'],
      ],
    )
  })

  needing(
    test,
    'PowerShell',
    has(powershellShell.argv[0]),
  )('PowerShell loads it at the first completion, by one call, and leaves $LASTEXITCODE and $Error alone', () => {
    using fake = fakeAwsenv()
    fake.answers(readFileSync(powershellShell.completions, 'utf8'))
    writeNames(cacheOf(fake), 'target\tteam one\n')
    const script = `. '${powershellShell.hook}'
      $global:LASTEXITCODE = 7
      foreach ($line in 'awsenv assume te', 'x; awsenv assume te') {
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
        $found.CompletionMatches.CompletionText
      }
      $LASTEXITCODE; $Error.Count; "<$env:AWSENV_HOOK>"`
    const { stdout, stderr } = runShell(powershellShell, script, {
      env: { ...fake.env, XDG_CACHE_HOME: cacheOf(fake) },
    })
    assert.equal([stdout, stderr], ["'team one'\n'team one'\n7\n0\n<>\n", ''])
    assert.equal(
      fake.calls().map(({ args }) => args),
      [['completion', 'powershell']],
    )
  })

  for (const real of completingShells.filter(real => real !== powershellShell)) {
    const { name } = real.shell
    needing(
      test,
      `python3 and ${name}`,
      has('python3') && has(name),
    )(`${name} is as before a Tab where awsenv fails: nothing is offered, shown or evaluated`, async () => {
      using fake = fakeAwsenv()
      fake.answers('(exit 2)\n', 2)
      await using pty = openPty(real.interactive, { env: { ...fake.env, LC_ALL: 'C.UTF-8' } })
      await start(pty, name, real.hook)
      await run(pty, 'awsenv who\t')
      assert.equal(fake.calls().at(-1)?.args, ['who'])
      assert.not.match(pty.screen(), /exit 2\).*exit 2\)/s)
    })
  }

  async function start(pty: Pty, name: string, hook: string, first = ''): Promise<void> {
    const prompt = name === 'fish' ? "function fish_prompt; printf '@''> '; end" : "PS1='@''> '"
    // The completion system comes after the hook, as it often does in a ~/.zshrc.
    const after = name === 'zsh' ? '; autoload -Uz compinit; compinit -u -D' : ''
    pty.type(`${first}${prompt}; . '${hook}'${after}\r`)
    await pty.shows('@> ')
  }

  async function run(pty: Pty, keys: string): Promise<void> {
    pty.type(`${keys}\r`)
    await pty.shows('\n')
    await pty.shows('@> ')
  }

  function cacheOf(fake: FakeAwsenv): string {
    return join(fake.env['HOME'] ?? '', '.cache')
  }

  /** Without what awsenv leaves out: a name with a control character in it. */
  const HOSTILE = hostileValues.filter(
    value => value !== '' && !/[\p{C}\u2028\u2029]/u.test(value) && value.length < 60,
  )
  /** Where nothing in a name means anything between quotes, it is typed without. */
  const quotesFor = (i: number) => (/['"\\$`!]/.test(HOSTILE[i] ?? '') ? ['', "'", '"'] : [''])
  const named = (value: string, i: number) => `n${100 + i}${value}.`
})
