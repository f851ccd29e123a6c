import * as assert from 'uvu/assert'
import { callerName } from '../../src/context/caller.ts'
import { describe } from '../support/describe.ts'

describe('context/caller', test => {
  const process = (name: string | undefined, executable?: string) => ({
    name,
    executable,
    calledBy: undefined,
    readsOutput: false,
  })
  for (const [title, ancestors, expected] of [
    ['a program behind a shell', [process('sh', '/bin/dash'), process('code', '/usr/share/code/code')], 'code'],
    ['a login shell', [process('-zsh', '/bin/zsh'), process('terraform')], 'terraform'],
    [
      'without /proc',
      [process(undefined, '/bin/sh'), process(undefined, '/Applications/Code.app/Electron')],
      'Electron',
    ],
    ['a name that moves the cursor', [process('a\u001b[2J')], 'a?[2J'],
    ['nobody', [], undefined],
    ['shells alone', [process('bash', '/bin/bash')], undefined],
  ] as const) {
    test(title, () => assert.is(callerName(ancestors), expected))
  }
})
