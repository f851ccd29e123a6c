import * as assert from 'uvu/assert'
import {
  accountsDirectory,
  dataDirectory,
  keysDirectory,
  namesDirectory,
  stateDirectory,
  xdgDirectory,
} from '../../src/files/directories.ts'
import type { Environment } from '../../src/model/environment.ts'
import { settingsPath } from '../../src/settings/file.ts'
import { fish } from '../../src/shells/fish.ts'
import { powershell } from '../../src/shells/powershell.ts'
import { describe } from '../support/describe.ts'

const KINDS = [
  ['cache', 'XDG_CACHE_HOME', '/home/a/.cache'],
  ['config', 'XDG_CONFIG_HOME', '/home/a/.config'],
  ['data', 'XDG_DATA_HOME', '/home/a/.local/share'],
  ['state', 'XDG_STATE_HOME', '/home/a/.local/state'],
] as const

describe('XDG directories', test => {
  for (const [kind, variable, usual] of KINDS) {
    test(`3.8 ${variable} counts where it is absolute, and is ignored where it is relative or empty`, () => {
      assert.is(xdgDirectory({ [variable]: '/x/y' }, '/home/a', kind), '/x/y')
      for (const relative of ['rel', './rel', '', '~/x', undefined])
        assert.is(xdgDirectory({ [variable]: relative }, '/home/a', kind), usual)
    })
  }

  test('3.8 every place goes by that: no path of awsenv begins in the directory that it is started in', () => {
    const relative = Object.fromEntries(KINDS.map(([, variable]) => [variable, 'rel']))
    const places = [namesDirectory, accountsDirectory, dataDirectory, keysDirectory, stateDirectory, settingsPath]
    assert.equal(
      places.map(place => place(relative, '/home/a')),
      places.map(place => place({}, '/home/a')),
    )
    const user = (env: Environment) => ({
      env,
      configHome: xdgDirectory(env, '~', 'config'),
      isWindows: false,
      read: () => undefined,
    })
    for (const { hook } of [fish, powershell]) {
      const files = hook?.startUpFiles(user(relative), '') ?? []
      assert.equal(files, hook?.startUpFiles(user({}), ''))
      assert.ok(files.length > 0)
    }
  })
})
