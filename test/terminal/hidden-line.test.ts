import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { COMPILED } from '../support/compiled.ts'
import { describe, needing } from '../support/describe.ts'

describe('terminal: a line that is not shown', suite => {
  const test = needing(suite, 'python3', has('python3'))
  // with the line editing that a dumb terminal has not
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'xterm', NODE_COMPILE_CACHE: COMPILED }
  const worker = [process.execPath, join(import.meta.dirname, 'workers/ask-hidden.ts')]
  const asked = async (body: (pty: Pty) => Promise<void>, argv = worker) => {
    await using pty = openPty(argv, { env })
    await pty.shows('passphrase: ')
    await body(pty)
  }

  test('arrives as it was typed and corrected, and nothing of it is shown', () =>
    asked(async pty => {
      pty.type('corr\x7f')
      pty.type('rect hörse\r')
      await pty.shows('got "correct hörse"')
      assert.is(await pty.ended(), 0)
      assert.is(pty.screen().replaceAll('\r', ''), 'passphrase: \ngot "correct hörse"\n')
    }))

  test('Ctrl-D is no line', () =>
    asked(async pty => {
      pty.type('\x04')
      await pty.shows('got null')
      assert.is(await pty.ended(), 0)
    }))

  test('Ctrl-C ends it with 130, and the terminal shows again what is typed', () =>
    asked(
      async pty => {
        pty.type('half\x03')
        await pty.shows('error: interrupted')
        await pty.shows('130 ')
        assert.match(await pty.shows('done'), /\becho\b/)
        assert.not(pty.screen().includes('half'))
      },
      ['/bin/sh', '-c', '"$0" "$@"; echo "$? $(stty -a)"; echo done', ...worker],
    ))

  test('after Ctrl-Z and fg it is asked again, and answered', async () => {
    await using pty = openPty(['bash', '--norc', '--noprofile', '-i'], { env })
    pty.type("PS1='@''> '\r") // the prompt is not in its own echo
    await pty.shows('@> ')
    pty.type(`${worker.join(' ')}\r`)
    await pty.shows('passphrase: ')
    pty.type('half\x1a')
    await pty.shows('@> ')
    pty.type('fg\r')
    await pty.shows('passphrase: ')
    pty.type('\x15correct horse\r') // Ctrl-U: from the start
    await pty.shows('got "correct horse"')
  })

  test('where there is no terminal, that is an error', async () => {
    const { spawn } = await import('node:child_process')
    const child = spawn(worker[0] ?? '', worker.slice(1), { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    for await (const chunk of child.stdout) output += chunk
    assert.match(output, /^error: there is no terminal to ask on/)
  })
})
