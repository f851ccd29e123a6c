import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { processBrowser } from '../../src/terminal/browser.ts'
import { describe, rejects } from '../support/describe.ts'
import { until } from '../support/until.ts'

describe('terminal/browser', test => {
  test('a command gets its words as they are, without a shell', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'awsenv-browser-'))
    const [program, seen] = [join(directory, 'my browser'), join(directory, 'seen')]
    writeFileSync(program, `#!/bin/sh\nprintf '<%s>' "$@" >"$0.tmp" && mv "$0.tmp" '${seen}'\n`)
    chmodSync(program, 0o700)
    await processBrowser('linux', {}).open('https://x.test', [program, '$(id) ;', '', 'https://x.test'])
    await until(() => existsSync(seen))
    assert.is(readFileSync(seen, 'utf8'), '<$(id) ;><><https://x.test>')
    rmSync(directory, { recursive: true })
  })

  test('a program that is not there is an error without the link', async () => {
    const opening = processBrowser('linux', {}).open('https://x.test/?secret', [
      '/nowhere/firefox',
      'https://x.test/?secret',
    ])
    const error = await rejects(opening, /can't start "\/nowhere\/firefox" \(ENOENT\)/)
    assert.not.match(`${error.stack} ${String(error.cause)}`, 'secret')
  })

  for (const [platform, env, absence] of [
    ['linux', {}, /no display/],
    ['linux', { DISPLAY: ':0' }, undefined],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, undefined],
    ['linux', { WSL_DISTRO_NAME: 'Debian' }, undefined],
    ['linux', { DISPLAY: ':10', SSH_CONNECTION: '1 2 3 4' }, /SSH/],
    ['darwin', {}, undefined],
    ['darwin', { SSH_TTY: '/dev/ttys1' }, /SSH/],
    ['win32', {}, undefined],
  ] as const) {
    test(`${platform} with ${JSON.stringify(env)} ${absence === undefined ? 'has a browser' : 'has none to be seen'}`, () => {
      const said = processBrowser(platform, env).absence
      if (absence === undefined) assert.is(said, undefined)
      else assert.match(said ?? '', absence)
    })
  }
})
