/** docs/install.md: its lines install awsenv in a home directory, load the hook in each shell, and remove everything again. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, powershellShell } from '../../tools/shells/real-shells.ts'
import { pageAt, ROOT } from '../docs/page.ts'
import { filesBelow } from '../packaging/files-below.ts'
import { describe } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

const PAGE = pageAt('docs/install.md')
const TEXT = readFileSync(join(ROOT, PAGE.path), 'utf8')
/** The rows of the page's tables, as their cells. */
const ROWS = TEXT.split('\n')
  .filter(line => line.startsWith('| '))
  .map(line =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('\\|', '|')),
  )

describe('e2e: docs/install.md', test => {
  const shells = {
    bash: 'bash --norc',
    zsh: 'zsh -f',
    fish: 'fish --no-config',
    PowerShell: powershellShell.argv.join(' '),
  }

  test('what README.md says to install is what the page says', () => {
    assert.equal(installLines('README.md'), installLines('docs/install.md').slice(0, 1))
  })

  test(
    'its lines install awsenv, load the hook in each shell, and leave nothing once it is removed',
    onStage(async stage => {
      const { home } = stage
      rmSync(join(home, 'bin'), { recursive: true })
      stage.env['PATH'] = `${home}/.local/bin:${process.env['PATH']}`
      stage.write('.bashrc', 'alias ll="ls -l"\n')
      const before = contents(home)

      for (const line of installLines(PAGE.path)) await done(stage, ['bash', '-c', line], ROOT)
      assert.match(await done(stage, ['awsenv', '--version']), /^\d+\.\d+\.\d+/)

      for (const [name, argv] of Object.entries(shells)) {
        const [program = '', ...options] = argv.split(' ')
        if (!has(program)) continue
        const line = cellWith('~/.local/share/awsenv/awsenv.', name)
        const isFunction = name === 'PowerShell' ? '(Get-Command awsenv).CommandType' : 'type awsenv'
        const completion = cellWith('awsenv completion', name).replace(/>\S+/, '>/dev/null')
        const script = [line, isFunction, completion].join('\n')
        assert.match(await done(stage, [program, ...options, '-c', script]), /[Ff]unction/, name)
      }

      await done(stage, ['awsenv', 'init', 'bash', '--install', '--yes'])
      const role = 'awsenv login; awsenv assume 123456789012 Admin && printf "<%s>" "$AWSENV_ROLE"'
      stage.env['AWSENV_MFA_CODE'] = stage.code()
      assert.match(await done(stage, ['bash', '--rcfile', join(home, '.bashrc'), '-ic', role]), '<Admin@123456789012>')
      await done(stage, ['awsenv', 'config', 'add-profile', 'mine', '123456789012', 'Admin'])

      const steps = stepsOfRemoval()
      const calls = steps.flat().filter(span => /^awsenv (?:clear|logout|config|init)/.test(span))
      assert.is(calls.length, 4)
      for (const call of calls)
        await done(stage, ['bash', '-c', call.replace('SHELL', 'bash --yes').replace('NAME', 'mine')])
      for (const path of steps.at(-1) ?? []) rmSync(path.replace('~', home), { recursive: true })
      assert.equal(contents(home), before)
    }),
  )
})

/** The lines of a page that put files where they belong; what builds them is `npm test` itself. */
function installLines(path: string): readonly string[] {
  const lines = pageAt(path).blocks.flatMap(({ text }) => text.split('\n'))
  return lines.filter(line => /\binstall -D\b/.test(line)).map(line => line.replace('npm ci && npm run build && ', ''))
}

/** The code with this text in the row of a shell. */
function cellWith(text: string, name: string): string {
  const cells = ROWS.filter(([shell]) => shell === name).flat()
  const spans = cells.flatMap(spansIn)
  const found = spans.find(span => span.includes(text))
  if (found === undefined) throw new Error(`${PAGE.path} has no ${text} for ${name}`)
  return found
}

/** The code in each of the steps of "Remove awsenv". */
function stepsOfRemoval(): readonly (readonly string[])[] {
  const steps = TEXT.split('\n').filter(line => /^\d\. /.test(line))
  return steps.map(spansIn)
}

function spansIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
}

async function done(stage: Stage, argv: readonly string[], cwd = stage.home): Promise<string> {
  const { status, stdout, stderr } = await stage.run(argv, { cwd })
  assert.is(status, 0, `${argv.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

function contents(home: string): Readonly<Record<string, string>> {
  const names = filesBelow(home).filter(name => !name.startsWith('.config/awsenv'))
  return Object.fromEntries(names.map(name => [name, readFileSync(join(home, name), 'latin1')]))
}
