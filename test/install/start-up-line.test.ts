import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { xdgDirectory } from '../../src/files/directories.ts'
import { withLine, withoutLine } from '../../src/install/start-up-line.ts'
import { shells } from '../../src/shells/index.ts'
import type { StartUpFile, User } from '../../src/shells/shell.ts'
import { describe } from '../support/describe.ts'

describe('start-up-line', test => {
  const line = ". '/home/a/.local/share/awsenv/awsenv.bash'"

  const texts = fc
    .array(
      fc.constantFrom('alias ll="ls -l"', '', '# a comment', 'export PATH=…', '  indented', '# awsenv hook?', 'é漢'),
      { maxLength: 6 },
    )
    .chain(lines =>
      fc
        .constantFrom('\n', '\r\n')
        .chain(end => fc.constantFrom(lines.join(end), lines.map(one => one + end).join(''))),
    )

  test('put in and taken out, a file is byte for byte what it was', () => {
    fc.assert(fc.property(texts, text => withoutLine(withLine(text, line)) === text))
  })

  test('put in twice is put in once', () => {
    fc.assert(fc.property(texts, text => withLine(withLine(text, line), line) === withLine(text, line)))
  })

  test('an older line of ours is replaced', () => {
    fc.assert(fc.property(texts, text => withLine(withLine(text, ". '/old'"), line) === withLine(text, line)))
  })

  test('a file that there was none of goes again', () => {
    const made = withLine(undefined, line)
    assert.match(made, line)
    assert.is(withoutLine(made), undefined)
    assert.is(withLine(made, line), made)
  })

  test('a line of the user that only looks alike stays', () => {
    assert.is(withoutLine('echo "# awsenv hook" later\n'), 'echo "# awsenv hook" later\n')
  })

  for (const [what, files, paths] of [
    ['no file at all', {}, ['~/.bashrc', '~/.bash_profile']],
    ['a .profile that sources .bashrc', { '~/.profile': 'if [ -f ~/.bashrc ]; then . ~/.bashrc; fi' }, ['~/.bashrc']],
    ['a .profile that does not', { '~/.profile': 'umask 022' }, ['~/.bashrc', '~/.profile']],
    [
      'a .bash_profile before a .profile',
      { '~/.bash_profile': '', '~/.profile': '. ~/.bashrc' },
      ['~/.bashrc', '~/.bash_profile'],
    ],
  ] as const) {
    test(`bash with ${what}: ${paths.join(' and ')}`, () => {
      const read = (path: string) => (files as Record<string, string>)[path]
      assert.equal(
        startUpFiles('bash', { read }).map(({ path }) => path),
        paths,
      )
    })
  }

  test('zsh, fish and PowerShell have one, where their variables say', () => {
    assert.equal(startUpFiles('zsh', { env: { ZDOTDIR: '/z' } }), [{ path: '/z/.zshrc' }])
    assert.equal(startUpFiles('fish', { env: {} }), [{ path: '~/.config/fish/config.fish' }])
    assert.equal(startUpFiles('powershell', { env: {} }), [{ path: '~/.config/powershell/profile.ps1' }])
    assert.throws(() => startUpFiles('powershell', { isWindows: true }), /start-up file can't be found/)
  })

  for (const [shell, what, user, path] of [
    ['nushell', 'in general', {}, '~/.config/nushell/config.nu'],
    [
      'nushell',
      'on macOS',
      { read: there('~/Library/Application Support/nushell/config.nu') },
      '~/Library/Application Support/nushell/config.nu',
    ],
    ['nushell', 'with a folder of its own', { env: { XDG_CONFIG_HOME: '/c' }, read: () => '' }, '/c/nushell/config.nu'],
    ['elvish', 'in general', {}, '~/.config/elvish/rc.elv'],
    ['xonsh', 'in general', {}, '~/.xonshrc'],
    ['xonsh', 'with a file of the newer kind', { read: there('~/.config/xonsh/rc.xsh') }, '~/.config/xonsh/rc.xsh'],
  ] as const) {
    test(`${shell} ${what}: ${path}`, () => assert.equal(startUpFiles(shell, user), [{ path }]))
  }

  test('nobody but nushell knows its file on Windows', () => {
    assert.throws(() => startUpFiles('nushell', { isWindows: true }), /start-up file can't be found/)
  })
})

function there(path: string) {
  return (asked: string) => (asked === path ? '' : undefined)
}

function startUpFiles(name: string, user: Partial<User>): readonly StartUpFile[] {
  const { hook } = shells.find(shell => shell.name === name) ?? {}
  const configHome = xdgDirectory(user.env ?? {}, '~', 'config')
  return hook?.startUpFiles({ env: {}, configHome, isWindows: false, read: () => undefined, ...user }, '. hook') ?? []
}
