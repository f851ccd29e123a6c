import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { dialogsFor } from '../../src/terminal/dialogs.ts'
import { describe } from '../support/describe.ts'

describe('terminal/dialogs', test => {
  const programs = (platform: string, env: Record<string, string>) =>
    dialogsFor(platform, env, 'title', ['text']).map(({ argv }) => argv[0])

  for (const [title, platform, env, expected] of [
    ['GNOME, or no desktop that says its name', 'linux', { DISPLAY: ':0' }, ['zenity', 'kdialog']],
    ['Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0', XDG_CURRENT_DESKTOP: 'GNOME' }, ['zenity', 'kdialog']],
    ['KDE', 'linux', { DISPLAY: ':0', XDG_CURRENT_DESKTOP: 'plasma:KDE' }, ['kdialog', 'zenity']],
    ['no screen', 'linux', { DISPLAY: '' }, []],
    ['macOS', 'darwin', {}, ['osascript']],
    ['Windows', 'win32', {}, ['powershell.exe']],
  ] as const) {
    test(title, () => assert.equal(programs(platform, env), expected))
  }

  test('on macOS and Windows the script is always the same: texts are arguments or variables', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (title, line) => {
        for (const platform of ['darwin', 'win32']) {
          const [usual] = dialogsFor(platform, {}, 'a', ['b'])
          const [one] = dialogsFor(platform, {}, title, [line])
          const scripts = usual?.argv.slice(0, platform === 'darwin' ? -2 : undefined) ?? []
          assert.equal(one?.argv.slice(0, scripts.length), scripts)
        }
      }),
    )
  })

  test('a name can be no markup, no escape, no mnemonic and no control character', () => {
    const name = `<b>a</b>&amp;\\n\\x41_b\u001b[2J\u202e$(id)\`id\`'"`
    const [zenity, kdialog] = dialogsFor('linux', { DISPLAY: ':0' }, 'title', [name, 'second'])
    assert.ok(zenity?.argv.includes(`--text=?b?a?/b??amp;\\\\n\\\\x41__b?[2J?$(id)\`id\`'"\nsecond`))
    assert.ok(kdialog?.argv.includes(`?b?a?/b??amp;\\n\\x41_b?[2J?$(id)\`id\`'"\nsecond`))
  })
})
