import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { processWindow } from '../../src/terminal/code-window.ts'
import { describe } from '../support/describe.ts'

describe('terminal/code-window', test => {
  const TITLE = 'awsenv: MFA code'
  const LINES = ['Program: co"de', "For: $(id)'; rm -rf /", 'MFA code:']

  /** A folder with a program of this name that notes its arguments and variables, and does what the script says. */
  const withProgram = async (
    name: string,
    script: string,
    body: (env: Record<string, string>, called: () => readonly string[]) => Promise<void>,
  ) => {
    const folder = mkdtempSync(join(tmpdir(), 'awsenv-window-'))
    try {
      const notes = join(folder, 'notes')
      const program = join(folder, name)
      writeFileSync(
        program,
        `#!/bin/sh\nfor word; do printf '%s\\0' "$word"; done >'${notes}'\nenv -0 >>'${notes}'\n${script}\n`,
      )
      chmodSync(program, 0o755)
      const env = {
        XDG_CURRENT_DESKTOP: name === 'kdialog' ? 'KDE' : 'GNOME',
        PATH: `${folder}:/usr/bin:/bin`,
        DISPLAY: ':99',
        AWS_SECRET_ACCESS_KEY: 'hidden',
        AWSENV_MFA_CODE: '1',
      }
      await body(env, () => readFileSync(notes, 'utf8').split('\0'))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  for (const [platform, name, textAt] of [
    ['linux', 'zenity', (words: readonly string[]) => words[2]?.replace('--text=', '')],
    ['linux', 'kdialog', (words: readonly string[]) => words[3]],
    ['darwin', 'osascript', (words: readonly string[]) => words[10]],
    [
      'win32',
      'powershell.exe',
      (words: readonly string[]) => words.find(word => word.startsWith('WINDOW_TEXT='))?.replace('WINDOW_TEXT=', ''),
    ],
  ] as const) {
    test(`${name} gets the text as it is and no secret, and its answer is what was typed`, () =>
      withProgram(name, 'echo 123456', async (env, called) => {
        assert.is(await processWindow(platform, env).ask(TITLE, LINES), '123456\n')
        assert.is(textAt(called()), LINES.join('\n'))
        assert.not.match(called().join('\n'), /hidden|AWSENV_MFA_CODE/)
      }))
  }

  test('Cancel, an end without an answer, and a machine without such a program: no answer', async () => {
    await withProgram('zenity', 'exit 1', async env =>
      assert.is(await processWindow('linux', env).ask(TITLE, LINES), undefined),
    )
    await withProgram('zenity', 'kill -9 $$', async env =>
      assert.is(await processWindow('linux', env).ask(TITLE, LINES), undefined),
    )
    await withProgram('other', '', async env =>
      assert.is(await processWindow('darwin', { ...env, PATH: '/nonexistent' }).ask(TITLE, LINES), undefined),
    )
  })

  test('a window that nobody answers is closed', () =>
    withProgram('zenity', 'exec sleep 600', async env =>
      assert.is(await processWindow('linux', env, 100).ask(TITLE, LINES), undefined),
    ))
})
