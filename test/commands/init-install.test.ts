import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { bash } from '../../src/shells/bash.ts'
import { describe, needing } from '../support/describe.ts'
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
      assert.match(installed.stderr, `"${path('.bashrc')}"`)
      assert.match(read('.bashrc'), `. '${path('.local/share/awsenv/awsenv.bash')}'; fi # awsenv hook`)
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
      assert.match(read('.bashrc'), `. '${path('.local/share/awsenv/awsenv.bash')}'; fi # awsenv hook`)
    }))

  test('a login file that does not reach .bashrc gets the line too, guarded where other shells read it', () =>
    scene(async ({ alice, path, read }) => {
      writeFileSync(path('.bashrc'), '')
      writeFileSync(path('.profile'), 'umask 022\n')
      await alice.awsenv('init', 'bash', '--install', '--yes')
      assert.match(read('.profile'), /^umask 022\n\[ -z "\$\{BASH_VERSION-\}" \] \|\| if \[ -r '/)
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
        assert.match(read(file), /awsenv\.(zsh|fish|ps1)'(?:; fi|; end| \}) # awsenv hook/)
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

  const pwsh = process.env['AWSENV_TEST_PWSH'] ?? 'pwsh'
  /** A start-up file read twice, and what finds awsenv then. */
  const SHELLS: Readonly<Record<string, (file: string) => readonly [string, ...string[]]>> = {
    bash: file => ['bash', '--norc', '-c', `. ${file}; . ${file}; command awsenv; echo "$PATH"`],
    zsh: file => ['zsh', '-f', '-c', `. ${file}; . ${file}; command awsenv; echo "$PATH"`],
    fish: file => ['fish', '--no-config', '-c', `source ${file}; source ${file}; command awsenv; string join : $PATH`],
    powershell: file => [
      pwsh,
      '-NoProfile',
      '-Command',
      `. ${file}; . ${file}; & (Get-Command -CommandType Application awsenv); $env:PATH`,
    ],
  }
  const files: Readonly<Record<string, string>> = {
    bash: '.bashrc',
    zsh: '.zshrc',
    fish: '.config/fish/config.fish',
    powershell: '.config/powershell/profile.ps1',
  }

  for (const [shell, argv] of Object.entries(SHELLS)) {
    const [program] = argv('')
    const isThere = spawnSync(program, ['--version']).status === 0
    needing(
      test,
      program,
      isThere,
    )(`3.6 ${shell}: where awsenv is not on PATH, install says so, and new shells find it`, () =>
      scene(async ({ alice, path }) => {
        writeFileSync(path('bin/awsenv'), '#!/bin/sh\necho FOUND\n')
        chmodSync(path('bin/awsenv'), 0o755)
        alice.env['PATH'] = '/usr/bin:/bin'
        const { exitCode, stderr } = await alice.awsenv('init', shell, '--install', '--yes')
        assert.is(exitCode, 0, stderr)
        assert.match(stderr, `"${path('bin')}" is not on PATH: the line puts it there`)
        const [name, ...args] = argv(path(files[shell] ?? ''))
        const PATH = `/usr/bin:/bin:${program === 'pwsh' ? process.env['PATH'] : ''}`.replace(/:$/, '')
        const found = spawnSync(name, args, { encoding: 'utf8', env: { HOME: alice.home, PATH } })
        assert.match(found.stdout, 'FOUND', found.stderr)
        assert.is(found.stdout.split(path('bin')).length, 2, 'once, however often the file is read')
        alice.env['PATH'] = `/usr/bin:${path('bin')}`
        assert.match(
          (await alice.awsenv('init', shell, '--install', '--yes')).stderr,
          /these lines go to the end of ".*":[\s\S]*\n(?!.*PATH).* \+ /,
        )
      }),
    )
  }

  test('3.6 a binary of another name, or where everybody may write, gets on PATH by nobody but its owner', () =>
    scene(async ({ alice, path }) => {
      alice.env['PATH'] = '/usr/bin:/bin'
      chmodSync(path('bin'), 0o777)
      const { stderr } = await alice.awsenv('init', 'zsh', '--install', '--yes')
      assert.match(stderr, "they won't find awsenv, which is not on PATH; run: mkdir -p")
      assert.not.match(stderr, 'the line puts it there')
    }))

  test('3.6 whatever a folder is called, it gets on PATH as it is', () => {
    const folder = '/tmp/it\'s $(touch PWNED); `x` "y"'
    const script = bash.hook?.extendPath(folder)
    const { stdout } = spawnSync('bash', ['--norc', '-c', `${script}; echo "$PATH"`], { encoding: 'utf8' })
    assert.ok(stdout.endsWith(`:${folder}\n`), stdout)
  })
})
