import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import type { Environment } from '../../../src/model/environment.ts'
import { type Keychain, type KeychainPlace, systemKeychain } from '../../../src/vault/stores/keychain.ts'
import { sessionBusAddress } from '../../../src/vault/stores/session-bus.ts'
import type { VaultError } from '../../../src/vault/vault-error.ts'
import { openPty } from '../../../tools/pty/pty.ts'
import { has } from '../../../tools/shells/real-shells.ts'
import { describe, needing } from '../../support/describe.ts'
import { inScratch } from '../scratch.ts'

describe('the keychain, by a child process', test => {
  const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }
  /** A keychain whose child process is a script of the shell; its first argument is $0. */
  const by = (script: string, place: Partial<KeychainPlace> = {}): Keychain =>
    systemKeychain({ env: bus, platform: 'linux', command: ['/bin/sh', '-c', script], mayAsk: false, ...place })
  const screen = { ...bus, DISPLAY: ':0' }
  /** One that reads the request first, and has a minute. */
  const patient = (script: string) => by(`cat > /dev/null; ${script}`, { env: screen, mayAsk: true })
  const text = (path: string) => readFileSync(path, 'utf8')
  const refused = (keychain: Keychain, message: RegExp) => {
    try {
      keychain.get('some')
    } catch (error) {
      assert.is((error as VaultError).reason, 'out of reach')
      assert.match((error as VaultError).message, message)
      return
    }
    assert.unreachable('nothing was refused')
  }

  test('gives the request to stdin and takes the answer from stdout; the arguments say nothing of it', () =>
    inScratch(directory => {
      const seen = (name: string) => join(directory, name)
      const spy = (answer: string) =>
        by(`cat > ${seen('stdin')}; echo "$0 $*" > ${seen('args')}; env > ${seen('env')}; echo '${answer}'`)
      spy('{"secret":null}').set('account', 'canary')
      const read = (name: string) => text(seen(name))
      assert.equal(JSON.parse(read('stdin')), { action: 'set', account: 'account', secret: 'canary', mayAsk: false })
      assert.is(read('args').trim(), 'keychain-child')
      assert.not(read('env').includes('canary'))
      assert.is(spy('{"secret":"text"}').get('account'), 'text')
      assert.equal(JSON.parse(read('stdin')), { action: 'get', account: 'account', mayAsk: false })
      assert.is(spy('{"secret":null}').get('account'), undefined)
    }))

  test('an answer that is none is refused, whatever it says', () => {
    const answers = [
      '',
      'null',
      '[]',
      '{}',
      '"text"',
      '{"secret":7}',
      '{"secret":"a","error":"b"}',
      '{"secret":"a"} more',
      '{"__proto__":{"secret":"a"}}',
      '{"error":{}}',
    ]
    for (const answer of answers) refused(patient(`printf '%s' '${answer}'`), /^the keychain's answer can't be read$/)
    refused(patient('head -c 20000 /dev/zero'), /could not be asked|can't be read/)
    refused(patient(`printf '{"error":"locked"}'`), /^the keychain refused: locked$/)
    refused(patient('kill -9 $$'), /was ended by SIGKILL/)
    refused(by('', { command: ['/is/not/here'] }), /could not be asked/)
  })

  test('a child that does not answer is ended, after two seconds where no window can open', () => {
    refused(by('exec sleep 60'), /didn't answer within 2 seconds/)
    refused(by('exec sleep 60', { mayAsk: true }), /didn't answer within 2 seconds/)
  })

  test('a window is waited for where there is a screen, and somebody to see it', () => {
    const told = (place: Partial<KeychainPlace>) =>
      by(`grep -o '"mayAsk":[a-z]*' | sed 's/.*:\\(.*\\)/{"secret":"\\1"}/'`, place).get('some')
    assert.is(told({ env: screen, mayAsk: true }), 'true')
    assert.is(told({ env: screen, mayAsk: false }), 'false')
    assert.is(told({ env: bus, mayAsk: true }), 'false')
    assert.is(told({ env: { ...bus, WAYLAND_DISPLAY: 'wayland-0' }, mayAsk: true }), 'true')
    assert.is(told({ env: {}, platform: 'darwin', mayAsk: true }), 'true')
    assert.is(told({ env: {}, platform: 'win32', mayAsk: true }), 'false')
  })

  test('over SSH, and where there is no bus, nobody is asked', () =>
    inScratch(directory => {
      const mark = join(directory, 'asked')
      const asking = (env: Environment, platform: string) => by(`touch ${mark}`, { env, platform })
      for (const platform of ['linux', 'darwin', 'win32'])
        refused(asking({ ...bus, SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' }, platform), /not asked over SSH/)
      refused(asking({}, 'linux'), /no session bus/)
      refused(asking({ XDG_RUNTIME_DIR: directory }, 'linux'), /no session bus/)
      assert.not(existsSync(mark))
    }))

  test('of the addresses of a bus, only a socket is taken: one could also name a program to run', () => {
    const address = (value?: string, runtime?: string) =>
      sessionBusAddress(
        { DBUS_SESSION_BUS_ADDRESS: value, XDG_RUNTIME_DIR: runtime },
        path => path === '/run/user/1/bus',
      )
    const table: [string | undefined, string | undefined][] = [
      ['unix:path=/run/bus', 'unix:path=/run/bus'],
      ['unix:path=/run/bus,guid=00ff', 'unix:path=/run/bus,guid=00ff'],
      ['unix:abstract=/tmp/dbus-x', 'unix:abstract=/tmp/dbus-x'],
      ['tcp:host=evil,port=1;unix:path=/run/bus', 'unix:path=/run/bus'],
      ['unixexec:path=/bin/evil', undefined],
      ['autolaunch:', undefined],
      ['unix:path=%ff', undefined],
      ['unix:path=', undefined],
      ['', undefined],
      [undefined, undefined],
    ]
    for (const [given, taken] of table) assert.is(address(given), taken, String(given))
    assert.is(address(undefined, '/run/user/1'), 'unix:path=/run/user/1/bus')
    assert.is(address('autolaunch:', '/run/user/1'), undefined)
    assert.is(address(undefined, '/run/user/2'), undefined)
    assert.is(address(undefined, 'run/user/1'), undefined)
    assert.is(
      sessionBusAddress({}, path => path === '/run/user/1/bus', 1),
      'unix:path=/run/user/1/bus',
    )
  })

  needing(
    test,
    'python3',
    has('python3'),
  )('Ctrl-C ends the wait at once, and the child with it', () =>
    inScratch(async directory => {
      const script = join(directory, 'ask.ts')
      const mark = join(directory, 'pid')
      const place = { env: screen, platform: 'linux', mayAsk: true }
      const command = ['/bin/sh', '-c', `echo $$ > ${mark}; echo asking >&2; exec sleep 60`]
      const module = join(import.meta.dirname, '../../../src/vault/stores/keychain.ts')
      writeFileSync(
        script,
        `import { systemKeychain } from ${JSON.stringify(module)}\nsystemKeychain(${JSON.stringify({ ...place, command })}).get('some')\n`,
      )
      await using pty = openPty([process.execPath, script], { env: { PATH: process.env['PATH'] ?? '' } })
      await pty.shows('asking')
      pty.type('\x03')
      assert.is(await pty.ended(), 130)
      // whose parent is gone may stay as a zombie, where nothing reaps it
      const status = `/proc/${text(mark).trim()}/status`
      assert.ok(!existsSync(status) || /^State:\tZ/m.test(text(status)), 'the child has ended')
    }),
  )
})
