import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { machine } from '../support/fake-context.ts'

describe('commands/init --install', test => {
  const scene = async (
    body: (scene: {
      alice: ReturnType<typeof machine>
      path(name: string): string
      read(name: string): string
    }) => Promise<void>,
  ) => {
    using alice = machine()
    mkdirSync(join(alice.home, 'bin'))
    writeFileSync(join(alice.home, 'bin', 'awsenv'), '')
    const path = (name: string) => join(alice.home, name)
    await body({ alice, path, read: name => readFileSync(path(name), 'utf8') })
  }

  test('shows the line, asks, writes it, and takes it out again byte for byte', () =>
    scene(async ({ alice, path, read }) => {
      writeFileSync(path('.bashrc'), 'alias ll="ls -l"')
      writeFileSync(path('.profile'), '. ~/.bashrc\n')
      alice.answers = ['y', '']
      const installed = await alice.awsenv('init', 'bash', '--install')
      assert.is(installed.exitCode, 0, installed.stderr)
      assert.match(installed.stderr, `"${path('.bashrc')}" gets at its end`)
      assert.match(read('.bashrc'), `. '${path('.local/share/awsenv/awsenv.bash')}' # awsenv hook`)
      assert.ok(existsSync(path('.local/share/awsenv/awsenv.bash')))
      assert.match((await alice.awsenv('init', 'bash', '--install')).stderr, 'nothing to change')
      assert.is((await alice.awsenv('init', 'bash', '--uninstall')).exitCode, 0)
      assert.is(read('.bashrc'), 'alias ll="ls -l"')
      assert.is(read('.profile'), '. ~/.bashrc\n')
    }))

  test('3.8 a relative XDG_DATA_HOME is no place for the hook', () =>
    scene(async ({ alice, path, read }) => {
      alice.env['XDG_DATA_HOME'] = 'rel'
      const { exitCode, stderr } = await alice.awsenv('init', 'bash', '--install', '--yes')
      assert.is(exitCode, 0, stderr)
      assert.match(read('.bashrc'), `. '${path('.local/share/awsenv/awsenv.bash')}' # awsenv hook`)
    }))

  test('a login file that does not reach .bashrc gets the line too, guarded where other shells read it', () =>
    scene(async ({ alice, path, read }) => {
      writeFileSync(path('.bashrc'), '')
      writeFileSync(path('.profile'), 'umask 022\n')
      await alice.awsenv('init', 'bash', '--install', '--yes')
      assert.match(read('.profile'), /^umask 022\n\[ -z "\$\{BASH_VERSION-\}" \] \|\| \. '/)
      await alice.awsenv('init', 'bash', '--uninstall', '--yes')
      assert.is(read('.profile'), 'umask 022\n')
    }))

  for (const [shell, file] of [
    ['zsh', '.zshrc'],
    ['fish', '.config/fish/config.fish'],
    ['powershell', '.config/powershell/profile.ps1'],
  ] as const) {
    test(`${shell}: a start-up file that there was none of comes, and goes again`, () =>
      scene(async ({ alice, path, read }) => {
        assert.is((await alice.awsenv('init', shell, '--install', '--yes')).exitCode, 0)
        assert.match(read(file), /awsenv\.(zsh|fish|ps1)' # awsenv hook/)
        assert.is((await alice.awsenv('init', shell, '--uninstall', '--yes')).exitCode, 0)
        assert.not(existsSync(path(file)))
      }))
  }

  test('a no, Ctrl-D, and nobody to ask leave everything as it is', () =>
    scene(async ({ alice, path, read }) => {
      writeFileSync(path('.zshrc'), 'x=1\n')
      for (const answer of ['n', undefined]) {
        alice.answers = [answer]
        assert.is((await alice.awsenv('init', 'zsh', '--install')).exitCode, 1)
      }
      alice.hasTerminal = false
      assert.is((await alice.awsenv('init', 'zsh', '--install')).exitCode, 75)
      assert.is(read('.zshrc'), 'x=1\n')
    }))

  test('a link into a dotfiles repository stays one, and a read-only file is an error that says so', () =>
    scene(async ({ alice, path, read }) => {
      mkdirSync(path('dotfiles'))
      writeFileSync(path('dotfiles/zshrc'), 'x=1\n')
      symlinkSync(path('dotfiles/zshrc'), path('.zshrc'))
      await alice.awsenv('init', 'zsh', '--install', '--yes')
      assert.ok(lstatSync(path('.zshrc')).isSymbolicLink())
      assert.match(read('dotfiles/zshrc'), '# awsenv hook')
      chmodSync(path('dotfiles/zshrc'), 0o444)
      const { exitCode, stderr } = await alice.awsenv('init', 'zsh', '--uninstall', '--yes')
      assert.is(exitCode, 1)
      assert.match(stderr, 'read-only')
      assert.match(read('dotfiles/zshrc'), '# awsenv hook')
    }))
})
