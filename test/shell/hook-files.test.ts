import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { completionFile, fullShells, hookFile, hookedShells as shellsWithHooks } from '../../src/install/shell-file.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

describe('shell: the hook files', test => {
  const hooks = fileURLToPath(new URL('../../shell/', import.meta.url))
  const built = fileURLToPath(new URL('../../dist/shell/', import.meta.url))
  const files = [
    ...shellsWithHooks.map(shell => `${hooks}${hookFile(shell)}`),
    ...fullShells.map(shell => `${built}${completionFile(shell)}`),
  ]

  for (const file of files) {
    test(`34: ${relative(process.cwd(), file)} is ASCII with LF, ends in one, and has no tab, no blank at a line's end and no template hole`, () => {
      const text = readFileSync(file, 'latin1')
      assert.match(text, /^[\n -~]+\n$/)
      assert.not.match(text, / \n|\n\n$|\{\{|::[A-Z]+::|@[A-Z_]+@|%%[A-Z]/)
    })
  }

  for (const { shell, hook, completions } of hookedShells) {
    test(`9, 17: what ${shell.name} sources sets no trap but at a subshell's end, and has no here-document, which is a file in /tmp`, () => {
      const code = [hook, completions]
        .map(file => readFileSync(file, 'utf8').replace(/^ *#.*$/gm, ''))
        .join('')
        .replace(/^function __awsenv_watch\(\) \{\n(?: .*\n|\n)+\}$/m, '')
      assert.not.match(code, /\btrap\b|<<|\bmktemp\b/)
    })
  }

  const lint = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
    assert.equal([status, stdout, stderr], [0, '', ''])
  }
  needing(
    test,
    'shellcheck',
    has('shellcheck'),
  )('39: shellcheck has nothing to say about what bash sources', () => {
    lint('shellcheck', '--norc', '--enable=all', `${hooks}awsenv.bash`)
    lint('shellcheck', '--norc', '--enable=all', `${built}completions/awsenv.bash`)
  })
  needing(
    test,
    'shfmt',
    has('shfmt'),
  )('39: shfmt would change nothing in what bash sources', () => {
    lint('shfmt', '-d', '-i', '4', '-ci', `${hooks}awsenv.bash`, `${built}completions/awsenv.bash`)
  })
  needing(
    test,
    'zsh',
    has('zsh'),
  )('39: zsh parses its hook and its completions without running them', () => {
    lint('zsh', '-f', '-n', `${hooks}awsenv.zsh`)
    lint('zsh', '-f', '-n', `${built}completions/awsenv.zsh`)
  })
})
