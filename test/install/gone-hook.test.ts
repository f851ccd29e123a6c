/** The line of `init --install` in each shell, with the hook and after a package took it away. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { plainShells } from '../../tools/shells/plain-shells.ts'
import { fishShell, has, hookedShells, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'

const OLD_LINES: Readonly<Record<string, string>> = {
  bash: ". '/usr/share/awsenv/awsenv.bash'",
  zsh: ". '/usr/share/awsenv/awsenv.zsh'",
  fish: "source '/usr/share/awsenv/awsenv.fish'",
  powershell: ". '/usr/share/awsenv/awsenv.ps1'",
  nushell: "source '/usr/share/awsenv/awsenv.nu'",
  elvish: "eval (slurp < '/usr/share/awsenv/awsenv.elv')",
  xonsh: 'exec(open("/usr/share/awsenv/awsenv.xsh").read())',
}

describe('the start-up line', test => {
  for (const { shell, argv } of [...hookedShells, fishShell, powershellShell, ...plainShells]) {
    needing(
      test,
      shell.name,
      has(argv[0]),
    )(`${shell.name} loads the hook, and once the hook is gone, goes on without a word or a failure`, async () => {
      using alice = machine()
      const { line, hook } = await installed(alice, shell.name)
      writeFileSync(hook, PRINTS[shell.name] ?? 'echo LOADED\n')
      const start = () => {
        const [program, ...options] = [...argv, '-c', line]
        const env = { HOME: alice.home, PATH: process.env['PATH'] }
        const { status, stdout, stderr } = spawnSync(program, options, { encoding: 'utf8', env })
        return { status, output: `${stdout}${stderr}` }
      }
      assert.equal(start(), { status: 0, output: 'LOADED\n' })
      rmSync(hook)
      assert.equal(start(), { status: 0, output: '' })
    })
  }

  for (const [shell, old] of Object.entries(OLD_LINES)) {
    test(`${shell}: the line that 0.1 wrote is replaced by install, and removed by uninstall`, async () => {
      using alice = machine()
      const { file, whole } = await installed(alice, shell)
      for (const [option, expected] of [
        ['--install', `# mine\n${whole}`],
        ['--uninstall', '# mine\n'],
      ] as const) {
        writeFileSync(file, `# mine\n${old} # awsenv hook\n`)
        const { exitCode, stderr } = await alice.awsenv('init', shell, option, '--yes')
        assert.is(exitCode, 0, stderr)
        assert.is(readFileSync(file, 'utf8'), expected)
      }
    })
  }
})

/** A hook that shows it was loaded. */
const PRINTS: Readonly<Record<string, string>> = {
  powershell: "'LOADED'\n",
  nushell: "print 'LOADED'\n",
  xonsh: "print('LOADED')\n",
}

/** Installs the line, with the step that puts awsenv on PATH before it, into a start-up file that has another line. */
async function installed(alice: Machine, shell: string) {
  mkdirSync(join(alice.home, 'bin'))
  writeFileSync(join(alice.home, 'bin/awsenv'), '')
  alice.env['PATH'] = '/usr/bin:/bin'
  const file = join(alice.home, FILES[shell] ?? '')
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '# mine\n')
  const { exitCode, stderr } = await alice.awsenv('init', shell, '--install', '--yes')
  assert.is(exitCode, 0, stderr)
  const [, whole = ''] = readFileSync(file, 'utf8').split('# mine\n')
  const [, hook = ''] = /the hook is now in "(.*)"/.exec(stderr) ?? []
  return { file, whole, line: whole.replace(' # awsenv hook\n', ''), hook }
}

const FILES: Readonly<Record<string, string>> = {
  bash: '.bashrc',
  zsh: '.zshrc',
  fish: '.config/fish/config.fish',
  powershell: '.config/powershell/profile.ps1',
  nushell: '.config/nushell/config.nu',
  elvish: '.config/elvish/rc.elv',
  xonsh: '.xonshrc',
}
