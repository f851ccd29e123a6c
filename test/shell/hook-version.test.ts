/** With a call of doctor, and with no other one, each hook tells its version: that of the package. */
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { fishShell, has, hookedShells, powershellShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

const SOURCED = [
  ...hookedShells.map(real => ({ real, source: '. "$1"', args: [real.hook] })),
  { real: fishShell, source: 'source $argv[2]', args: [fishShell.hook] },
  { real: powershellShell, source: '. $env:HOOK', args: [] },
]

describe("shell: the hook's version", test => {
  for (const { real, source, args } of SOURCED) {
    const { name } = real.shell
    needing(
      test,
      real.argv[0],
      has(real.argv[0]),
    )(`${name} tells it to doctor, before the words of the call`, () => {
      using fake = fakeAwsenv()
      fake.answers('fine\n')
      const script = `${source}; awsenv doctor --json 'a b'; awsenv whoami doctor; awsenv`
      const { stdout, stderr } = runShell(real, script, { env: { ...fake.env, HOOK: real.hook }, args })
      assert.equal([stdout, stderr], ['fine\n'.repeat(3), ''])
      assert.equal(
        fake.calls().map(({ hook, hookVersion, args }) => ({ hook, hookVersion, args })),
        [
          { hook: name, hookVersion: manifest.version, args: ['doctor', '--json', 'a b'] },
          { hook: undefined, hookVersion: undefined, args: ['whoami', 'doctor'] },
          { hook: name, hookVersion: undefined, args: [] },
        ],
      )
    })
  }
})
