/** README.md: what it says to type without the hook puts the role into each of the shells that it names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fishShell, has, powershellShell, realShells } from '../../tools/shells/real-shells.ts'
import { ROOT } from '../docs/page.ts'
import { describe } from '../support/describe.ts'
import { onStage } from './stage.ts'

describe('e2e: the lines of README.md', test => {
  const shells = [...realShells, fishShell, powershellShell]

  test(
    'without the hook, the line for each shell assumes the role there',
    onStage(async stage => {
      stage.write('.config/awsenv/config.toml', 'endpoints = ["127.0.0.1"]\n[aliases]\nprod = "123456789012 Admin"\n')
      const login = await stage.run(['awsenv', 'login', '--shell', 'sh'], { env: { AWSENV_MFA_CODE: stage.code() } })
      assert.is(login.status, 0, login.stderr)
      const lines = linesByShell()
      assert.equal(lines.keys().toArray().sort(), shells.map(({ shell }) => shell.name).sort())
      for (const { shell, argv } of shells.filter(({ argv }) => has(argv[0]))) {
        const shown = shell.name === 'powershell' ? '$env:AWSENV_ROLE' : 'printf "%s\\n" "$AWSENV_ROLE"'
        const { status, stdout, stderr } = await stage.run([...argv, '-c', `${lines.get(shell.name)}\n${shown}`])
        assert.equal([status, stdout.trim()], [0, 'prod'], `${shell.name}: ${stderr}`)
      }
    }),
  )
})

/** The table whose first column names shells. */
function linesByShell(): ReadonlyMap<string, string> {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const [, table = ''] = /\| shell \| what to type \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(text) ?? []
  const rows = [...table.matchAll(/^\| (.*?) \| `(.*)` \|$/gm)]
  return new Map(
    rows.flatMap(([, names = '', line = '']) =>
      names.split(', ').map(name => [name.toLowerCase(), line.replaceAll('\\|', '|')] as const),
    ),
  )
}
